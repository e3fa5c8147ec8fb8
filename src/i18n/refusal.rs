//! Refusals: what was not done, why, and the ways out, numbered.

mod clash;
mod why;

use super::Words;
use crate::model::refusal::{Refusal, Way, Why};
use crate::model::verb::Verb;
use i18n_embed_fl::fl;
use std::fmt;

/// A sentence and the ways out of it, in the order of their digits.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sentence {
    pub text: String,
    /// Without their digits: the first is answered by 1.
    pub ways: Vec<String>,
}

impl Sentence {
    /// The ways with their digits.
    pub fn numbered(&self) -> Vec<String> {
        self.ways.iter().enumerate().map(|(i, way)| format!("{} {way}", i + 1)).collect()
    }
}

impl fmt::Display for Sentence {
    /// All on one line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)?;
        self.numbered().iter().try_for_each(|way| write!(f, " {way}"))
    }
}

/// How a reason is led in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lead {
    /// It says all by itself.
    None,
    /// It cannot be done.
    Cannot,
    /// It cannot be done before something else is.
    NotYet,
}

/// A reason in words: the code its own ways go by, how it is led in, and the text.
struct Reason {
    code: &'static str,
    lead: Lead,
    text: String,
}

impl Words {
    /// A refusal in words.
    pub fn refusal(&self, refusal: &Refusal) -> Sentence {
        let reason = self.why(&refusal.why, refusal.verb);
        let text = match (reason.lead, refusal.verb) {
            (Lead::None, _) | (_, None) => reason.text,
            (Lead::Cannot, Some(verb)) => {
                fl!(self.loader, "refused-cannot", verb = self.verb_act(verb), why = reason.text)
            }
            (Lead::NotYet, Some(verb)) => {
                fl!(self.loader, "refused-not-yet", verb = self.verb_act(verb), why = reason.text)
            }
        };
        let names_it = matches!(refusal.why, Why::UnknownNumber { .. } | Why::UnknownMember { .. });
        let text = if refusal.no.is_empty() || names_it {
            text
        } else {
            fl!(self.loader, "refused-no", no = refusal.no.as_str(), text = text)
        };
        let ways = refusal.ways.iter().map(|way| self.way(reason.code, way)).collect();
        Sentence { text, ways }
    }

    /// A way out. Some read differently after some reasons.
    fn way(&self, why: &str, way: &Way) -> String {
        let (code, general) = match way {
            Way::Back => ("back", fl!(self.loader, "way-back")),
            Way::Verb { verb } => (verb.code(), self.verb(*verb)),
            Way::RecordFor { .. } => ("record_for", fl!(self.loader, "way-record_for")),
            Way::WithReason => ("with_reason", fl!(self.loader, "way-with_reason")),
            Way::Fill { field } => ("fill", fl!(self.loader, "way-fill", field = self.field(*field))),
        };
        self.get_or(&format!("way-{why}-{code}"), &general)
    }

    /// What is said while it is not known whether an act was kept.
    pub fn unknown_outcome(&self) -> String {
        fl!(self.loader, "unknown-outcome")
    }

    /// The name of a verb in a sentence, or of the act in general.
    fn act_of(&self, verb: Option<Verb>) -> String {
        verb.map_or_else(|| fl!(self.loader, "act-general"), |verb| self.verb_act(verb))
    }
}
