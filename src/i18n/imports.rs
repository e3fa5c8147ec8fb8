//! What a file came to, in words.

use super::Words;
use crate::model::incoming::{Outcome, Verdict};

/// All codes of verdicts, in the order in which they are counted.
const CODES: [&str; 7] = ["new", "update", "same", "nil", "gone", "conflict", "wrong"];

/// The code of a verdict.
pub fn verdict_code(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::New => "new",
        Outcome::Update { .. } => "update",
        Outcome::Same => "same",
        Outcome::Conflict { .. } => "conflict",
        Outcome::Gone => "gone",
        Outcome::Nil => "nil",
        Outcome::Wrong { .. } => "wrong",
    }
}

impl Words {
    /// The label of a verdict.
    pub fn verdict(&self, outcome: &Outcome) -> String {
        self.get(&format!("verdict-{}", verdict_code(outcome)))
    }

    /// Why a row was not taken, or which of its steps were not; empty when there is nothing to say.
    pub fn verdict_messages(&self, verdict: &Verdict) -> Vec<String> {
        let own = match &verdict.outcome {
            Outcome::Wrong { refusal } | Outcome::Conflict { refusal } => Some(refusal.as_ref()),
            _ => None,
        };
        own.into_iter().chain(&verdict.refused).map(|refusal| self.refusal(refusal).text).collect()
    }

    /// What a row changes and the steps it takes, and what is to be said of it, on one line.
    pub fn verdict_says(&self, verdict: &Verdict) -> String {
        let mut said: Vec<String> = match &verdict.outcome {
            Outcome::Update { fields } => {
                fields.iter().map(|field| self.get(&format!("field-{}", field.code()))).collect()
            }
            _ => Vec::new(),
        };
        said.extend(verdict.steps.iter().map(|verb| self.verb(*verb)));
        let mut parts = vec![said.join(&self.get("list-and"))];
        parts.extend(self.verdict_messages(verdict));
        parts.retain(|part| !part.is_empty());
        parts.join("  ")
    }

    /// How many rows came to what.
    pub fn import_summary(&self, verdicts: &[Verdict]) -> String {
        let counted = CODES.into_iter().filter_map(|code| {
            let n = verdicts.iter().filter(|verdict| verdict_code(&verdict.outcome) == code).count();
            (n > 0).then(|| format!("{} {n}", self.get(&format!("verdict-{code}"))))
        });
        counted.collect::<Vec<_>>().join(&self.get("list-and"))
    }
}
