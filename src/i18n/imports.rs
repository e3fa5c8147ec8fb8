//! What a file came to, in words.

use super::Words;
use crate::model::incoming::{Changed, Column, Handed, Outcome, PaperIn, Verdict};

/// Characters of a bar.
const BAR: usize = 20;

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
            Outcome::Update { changes } => changes.iter().map(|changed| self.file_change(changed)).collect(),
            _ => Vec::new(),
        };
        said.extend(verdict.steps.iter().map(|verb| self.verb(*verb)));
        let mut parts = vec![said.join(&self.get("list-and"))];
        parts.extend(self.verdict_messages(verdict));
        parts.retain(|part| !part.is_empty());
        parts.join("  ")
    }

    /// A change that a file makes: what, from what, to what.
    pub fn file_change(&self, changed: &Changed) -> String {
        self.change(&changed.change, (changed.old.as_deref(), changed.new.as_deref()))
    }

    /// What a column means.
    pub fn column(&self, column: Column) -> String {
        self.get(&format!("column-{}", column.code()))
    }

    /// What a file is as a whole, in lines: the papers it is, the classes it signs as nothing found and those it
    /// says nothing about.
    pub fn handed(&self, handed: &Handed, done: bool) -> Vec<String> {
        let and = self.get("list-and");
        let mut lines = Vec::new();
        // The same paper to several sections is told once.
        let mut told: Vec<(&PaperIn, Vec<&str>)> = Vec::new();
        for paper in &handed.papers {
            let same = |(known, _): &&mut (&PaperIn, Vec<&str>)| {
                (&known.unit, &known.paper, &known.refused) == (&paper.unit, &paper.paper, &paper.refused)
            };
            match told.iter_mut().find(same) {
                Some((_, receivers)) => receivers.push(&paper.receiver),
                None => told.push((paper, vec![&paper.receiver])),
            }
        }
        lines.extend(told.iter().map(|(paper, receivers)| self.paper_in(paper, receivers, done)));
        if !handed.nil.is_empty() {
            lines.push(self.with("handed-nil", &[("classes", handed.nil.join(&and))]));
        }
        if !handed.silent.is_empty() {
            lines.push(self.with("handed-silent", &[("classes", handed.silent.join(&and))]));
        }
        lines
    }

    fn paper_in(&self, paper: &PaperIn, receivers: &[&str], done: bool) -> String {
        let to = receivers.join(&self.get("list-and"));
        let name = match to.is_empty() {
            true => paper.paper.clone(),
            false => self.with("handed-to", &[("paper", paper.paper.as_str()), ("to", to.as_str())]),
        };
        let refused = paper.refused.as_ref().map(|refusal| self.refusal(refusal).text);
        let id = match (&refused, done) {
            (Some(_), _) => "handed-refused",
            (None, true) => "handed-in",
            (None, false) => "handed-would",
        };
        let args = [
            ("unit", paper.unit.clone()),
            ("paper", name),
            ("due", self.day(paper.due)),
            ("on", self.day(paper.on)),
            ("why", refused.unwrap_or_default()),
        ];
        self.with(id, &args)
    }

    /// How many likely names stand in the texts of a file; `None` when there are none.
    pub fn likely_names(&self, verdicts: &[Verdict]) -> Option<String> {
        let mut names = verdicts.iter().flat_map(|verdict| &verdict.names);
        let first = names.next()?;
        Some(self.with("likely-names", &[("n", (names.count() + 1).to_string()), ("name", first.clone())]))
    }

    /// How far something is: a bar, and so many of so many.
    pub fn bar(&self, done: u32, of: u32) -> String {
        let full = BAR * done as usize / of.max(1) as usize;
        let bar = format!("{}{}", "█".repeat(full.min(BAR)), "░".repeat(BAR.saturating_sub(full)));
        self.with("import-far", &[("bar", bar), ("done", done.to_string()), ("of", of.to_string())])
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
