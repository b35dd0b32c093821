//! What is known of a release beside others.

use schemars::JsonSchema;
use serde::Serialize;

use crate::engine;

/// The most copies and links that are named; `releases` counts all of them.
const MAX_NAMED: usize = 1_000;

/// The releases that tell one story, and what has to do with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Story {
    /// How many releases tell it: 1 where there is no copy.
    pub releases: usize,
    /// The release that stands for it; null where there is no copy.
    pub representative: Option<String>,
    /// The releases beside the representative that tell it, by id; 1,000 at most.
    pub copies: Vec<String>,
    /// Other stories that have to do with it.
    pub links: Vec<StoryLink>,
}

/// Another story that has to do with one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct StoryLink {
    /// What this story is to the other: `corrects`, `corrected-by` or `translation`.
    pub relation: &'static str,
    /// The release that stands for the other.
    pub id: String,
}

impl Story {
    /// Makes the wire form of a story.
    pub fn new(story: &engine::Story) -> Self {
        let mut ids = story.releases.iter().map(ToString::to_string);
        let link =
            |link: &engine::StoryLink| StoryLink { relation: link.relation.name(), id: link.id.to_string() };
        Self {
            releases: story.releases.len().max(1),
            representative: ids.next(),
            copies: ids.take(MAX_NAMED).collect(),
            links: story.links.iter().take(MAX_NAMED).map(link).collect(),
        }
    }
}
