//! The course of a record as commands print it: facts in words, and as JSON.

use super::context::Context;
use super::failure::Failure;
use super::listing::Row;
use super::table::{Cell, Head};
use crate::api::answer::FactLine;
use crate::i18n::{Counted, FactText, Words};
use crate::model::field::Field;
use crate::model::value::Value;
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

/// Columns that the lines under a fact are set in.
const INDENT: usize = 6;

/// A fact in words; days are written as near to `near`.
pub fn in_words(words: &Words, line: &FactLine, near: NaiveDate) -> FactText {
    words.fact(&line.fact, &line.actor, &line.party, near, |field, part| {
        let change = line.words.iter().find(|change| change.field == field && change.part == part);
        change.map_or((None, None), |change| (change.old.as_deref(), change.new.as_deref()))
    })
}

/// Prints facts, each in a block; `named` puts the record before it.
pub fn print(context: &mut Context, lines: &[FactLine], near: NaiveDate, named: bool) -> Result<(), Failure> {
    let words = context.words.clone();
    for line in lines {
        let text = in_words(&words, line, near);
        let head = if named { format!("{}  {}", line.no, text.head()) } else { text.head() };
        let head = format!("{:>5}  {head}", line.fact.seq);
        context.out.line(&head)?;
        if !text.body.is_empty() {
            context.text(&text.body, INDENT + 1)?;
        }
        context.text(&text.typed, INDENT + 1)?;
    }
    Ok(())
}

/// A fact as JSON prints it.
#[derive(Debug, Serialize)]
pub struct FactRow {
    pub seq: u64,
    /// The day it was done.
    pub on: NaiveDate,
    /// When it was typed.
    pub at: DateTime<Utc>,
    /// The office's day when it was typed.
    pub day: NaiveDate,
    pub no: String,
    pub verb: &'static str,
    pub actor: String,
    /// The party's code, when recorded for one, and its name.
    pub party: Option<&'static str>,
    pub party_name: Option<String>,
    pub by: Option<String>,
    pub paper: Option<String>,
    pub reason: Option<String>,
    pub undoes: Option<u64>,
    pub op: String,
    pub changes: Vec<ChangeRow>,
    pub hash: String,
    /// In words, for the table.
    #[serde(skip)]
    pub text: FactText,
}

/// One changed field. A protected value is `null`.
#[derive(Debug, Serialize)]
pub struct ChangeRow {
    pub field: &'static str,
    pub part: u16,
    pub old: serde_json::Value,
    pub new: serde_json::Value,
}

impl FactRow {
    /// The JSON row of a fact.
    pub fn new(words: &Words, line: &FactLine, near: NaiveDate) -> Self {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let fact = &line.fact;
        let named = |field: Field, part: u16| {
            let change = line.words.iter().find(|change| change.field == field.code() && change.part == part);
            change.map_or((None, None), |change| (change.old.as_deref(), change.new.as_deref()))
        };
        let changes = fact.changes.iter().map(|change| {
            let (old, new) = named(change.cell.field, change.cell.part);
            ChangeRow {
                field: change.cell.field.code(),
                part: change.cell.part,
                old: plain(change.old.as_ref(), old),
                new: plain(change.new.as_ref(), new),
            }
        });
        Self {
            seq: fact.seq,
            on: fact.on,
            at: fact.at,
            day: fact.day,
            no: line.no.clone(),
            verb: fact.verb.code(),
            actor: line.actor.clone(),
            party: fact.party.map(|party| party.code()),
            party_name: some(&line.party),
            by: some(&fact.by),
            paper: some(&fact.paper),
            reason: some(&fact.reason),
            undoes: fact.undoes,
            op: fact.op.to_string(),
            changes: changes.collect(),
            hash: line.hash.clone(),
            text: in_words(words, line, near),
        }
    }
}

/// A value as plain JSON: money in fen, days as days, other records by name.
pub fn plain(value: Option<&Value>, named: Option<&str>) -> serde_json::Value {
    match value {
        None | Some(Value::Sealed(_)) => serde_json::Value::Null,
        Some(Value::Text(text) | Value::Code(text)) => text.as_str().into(),
        Some(Value::Int(n) | Value::Fen(n)) => (*n).into(),
        Some(Value::Day(day)) => day.to_string().into(),
        Some(Value::Flag(flag)) => (*flag).into(),
        Some(Value::Ref(id)) => named.map_or_else(|| (*id).into(), Into::into),
        Some(Value::Refs(ids)) => named.map_or_else(|| ids.clone().into(), Into::into),
        Some(Value::Words(words)) => words.clone().into(),
        Some(Value::Deadline(deadline)) => {
            serde_json::json!({ "text": deadline.text, "due": deadline.due, "standing": deadline.standing })
        }
        Some(Value::State(state)) => state.code().into(),
    }
}

