//! Times, and what is said of them.

use std::time::{Duration, Instant};

/// The times of one thing, sorted.
pub(crate) struct Samples(Vec<Duration>);

impl Samples {
    pub(crate) fn new(mut times: Vec<Duration>) -> Self {
        assert!(!times.is_empty(), "something was measured");
        times.sort_unstable();
        Self(times)
    }

    /// Times a piece of work, after a round that does not count.
    pub(crate) fn of(rounds: usize, mut work: impl FnMut()) -> Self {
        work();
        Self::new((0..rounds).map(|_| time(&mut work)).collect())
    }

    pub(crate) fn median(&self) -> Duration {
        self.0[self.0.len() / 2]
    }

    pub(crate) fn p99(&self) -> Duration {
        self.0[(self.0.len() - 1) * 99 / 100]
    }

    pub(crate) fn sum(&self) -> Duration {
        self.0.iter().sum()
    }
}

/// Times a piece of work once.
pub(crate) fn time(work: impl FnOnce()) -> Duration {
    let began = Instant::now();
    work();
    began.elapsed()
}

/// Shows a time in the unit that suits it.
pub(crate) fn shown(time: Duration) -> String {
    match time.as_secs_f64() {
        seconds if seconds >= 1.0 => format!("{seconds:.2} s"),
        seconds if seconds >= 1e-3 => format!("{:.2} ms", seconds * 1e3),
        seconds => format!("{:.1} us", seconds * 1e6),
    }
}

/// Shows how many times as long one takes as the other.
pub(crate) fn ratio(ours: Duration, theirs: Duration) -> String {
    format!("{:.2}", ours.as_secs_f64() / theirs.as_secs_f64())
}

/// Shows a speed.
pub(crate) fn speed(bytes: usize, time: Duration) -> String {
    format!("{:.1} MB/s", bytes as f64 / 1e6 / time.as_secs_f64())
}
