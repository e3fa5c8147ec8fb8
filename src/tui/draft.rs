//! What is typed and not saved: it lives in the office, under the op id of its act, until it is saved or
//! thrown away.

use super::layers::Layer;
use super::layers::form::FormLayer;
use super::meeting::Meeting;
use super::msg::Effect;
use super::personal::Personal;
use super::state::{Purpose, State, Typed};
use crate::api::Request;
use crate::i18n::Words;
use crate::model::field::Field;
use crate::model::form::Slot;
use crate::model::ids::OpId;
use crate::model::value::FieldType;
use crate::model::verb::Verb;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the names begin with under which the office keeps drafts.
const PREFIX: &str = "draft:";

/// A form left half filled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The act it would become: saving it twice does it once.
    #[serde(with = "hex")]
    pub op: OpId,
    pub verb: Verb,
    #[serde(default)]
    pub subjects: Vec<String>,
    /// The revision its form began from.
    #[serde(default)]
    pub base: Option<u64>,
    #[serde(default)]
    pub heading: String,
    #[serde(default)]
    pub typed: Typed,
    /// The line of a quick entry.
    #[serde(default)]
    pub line: Option<String>,
    /// When it was typed last, and the office's day then.
    #[serde(default)]
    pub at: Option<DateTime<Utc>>,
    #[serde(default)]
    pub day: Option<NaiveDate>,
}

impl Draft {
    /// The name under which the office keeps it.
    pub fn name(op: OpId) -> String {
        format!("{PREFIX}{op}")
    }

    /// All drafts among the things a member keeps.
    pub fn read(kept: &[(String, String)]) -> Vec<Self> {
        let drafts = kept.iter().filter(|(name, _)| name.starts_with(PREFIX));
        drafts.filter_map(|(_, text)| serde_json::from_str(text).ok()).collect()
    }

    /// It as a text to keep.
    pub fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Without the names that are protected: those stay at this desk.
    pub fn open(mut self) -> Self {
        self.typed.retain(|(slot, _)| !is_secret(slot));
        self
    }

    fn is_empty(&self) -> bool {
        self.typed.is_empty() && self.line.as_deref().unwrap_or_default().trim().is_empty()
    }

    /// The same content, whenever it was typed.
    pub fn same(&self, other: &Self) -> bool {
        let bare = |draft: &Self| Self { at: None, day: None, ..draft.clone() };
        bare(self) == bare(other)
    }

    /// What it is about, in a line: the act, the record, the first words.
    pub fn told(&self, words: &Words) -> String {
        let first = self.typed.first().map(|(_, text)| text.clone());
        let first = self.line.clone().filter(|line| !line.is_empty()).or(first).unwrap_or_default();
        // The record by its number: the words typed are what tells drafts apart.
        let parts = [words.verb(self.verb), self.subjects.join(" "), first];
        parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" ")
    }
}

fn is_secret(slot: &Slot) -> bool {
    let Slot::Field(code) = slot else { return false };
    let field = code.split('.').next().and_then(Field::from_code);
    field.is_none_or(|field| field.kind() == FieldType::Secret)
}

/// An op id as text: JSON knows no number that long.
mod hex {
    use super::OpId;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(op: &OpId, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(op)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<OpId, D::Error> {
        String::deserialize(from)?.parse().map_err(D::Error::custom)
    }
}

impl FormLayer {
    /// What was typed into it; `None` when nothing was.
    pub fn draft(&self) -> Option<Draft> {
        let draft = Draft {
            op: self.op,
            verb: self.verb,
            subjects: self.subjects.clone(),
            base: self.base,
            heading: if self.subjects.len() > 1 { String::new() } else { self.heading.clone() },
            typed: self.typed(),
            line: self.entry.as_ref().map(|entry| entry.line.value().to_owned()),
            at: None,
            day: None,
        };
        Some(draft).filter(|draft| !draft.is_empty())
    }

    /// A quick entry as it was left: its fields come with the reading of its line.
    pub fn entry_of(draft: &Draft) -> Self {
        let mut form = Self::entry(draft.op);
        if let Some(entry) = &mut form.entry {
            entry.line.set(draft.line.as_deref().unwrap_or_default());
            entry.left.clone_from(&draft.typed);
        }
        form
    }
}

impl State {
    /// Everything typed and not saved: in forms that are open, in those that were left, and in what is put
    /// aside while a meeting sees the screen.
    pub fn all_drafts(&self) -> Vec<Draft> {
        let (layers, drafts) = self.meeting.as_ref().map_or((&[][..], &[][..]), Meeting::put_aside);
        let open = layers.iter().chain(&self.layers).filter_map(|layer| match layer {
            Layer::Form(form) => form.draft(),
            _ => None,
        });
        let left = drafts.iter().chain(&self.today.drafts);
        let mut all: BTreeMap<OpId, Draft> = left.map(|draft| (draft.op, draft.clone())).collect();
        all.extend(open.map(|draft| (draft.op, draft)));
        all.into_values().map(Draft::open).filter(|draft| !draft.is_empty()).collect()
    }

