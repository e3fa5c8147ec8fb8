//! The words from which campaigns are invented, read once from their data file.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// All the words.
#[derive(Debug, Default, Deserialize)]
pub struct Texts {
    pub names: Names,
    /// Place pattern by stage.
    pub places: BTreeMap<String, String>,
    pub titles: Titles,
    pub papers: Papers,
    pub phrases: Phrases,
    pub items: Vec<ItemTexts>,
}

/// Names of units and people.
#[derive(Debug, Default, Deserialize)]
pub struct Names {
    pub city: String,
    pub city_short: String,
    pub source: String,
    /// The body that the campaign reports to.
    pub province: String,
    /// What the public may ring or open.
    pub phone: String,
    pub url: String,
    /// Styles of numbers.
    pub order: String,
    pub transfer: String,
    pub chief: String,
    pub counties: Vec<MadeUnit>,
    pub direct: Vec<MadeUnit>,
    pub surnames: Vec<String>,
    pub masked: String,
    pub masked_full: String,
    pub liaison: String,
    pub handler: String,
    pub posts: BTreeMap<String, String>,
    pub numerals: Vec<String>,
    pub organisations: Vec<String>,
    pub grades: Vec<String>,
    pub subjects: Vec<String>,
}

/// An invented unit.
#[derive(Debug, Default, Deserialize)]
pub struct MadeUnit {
    pub code: String,
    pub name: String,
    pub short: String,
    /// Share of the issues.
    pub weight: u32,
}

/// Patterns of titles.
#[derive(Debug, Default, Deserialize)]
pub struct Titles {
    pub students: String,
    pub amount: String,
    pub both: String,
}

/// Patterns of papers.
#[derive(Debug, Default, Deserialize)]
pub struct Papers {
    pub fax: String,
    pub report: String,
    pub sheet: String,
    pub slip: String,
    pub call: String,
}

/// What people write.
#[derive(Debug, Default, Deserialize)]
pub struct Phrases {
    pub statement: Vec<String>,
    pub progress: Vec<String>,
    pub extend: Vec<String>,
    pub rework: Vec<String>,
    pub unfounded: Vec<String>,
    pub evidence: Vec<String>,
    pub evidence_where: String,
    pub note: Vec<String>,
    pub opinion: String,
    pub deadline: String,
}

/// Words for one item of the plan.
#[derive(Debug, Default, Deserialize)]
pub struct ItemTexts {
    pub id: String,
    /// The misdeed in a few words.
    pub title: String,
    pub desc: Vec<String>,
    pub goal: String,
    pub measures: Vec<String>,
}

static TEXTS: LazyLock<Texts> =
    LazyLock::new(|| toml::from_str(include_str!("texts.toml")).unwrap_or_default());

/// The words.
pub fn texts() -> &'static Texts {
    &TEXTS
}

/// Fills the slots of a pattern.
pub fn fill(pattern: &str, slots: &[(&str, &str)]) -> String {
    slots.iter().fold(pattern.to_owned(), |text, (slot, value)| text.replace(&format!("{{{slot}}}"), value))
}
