//! `cgtsearch status`: what the index is, and which settings hold and why.

use std::fmt::Display;
use std::sync::Arc;

use anyhow::Result;
use clap::ValueEnum;

use super::config::{Config, Origin};
use super::console::Console;
use super::{SUCCESS, index};
use crate::analysis::Analyzer;
use crate::engine::Engine;
use crate::index::Reader;
use crate::render::json::{Setting, Status};
use crate::render::{json, text};

pub(super) fn run(config: &Config, console: &mut Console<'_>) -> Result<u8> {
    let reader = match Reader::open(&config.index.value, &Arc::new(Analyzer::new())) {
        Ok(reader) => reader,
        Err(error) => {
            // The settings say why it is this folder that is looked at; JSON is one document, the error.
            if !config.json {
                let layout = config.layout(console);
                text::settings(&settings(config), layout, console.out)?;
                console.out.flush()?;
            }
            return Err(error.into());
        }
    };
    let manifest = reader.manifest();
    let status = Status {
        schema: Status::SCHEMA,
        index: config.index.value.display().to_string(),
        releases: reader.len(),
        stories: reader.stories().map(|(stories, _)| stories),
        copies: reader.stories().map(|(_, copies)| copies),
        segments: reader.segments(),
        bytes: reader.bytes()?,
        analyzer: manifest.analyzer.clone(),
        format: manifest.format,
        last_run: index::last_report(&config.index.value),
        roots: manifest.roots.iter().map(|root| root.display().to_string()).collect(),
        settings: settings(config),
    };
    if config.json {
        console.out.write_all(json::pretty(&status).as_bytes())?;
    } else {
        let layout = config.layout(console);
        text::status(&status, layout, console.out)?;
    }
    Ok(SUCCESS)
}

fn settings(config: &Config) -> Vec<Setting> {
    fn setting(name: &str, value: Option<impl Display>, from: &Origin) -> Setting {
        Setting { name: name.to_owned(), value: value.map(|value| value.to_string()), from: from.to_string() }
    }
    let color = config.color.value.to_possible_value();
    vec![
        setting("index", Some(config.index.value.display()), &config.index.from),
        setting("limit", Some(config.limit.value), &config.limit.from),
        setting("passages", Some(config.passages.value), &config.passages.from),
        setting("width", config.width.value, &config.width.from),
        setting("color", color.as_ref().map(|value| value.get_name()), &config.color.from),
    ]
}