impl Row for FactRow {
    const KIND: &'static str = "history";
    const COUNTED: Counted = Counted::Fact;
    const KEYS: &'static [&'static str] = &[
        "seq",
        "on",
        "at",
        "day",
        "no",
        "verb",
        "actor",
        "party",
        "party_name",
        "by",
        "paper",
        "reason",
        "undoes",
        "op",
        "changes",
        "hash",
    ];

    fn heads(words: &Words) -> Vec<Head> {
        let head = |id: &str| Head::new(words.get(&format!("col-{id}")));
        vec![head("seq"), head("on"), head("no"), head("who"), head("act"), head("detail"), head("typed")]
    }

    fn cells(&self, _: &Words, _: NaiveDate) -> Vec<Cell> {
        let text = &self.text;
        vec![
            self.seq.into(),
            self.on.into(),
            self.no.clone().into(),
            text.who.clone().into(),
            text.act.clone().into(),
            text.body.clone().into(),
            text.typed.clone().into(),
        ]
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::api::answer::ChangeWords;
    use crate::i18n::Lang;
    use crate::model::fact::{Change, Fact};
    use crate::model::ids::{OpId, Subject};
    use crate::model::record::Cell;
    use crate::model::state::State;
    use crate::model::verb::Verb;

    /// Assigning an issue to a section, with a protected value.
    pub fn line() -> FactLine {
        let change = |field, old, new| Change { cell: Cell::main(field), old, new };
        let fact = Fact {
            seq: 12,
            at: "2021-07-20T02:32:00Z".parse().unwrap(),
            day: "2021-07-20".parse().unwrap(),
            on: "2021-07-20".parse().unwrap(),
            actor: 1,
            party: None,
            by: String::new(),
            paper: String::new(),
            seat: 1,
            op: OpId(255),
            verb: Verb::Accept,
            subject: Subject::issue(7),
            changes: vec![
                change(
                    Field::State,
                    Some(Value::State(State::Reported)),
                    Some(Value::State(State::Rectifying)),
                ),
                change(Field::Lead, None, Some(Value::Ref(4))),
                change(Field::Amount, None, Some(Value::Fen(390_000))),
                change(Field::Person, None, Some(Value::Sealed([7; 32]))),
            ],
            reason: String::new(),
            undoes: None,
        };
        let lead =
            ChangeWords { field: "lead".into(), part: 0, old: None, new: Some("教师工作科".into()) };
        FactLine {
            fact,
            no: "TY-007".into(),
            actor: "唐宇滋".into(),
            party: String::new(),
            words: vec![lead],
            hash: "ab".into(),
        }
    }

    #[test]
    fn json_keeps_codes_and_hides_what_is_protected() {
        let near = "2021-09-18".parse().unwrap();
        let row = FactRow::new(&Words::new(Lang::Zh), &line(), near);
        let value = serde_json::to_value(&row).unwrap();
        assert_eq!(value["verb"], "accept");
        assert_eq!(value["at"], "2021-07-20T02:32:00Z");
        assert_eq!(value["changes"][0]["new"], "rectifying");
        assert_eq!(value["changes"][1]["new"], "教师工作科");
        assert_eq!(value["changes"][2]["new"], 390_000);
        assert_eq!(value["changes"][3]["new"], serde_json::Value::Null);
        let keys: std::collections::BTreeSet<&str> =
            value.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(keys, FactRow::KEYS.iter().copied().collect());
    }

    #[test]
    fn a_fact_is_said_in_words() {
        let text = in_words(&Words::new(Lang::Zh), &line(), "2021-09-18".parse().unwrap());
        assert_eq!(text.head(), "7-20 唐宇滋 审核编号并交办");
        assert_eq!(text.body, "状态 待审核→整改中；责任科室 教师工作科；涉及金额 3,900元；责任人 （保密）");
    }
}