    /// What the office does not keep yet as it is: drafts, and the ids of those it need not keep any more.
    pub fn unkept(&self) -> Vec<(OpId, Option<Draft>)> {
        let all = self.all_drafts();
        let gone = self.kept.keys().filter(|op| !all.iter().any(|draft| draft.op == **op));
        let gone: Vec<_> = gone.map(|op| (*op, None)).collect();
        let stamp = |draft: Draft| Draft {
            at: draft.at.or_else(|| Some((self.now)())),
            day: draft.day.or(self.hello.as_ref().map(|hello| hello.today)),
            ..draft
        };
        let changed =
            all.into_iter().filter(|draft| !self.kept.get(&draft.op).is_some_and(|k| k.same(draft)));
        changed.map(|draft| (draft.op, Some(stamp(draft)))).chain(gone).collect()
    }

    /// True when something is to be sent now: what is under way is waited for.
    pub fn wants_keeping(&self) -> bool {
        self.unkept().iter().any(|(op, _)| !self.is_under_way(*op))
    }

    fn is_under_way(&self, op: OpId) -> bool {
        self.tickets.values().any(|purpose| matches!(purpose, Purpose::KeptDraft(known, _) if *known == op))
    }

    /// Sends the office what it does not keep yet.
    pub fn keep_drafts(&mut self, effects: &mut Vec<Effect>) {
        for (op, draft) in self.unkept() {
            if !self.is_under_way(op) {
                let request =
                    Request::KeepPersonal { name: Draft::name(op), text: draft.as_ref().map(Draft::text) };
                self.ask(Purpose::KeptDraft(op, draft.map(Box::new)), request, effects);
            }
        }
    }

    /// The office keeps it now.
    pub fn draft_kept(&mut self, op: OpId, draft: Option<Draft>) {
        match draft {
            Some(draft) => self.kept.insert(op, draft),
            None => self.kept.remove(&op),
        };
    }

    /// Takes up what the office keeps, and what is left of the way drafts were kept before.
    pub fn take_drafts(&mut self, kept: &[(String, String)]) {
        let drafts = Draft::read(kept);
        self.kept.extend(drafts.iter().map(|draft| (draft.op, draft.clone())));
        let before = Personal::old_drafts(kept);
        let old: Vec<Draft> = before
            .into_iter()
            .map(|(verb, subjects, typed)| Draft { subjects, typed, ..self.bare(verb) })
            .collect();
        self.personal_changed |= !old.is_empty();
        self.take_up(drafts.into_iter().chain(old).collect());
    }

    fn bare(&self, verb: Verb) -> Draft {
        let (typed, subjects, heading) = (Vec::new(), Vec::new(), String::new());
        Draft {
            op: (self.new_op)(),
            verb,
            subjects,
            base: None,
            heading,
            typed,
            line: None,
            at: None,
            day: None,
        }
    }

    /// A line of the quick entry from the way it was kept before.
    pub fn take_up_line(&mut self, line: &str) {
        if !line.trim().is_empty() {
            let draft = Draft { line: Some(line.to_owned()), ..self.bare(Verb::Register) };
            self.take_up(vec![draft]);
        }
    }

    /// Takes up drafts; of two of the same act the later one holds.
    pub fn take_up(&mut self, drafts: Vec<Draft>) {
        let first = self.today.cursor == 0;
        for draft in drafts {
            let open = |layer: &Layer| matches!(layer, Layer::Form(form) if form.op == draft.op);
            let newer = |known: &Draft| known.op == draft.op && known.at >= draft.at;
            if !self.layers.iter().any(open) && !self.today.drafts.iter().any(newer) {
                self.today.drop_draft(draft.op);
                self.today.add_draft(draft);
            }
        }
        let n = self.today.drafts.len();
        if n > 0 {
            // The day begins with them.
            self.today.cursor *= usize::from(!first);
            self.say(self.words.with("desk-drafts-found", &[("n", n.to_string())]));
        }
    }

    /// A form that is left goes to the others.
    pub fn leave_draft(&mut self, form: &FormLayer) -> bool {
        let Some(draft) = form.draft() else { return false };
        let (at, day) = (Some((self.now)()), self.hello.as_ref().map(|hello| hello.today));
        self.today.drop_draft(draft.op);
        self.today.add_draft(Draft { at, day, ..draft });
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_comes_back_from_its_text_and_keeps_no_protected_name() {
        let slot = |code: &str| Slot::Field(code.to_owned());
        let draft = Draft {
            op: OpId(u128::MAX),
            verb: Verb::Take,
            subjects: vec!["TY-007".into()],
            base: Some(9),
            heading: String::new(),
            typed: vec![(slot("title"), "家教".into()), (slot("complainant"), "某某".into())],
            line: None,
            at: None,
            day: None,
        };
        let open = draft.clone().open();
        assert_eq!(open.typed.len(), 1);
        let kept = [(Draft::name(open.op), open.text()), ("desk".into(), "{}".into())];
        assert_eq!(Draft::read(&kept), std::slice::from_ref(&open));
        assert!(!open.same(&draft) && open.same(&Draft { day: Some(NaiveDate::MIN), ..open.clone() }));
        assert_eq!(Draft::read(&[("draft:1".into(), "no json".into())]), []);
    }
}
