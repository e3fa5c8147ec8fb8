//! The course of a record: each fact in a line or two.

use super::Words;
use crate::model::fact::{Change, Fact};
use crate::model::field::Field;
use crate::model::value::Value;
use crate::model::verb::Verb;
use chrono::NaiveDate;
use i18n_embed_fl::fl;

/// A fact in words, in the parts a layout needs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FactText {
    /// The day it was done.
    pub on: String,
    /// Who did it: the party and the person, or the member.
    pub who: String,
    /// What was done.
    pub act: String,
    /// What changed, one entry a field.
    pub changes: Vec<String>,
    /// The reason and the paper, where given.
    pub grounds: Vec<String>,
    /// When and by whom it was typed.
    pub typed: String,
    /// Changes and grounds in one line; empty when there is nothing to say.
    pub body: String,
}

impl FactText {
    /// The first line: day, who, what.
    pub fn head(&self) -> String {
        [self.on.as_str(), &self.who, &self.act]
            .iter()
            .filter(|p| !p.is_empty())
            .copied()
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// What the office calls the old and the new value of a change.
pub type Named<'a> = (Option<&'a str>, Option<&'a str>);

impl Words {
    /// A fact in words. `actor` and `party` are names (empty where there is none); `named` gives the office's words for the
    /// values of a change, by field code and part; days are written as near to `near`.
    pub fn fact<'a>(
        &self,
        fact: &Fact,
        actor: &str,
        party: &str,
        near: NaiveDate,
        named: impl Fn(&str, u16) -> Named<'a>,
    ) -> FactText {
        let actor = if fact.actor == 0 || actor.is_empty() {
            fl!(self.loader, "history-program")
        } else {
            actor.to_owned()
        };
        let general = fact.party.map(|party| self.party(party)).unwrap_or_default();
        let party = if party.is_empty() { general.as_str() } else { party };
        let who = match (party.is_empty(), fact.by.is_empty()) {
            (true, true) => actor.clone(),
            (true, false) => fact.by.clone(),
            (false, true) => party.to_owned(),
            (false, false) => fl!(self.loader, "history-for", party = party, by = fact.by.as_str()),
        };
        let changes: Vec<String> = (fact.changes.iter().filter(|change| shown(fact, change)))
            .map(|change| self.change(change, named(change.cell.field.code(), change.cell.part)))
            .collect();
        let grounds = self.grounds(fact);
        FactText {
            body: [changes.as_slice(), &grounds].concat().join(&self.get("part-and")),
            on: self.day_near(fact.on, near),
            who,
            act: self.act(fact),
            changes,
            grounds,
            typed: fl!(self.loader, "history-typed", at = self.stamp_near(fact.at, near), who = actor),
        }
    }

    fn act(&self, fact: &Fact) -> String {
        let verb = self.verb(fact.verb);
        match (fact.verb, fact.undoes) {
            (Verb::Undo | Verb::Redo, Some(seq)) => {
                fl!(self.loader, "history-undoes", verb = verb, seq = seq)
            }
            _ => verb,
        }
    }

    fn grounds(&self, fact: &Fact) -> Vec<String> {
        let mut grounds = Vec::new();
        if !fact.reason.is_empty() {
            grounds.push(fl!(self.loader, "history-reason", reason = fact.reason.as_str()));
        }
        if !fact.paper.is_empty() {
            grounds.push(fl!(self.loader, "history-paper", paper = fact.paper.as_str()));
        }
        grounds
    }

    /// One field's change: old → new.
    pub fn change(&self, change: &Change, named: Named<'_>) -> String {
        let field = change.cell.field;
        let label = self.cell_label(change.cell);
        // A full stop inside a list of changes would end it.
        let word = |value: &Value, name: Option<&str>| {
            self.value_brief(field, value, name).trim_end_matches(['。', '.']).to_owned()
        };
        match (&change.old, &change.new) {
            (Some(old), Some(new)) => {
                let (old, new) = (word(old, named.0), word(new, named.1));
                fl!(self.loader, "history-change", field = label, old = old, new = new)
            }
            (None, Some(new)) => fl!(self.loader, "history-set", field = label, new = word(new, named.1)),
            (Some(old), None) => fl!(self.loader, "history-cleared", field = label, old = word(old, named.0)),
            (None, None) => label,
        }
    }
}

/// Leaves out what only keeps the books, and what the head of the line says already.
fn shown(fact: &Fact, change: &Change) -> bool {
    let first_value = change.old.is_none();
    match (change.cell.field, &change.new) {
        (Field::NoSeq | Field::NoUnit | Field::MovedOn | Field::RouteGap | Field::Order, _) => false,
        (Field::Round, Some(Value::Int(1))) => false,
        (Field::OriginalDeadline, _) => !first_value,
        (_, Some(Value::Day(day))) => *day != fact.on,
        (_, Some(Value::Flag(false))) => !first_value,
        (_, Some(Value::Text(by))) => by.is_empty() || *by != fact.by,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;
    use crate::model::fact::Party;
    use crate::model::ids::{OpId, Subject};
    use crate::model::record::Cell;
    use crate::model::state::State;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn fact() -> Fact {
        let change = |field, old, new| Change { cell: Cell::main(field), old, new };
        Fact {
            seq: 41,
            at: "2021-09-19T02:32:00Z".parse().unwrap(),
            day: day("2021-09-19"),
            on: day("2021-09-18"),
            actor: 3,
            party: Some(Party::Unit),
            by: "王某".to_owned(),
            paper: "签字件".to_owned(),
            seat: 1,
            op: OpId(1),
            verb: Verb::Claim,
            subject: Subject::issue(7),
            changes: vec![
                change(
                    Field::State,
                    Some(Value::State(State::Rectifying)),
                    Some(Value::State(State::Claimed)),
                ),
                change(Field::ClaimedOn, None, Some(Value::Day(day("2021-09-18")))),
                change(Field::ClaimedBy, None, Some(Value::Text("王某".to_owned()))),
                change(Field::Refunded, Some(Value::Fen(260_000)), Some(Value::Fen(390_000))),
                change(Field::Lead, None, Some(Value::Ref(4))),
                change(Field::MovedOn, None, Some(Value::Day(day("2021-09-18")))),
            ],
            reason: "退费已清".to_owned(),
            undoes: None,
        }
    }

    #[test]
    fn a_fact_says_when_who_what_and_on_what_grounds() {
        let words = Words::new(Lang::Zh);
        let named = |field: &str, _| (None, (field == "lead").then_some("教师工作科"));
        let text = words.fact(&fact(), "唐宇滋", "天元区教育局", day("2021-09-20"), named);
        assert_eq!(text.head(), "9-18 天元区教育局 王某 报完成");
        assert_eq!(
            text.body,
            "状态 整改中→已报完成；已退金额 2,600元→3,900元；责任科室 教师工作科；理由：退费已清；凭签字件"
        );
        assert_eq!(text.typed, "9-19 10:32 唐宇滋 录入");
    }

    #[test]
    fn an_undo_names_what_it_undoes() {
        let words = Words::new(Lang::Zh);
        let fact = Fact { verb: Verb::Undo, undoes: Some(12), party: None, by: String::new(), ..fact() };
        let text = words.fact(&fact, "唐宇滋", "", day("2022-01-03"), |_, _| (None, None));
        assert_eq!(text.head(), "2021-09-18 唐宇滋 撤销第12次办理");
    }
}
