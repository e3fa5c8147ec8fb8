//! What a member keeps for himself at the desk: saved queries, columns, how copies arrive, what was searched.

use super::columns::Columns;
use super::msg::Effect;
use super::state::{Purpose, State};
use crate::api::Request;
use crate::exchange::guide::HEADERS;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The name under which the office keeps it.
pub const NAME: &str = "desk";
/// Searches remembered.
const SEARCHES: usize = 30;
/// Queries kept.
pub const QUERIES: usize = 99;

/// A named list: what it holds, how it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Query {
    pub name: String,
    /// Code and name of the unit it is kept to.
    pub unit: Option<(String, String)>,
    /// Further terms, its sorting among them.
    pub terms: String,
    /// Its own columns; `None`: those in force.
    pub columns: Option<Columns>,
    /// Shown above the lists with a count.
    pub pinned: bool,
}

/// The whole of it. What a newer program added is kept out, what is missing is as it comes.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Personal {
    pub queries: Vec<Query>,
    pub columns: Columns,
    /// By the name of the terminal: true when what is copied arrives there.
    pub copies: BTreeMap<String, bool>,
    /// The latest last.
    pub searched: Vec<String>,
    /// Wheel and clicks, where somebody has said so.
    pub mouse: Option<bool>,
}

/// A form left half filled, as it was kept before: verb, records, what was typed.
pub type OldDraft = (crate::model::verb::Verb, Vec<String>, super::state::Typed);

impl Personal {
    /// Reads what was kept; anything that cannot be read counts as never kept.
    pub fn read(kept: &[(String, String)]) -> Self {
        let own = kept.iter().find(|(name, _)| name == NAME);
        own.and_then(|(_, text)| Self::parse(text)).unwrap_or_default()
    }

    /// The drafts that earlier versions kept in here.
    pub fn old_drafts(kept: &[(String, String)]) -> Vec<OldDraft> {
        let own = kept.iter().find(|(name, _)| name == NAME);
        let parts = own.and_then(|(_, text)| serde_json::from_str::<serde_json::Value>(text).ok());
        let drafts = parts.and_then(|mut parts| parts.get_mut("drafts").map(serde_json::Value::take));
        drafts.and_then(|drafts| serde_json::from_value(drafts).ok()).unwrap_or_default()
    }

    /// Where one part cannot be read (a newer program wrote it), the others still are.
    fn parse(text: &str) -> Option<Self> {
        let mut parts: serde_json::Map<String, serde_json::Value> = serde_json::from_str(text).ok()?;
        let alone = |name: &str, part: &serde_json::Value| {
            let one = serde_json::json!({ name: part.clone() });
            serde_json::from_value::<Self>(one).is_ok()
        };
        parts.retain(|name, part| alone(name, part));
        serde_json::from_value(serde_json::Value::Object(parts)).ok()
    }

    /// Remembers a search, the latest last and each once.
    pub fn remember(&mut self, line: &str) {
        if line.is_empty() {
            return;
        }
        self.searched.retain(|known| known != line);
        self.searched.push(line.to_owned());
        let over = self.searched.len().saturating_sub(SEARCHES);
        self.searched.drain(..over);
    }
}

impl State {
    /// Has it kept.
    pub fn keep_personal(&mut self, effects: &mut Vec<Effect>) {
        // What is made up here is plain data: it can always be written.
        let text = serde_json::to_string(&self.personal).unwrap_or_default();
        let request = Request::KeepPersonal { name: NAME.to_owned(), text: Some(text) };
        self.ask(Purpose::Kept, request, effects);
    }

    /// Takes up what was kept.
    pub fn take_personal(&mut self, kept: &[(String, String)], effects: &mut Vec<Effect>) {
        self.personal = Personal::read(kept);
        if let Some((_, lines)) = kept.iter().find(|(name, _)| name == HEADERS) {
            let _ = self.inbox.said.learn(lines);
        }
        self.columns = self.personal.columns.clone();
        if let Some(on) = self.personal.mouse {
            self.mouse = on;
        }
        if self.mouse {
            effects.push(Effect::Mouse(true));
        }
        self.ask_pinned(effects);
    }

    /// The queries shown above the lists.
    pub fn pinned(&self) -> impl Iterator<Item = &Query> {
        self.personal.queries.iter().filter(|query| query.pinned)
    }

    /// Asks how much the pinned queries hold.
    pub fn ask_pinned(&mut self, effects: &mut Vec<Effect>) {
        let filters: Vec<String> = self.pinned().map(|query| query.scope().filter()).collect();
        if !filters.is_empty() {
            self.ask(Purpose::Pinned, Request::Counts { filters }, effects);
        }
    }
}

impl Query {
    /// What it keeps the lists to.
    pub fn scope(&self) -> super::scope::Scope {
        super::scope::Scope { unit: self.unit.clone(), terms: self.terms.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_comes_back_and_noise_does_no_harm() {
        let mut personal = Personal::default();
        personal.remember("逾期");
        personal.remember("单位:天元");
        personal.remember("逾期");
        assert_eq!(personal.searched, ["单位:天元", "逾期"]);
        personal.queries.push(Query { name: "急".into(), terms: "is:overdue".into(), ..Query::default() });
        let text = serde_json::to_string(&personal).unwrap();
        assert_eq!(Personal::read(&[(NAME.to_owned(), text)]), personal);
        let newer = "{\"queries\": [{\"name\": \"a\"}], \"searched\": 7}";
        let read = Personal::read(&[(NAME.to_owned(), newer.into())]);
        assert_eq!((read.queries.len(), read.searched.len()), (1, 0), "one part is lost, not all");
        let older = "{\"drafts\": [[\"amend\", [\"TY-007\"], [[{\"field\": \"title\"}, \"a\"]]]]}";
        assert_eq!(Personal::old_drafts(&[(NAME.to_owned(), older.into())]).len(), 1);
        assert_eq!(Personal::read(&[(NAME.to_owned(), "{\"queries\": 7}".into())]), Personal::default());
        assert_eq!(Personal::read(&[(NAME.to_owned(), "no json".into())]), Personal::default());
        assert_eq!(Personal::read(&[(NAME.to_owned(), "{\"later\": 7}".into())]), Personal::default());
        assert_eq!(Personal::read(&[]), Personal::default());
    }
}
