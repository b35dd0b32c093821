//! Progress bars: on a terminal, for people who have not asked for quiet.

use indicatif::{ProgressBar, ProgressStyle};

use super::config::Config;
use super::console::Console;

/// A bar, or nothing where nobody would see one. It goes when it is dropped.
pub(super) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// Begins a bar that counts `what`.
    pub(super) fn begin(what: &str, config: &Config, console: &Console<'_>) -> Self {
        let target = console.bars.filter(|_| !config.quiet && !config.json);
        let bar = match target {
            Some(target) => ProgressBar::with_draw_target(None, target()),
            None => ProgressBar::hidden(),
        };
        let template = format!("{{bar:30}} {{pos}}/{{len}} {what} {{msg}}");
        if let Ok(style) = ProgressStyle::with_template(&template) {
            bar.set_style(style);
        }
        Self { bar }
    }

    /// Shows how far it is.
    pub(super) fn show(&self, done: usize, of: usize) {
        self.bar.set_length(of as u64);
        self.bar.set_position(done as u64);
    }

    /// Shows a remark behind the numbers.
    pub(super) fn remark(&self, remark: String) {
        if !self.bar.is_hidden() {
            self.bar.set_message(remark);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
