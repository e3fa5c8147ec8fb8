//! Names of what the model knows: states, verbs, fields, parties, kinds, roles, codes, tabs.

use super::Words;
use crate::model::breakdown::{By, Share};
use crate::model::fact::Party;
use crate::model::field::Field;
use crate::model::ids::Kind;
use crate::model::refusal::Expected;
use crate::model::state::State;
use crate::model::verb::Verb;

impl Words {
    /// What a list is counted by.
    pub fn counted_by(&self, by: By) -> String {
        match by {
            By::Unit => self.get("col-unit"),
            By::Place => self.get("col-place"),
            By::Category => self.get("col-category"),
            By::Item => self.get("col-item"),
            By::State => self.get("col-state"),
            By::With => self.get("col-with"),
            By::Due => self.get("tally-due"),
            By::Found => self.get("tally-found"),
            By::Closed => self.get("tally-closed"),
            By::Stage => self.field(Field::Stage),
            By::Lead => self.field(Field::Lead),
            By::Source => self.field(Field::Source),
        }
    }

    /// What stands in one line of a count.
    pub fn share(&self, by: By, share: &Share) -> String {
        match by {
            _ if share.label.is_empty() => self.get("tally-empty"),
            By::State => State::from_code(&share.label).map_or_else(String::new, |state| self.state(state)),
            _ => share.label.clone(),
        }
    }

    /// The label of a state.
    pub fn state(&self, state: State) -> String {
        self.get(&format!("state-{}", state.code()))
    }

    /// The name of a verb, as in menus.
    pub fn verb(&self, verb: Verb) -> String {
        self.get(&format!("verb-{}", verb.code()))
    }

    /// A verb in at most four Han characters, for the line of hints.
    pub fn verb_short(&self, verb: Verb) -> String {
        self.get(&format!("verb-{}-short", verb.code()))
    }

    /// A verb inside a sentence ("cannot …").
    pub fn verb_act(&self, verb: Verb) -> String {
        self.get(&format!("verb-{}-act", verb.code()))
    }

    /// What is said after the act.
    pub fn verb_done(&self, verb: Verb) -> String {
        self.get(&format!("verb-{}-done", verb.code()))
    }

    /// The label of a field.
    pub fn field(&self, field: Field) -> String {
        self.get(&format!("field-{}", field.code()))
    }

    /// The label of a field by its code, with `.N` for part N; an unknown code is its own label.
    pub fn field_code(&self, code: &str) -> String {
        let (code, part) = code.rsplit_once('.').map_or((code, None), |(code, part)| (code, Some(part)));
        let label = Field::from_code(code).map_or_else(|| code.to_owned(), |field| self.field(field));
        match part {
            Some(part) => self.with("field-part", &[("field", label.as_str()), ("part", part)]),
            None => label,
        }
    }

    /// A party in general ("the responsible section").
    pub fn party(&self, party: Party) -> String {
        self.get(&format!("party-{}", party.code()))
    }

    /// A kind of record, by its code in hits and faults (`issue`, `unit`, `person`, `item` …).
    pub fn kind_code(&self, code: &str) -> String {
        self.get_or(&format!("kind-{code}"), code)
    }

    /// A kind of record.
    pub fn kind(&self, kind: Kind) -> String {
        self.kind_code(kind.code())
    }

    /// A role by its code; a role the pack adds is its own name.
    pub fn role(&self, code: &str) -> String {
        self.get_or(&format!("role-{code}"), code)
    }

    /// A code of a list: the plan's own label comes with the data, so this knows only the codes that
    /// every plan shares; another is its own label.
    pub fn code(&self, field: Field, code: &str) -> String {
        self.get_or(&format!("code-{}-{code}", field.code()), code)
    }

    /// What a figure of a paper counts: a category by its name, a column of the screening.
    pub fn cell(&self, key: &str) -> String {
        self.get_or(&format!("cell-{key}"), key)
    }

    /// Yes or no.
    pub fn yes_no(&self, yes: bool) -> String {
        self.get(if yes { "code-yes" } else { "code-no" })
    }

    /// What sort of value is asked for, with an example.
    pub fn expected(&self, expected: Expected) -> String {
        self.get(match expected {
            Expected::Count => "expected-count",
            Expected::Money => "expected-money",
            Expected::Day => "expected-day",
            Expected::DayRange => "expected-day_range",
            Expected::Month => "expected-month",
            Expected::YesNo => "expected-yes_no",
            Expected::Code => "expected-code",
            Expected::Deadline => "expected-deadline",
            Expected::SortKey => "expected-sort_key",
            Expected::Text => "expected-text",
        })
    }

    /// The name of tab 0–9.
    pub fn tab(&self, n: u8) -> String {
        self.get(&format!("tab-{n}"))
    }

    /// The same for narrow terminals.
    pub fn tab_short(&self, n: u8) -> String {
        self.get(&format!("tab-{n}-short"))
    }

    /// The name of an action by its code, as in the palette.
    pub fn action(&self, code: &str) -> String {
        self.get(&format!("action-{}", code.replace('_', "-")))
    }

    /// The same for the line of hints.
    pub fn action_short(&self, code: &str) -> String {
        self.get(&format!("action-{}-short", code.replace('_', "-")))
    }
}
