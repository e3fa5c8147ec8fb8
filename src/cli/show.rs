//! `duban show`: one record and its whole course.

use super::context::Context;
use super::course::{self, FactRow, plain};
use super::entries::Line;
use super::failure::{Failure, Kind};
use super::listing::{self, envelope};
use crate::api::answer::Card;
use crate::api::{Answer, Request};
use crate::i18n::Words;
use crate::model::field::{Field, Group};
use crate::model::row::{IssueRow, MeasureRow, PersonRow};
use crate::model::value::Value;
use crate::text::width;
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::BTreeMap;

/// `duban show NO`
#[derive(Debug, clap::Args)]
pub struct Show {
    #[arg(value_name = "NO", required = true, num_args = 1..)]
    pub no: Vec<String>,
    #[arg(long, value_name = "DATE", conflicts_with = "known")]
    pub as_of: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub known: Option<String>,
}

/// The body of the JSON answer.
#[derive(Serialize)]
struct Body<'a> {
    issue: Option<&'a IssueRow>,
    /// For an entry of a register.
    entry: Option<Line>,
    category_name: &'a str,
    item_text: &'a str,
    /// Every field of the record by its code; those of parts as `code.N`.
    fields: BTreeMap<String, serde_json::Value>,
    measures: &'a [MeasureRow],
    contacts: &'a [PersonRow],
    history: Vec<FactRow>,
}

impl Show {
    /// Prints the record.
    pub fn run(&self, context: &mut Context) -> Result<(), Failure> {
        let words = context.words.clone();
        if context.settings.csv {
            return Err(Failure::new(Kind::Usage, words.get("cli-no-csv")));
        }
        let door = context.open(false)?;
        let hello = door.hello()?;
        let what = self.no.join(" ");
        let request = match (&self.as_of, &self.known) {
            (Some(day), _) => Request::ShowAt { what, when: format!("as-of:{day}") },
            (None, Some(day)) => Request::ShowAt { what, when: format!("known:{day}") },
            (None, None) => Request::Show { what },
        };
        let Answer::Card(mut card) = door.ask(request)? else {
            return Err(Failure::misunderstood(&words));
        };
        door.close()?;
        if let Some(row) = &mut card.row {
            row.state_label = words.state(row.state);
        }
        if context.settings.json {
            let body = body(&words, &card, hello.today);
            return context.out.json(&envelope("show", &hello, hello.today, body));
        }
        if hello.synthetic {
            context.out.say(&words.get("screen-synthetic"));
        }
        print(context, &card, hello.today)
    }
}

fn body<'a>(words: &Words, card: &'a Card, today: NaiveDate) -> Body<'a> {
    let fields = card.record.cells.iter().map(|(cell, value)| {
        let code = cell.field.code();
        let key = if cell.part == 0 { code.to_owned() } else { format!("{code}.{}", cell.part) };
        (key, plain(Some(value), name(card, value).as_deref()))
    });
    Body {
        issue: card.row.as_ref(),
        entry: card.entry.clone().map(|row| Line::new(row, words)),
        category_name: &card.category_name,
        item_text: &card.item_text,
        fields: fields.collect(),
        measures: &card.measures,
        contacts: &card.contacts,
        history: card.history.iter().map(|line| FactRow::new(words, line, today)).collect(),
    }
}

/// What the office calls the record or records a value refers to.
fn name(card: &Card, value: &Value) -> Option<String> {
    let called = |id: &u32| card.names.iter().find(|(known, _)| known == id).map(|(_, name)| name.clone());
    match value {
        Value::Ref(id) => called(id),
        Value::Refs(ids) => Some(ids.iter().filter_map(called).collect::<Vec<_>>().join(" ")),
        _ => None,
    }
}

fn print(context: &mut Context, card: &Card, today: NaiveDate) -> Result<(), Failure> {
    let words = context.words.clone();
    let heading = match &card.row {
        Some(row) => {
            let no = super::rows::name_of(row);
            format!("{no}  {}  {}", row.place, words.state_and_marks(row))
        }
        None => match &card.entry {
            Some(entry) => {
                let status = words.code(Field::Status, &entry.status);
                format!("{}  {}  {status}", entry.no, entry.title)
            }
            None => format!("{}  {}", card.record.text(Field::Code), card.record.text(Field::Name)),
        },
    };
    context.text(&heading, 0)?;
    let fields = fields(&words, card);
    let columns = fields.iter().map(|(label, _)| width(label)).max().unwrap_or(0);
    for (label, value) in &fields {
        context.labelled(label, value, columns)?;
    }
    for group in [
        Group::Measure,
        Group::Extension,
        Group::Chase,
        Group::Progress,
        Group::Note,
        Group::Evidence,
        Group::Rework,
        Group::Bounce,
        Group::Round,
        Group::Cell,
        Group::HandIn,
    ] {
        parts(context, card, group)?;
    }
    if !card.contacts.is_empty() {
        context.heading(&words.tab(9))?;
        listing::table(context, &card.contacts, today)?;
    }
    context.heading(&words.get("action-history"))?;
    course::print(context, &card.history, today, false)
}

/// Label and value of each field of the record itself, in the order of the model, without what the
/// heading says and what only keeps the books.
fn fields(words: &Words, card: &Card) -> Vec<(String, String)> {
    const QUIET: [Field; 10] = [
        Field::No,
        Field::NoSeq,
        Field::NoUnit,
        Field::State,
        Field::MovedOn,
        Field::RouteGap,
        Field::Order,
        Field::PackText,
        Field::Round,
        Field::Extensions,
    ];
    let mut fields: Vec<Field> =
        card.record.cells.keys().filter(|cell| cell.part == 0).map(|c| c.field).collect();
    fields.retain(|field| !QUIET.contains(field));
    let said = |field: Field| {
        let value = card.record.get(field)?;
        let text = match field {
            Field::Category if !card.category_name.is_empty() => {
                format!("{} {}", card.record.text(field), card.category_name)
            }
            Field::Item if !card.item_text.is_empty() => {
                format!("{} {}", card.record.text(field), card.item_text)
            }
            Field::Returned if matches!(value, Value::Int(0)) => return None,
            Field::OriginalDeadline if Some(value) == card.record.get(Field::Deadline) => return None,
            _ if matches!(value, Value::Flag(false)) => return None,
            _ => words.value(field, value, name(card, value).as_deref()),
        };
        (!text.is_empty()).then(|| (words.field(field), text))
    };
    fields.into_iter().filter_map(said).collect()
}

/// The parts of a group, one line each: measures, extensions, progress, notes, evidence, demands.
fn parts(context: &mut Context, card: &Card, group: Group) -> Result<(), Failure> {
    let words = context.words.clone();
    let title = words.get(match group {
        Group::Measure => "pane-ledger",
        Group::Extension => "cli-part-extension",
        Group::Progress => "cli-part-progress",
        Group::Note => "cli-part-note",
        Group::Evidence => "cli-part-evidence",
        Group::Chase => "cli-part-chase",
        Group::Bounce => "cli-part-bounce",
        Group::Round => "cli-part-round",
        Group::Cell => "cli-part-cell",
        Group::HandIn => "cli-part-hand-in",
        Group::Main | Group::Rework => "cli-part-rework",
    });
    let numbers = card.record.parts(group);
    if numbers.is_empty() {
        return Ok(());
    }
    context.heading(&title)?;
    for part in numbers {
        let cells =
            card.record.cells.iter().filter(|(cell, _)| cell.part == part && cell.field.group() == group);
        let said: Vec<String> = cells
            .map(|(cell, value)| {
                format!(
                    "{} {}",
                    words.field(cell.field),
                    words.value(cell.field, value, name(card, value).as_deref())
                )
            })
            .collect();
        context.text(&format!("{part} {}", said.join(&words.get("part-and"))), 2)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::course::tests::line;
    use crate::cli::rows::tests::issue;
    use crate::i18n::Lang;
    use crate::model::ids::Subject;
    use crate::model::record::{Cell, Record};

    fn card() -> Card {
        let mut record = Record::new(Subject::issue(7));
        let mut put = |field, value| record.cells.insert(Cell::main(field), value);
        put(Field::No, Value::Text("TY-007".into()));
        put(Field::Unit, Value::Ref(4));
        put(Field::Category, Value::Code("2".into()));
        put(Field::Amount, Value::Fen(390_000));
        put(Field::Listed, Value::Flag(false));
        record.cells.insert(Cell { field: Field::NoteText, part: 1 }, Value::Text("已电话催办".into()));
        Card {
            record,
            row: Some(issue()),
            entry: None,
            measures: vec![],
            history: vec![line()],
            names: vec![(4, "天元区教育局".into())],
            verbs: vec![],
            contacts: vec![],
            category_name: "教师违规有偿补课等行为".into(),
            item_text: String::new(),
        }
    }

    #[test]
    fn fields_are_said_in_words_and_books_are_kept_quiet() {
        let fields = fields(&Words::new(Lang::Zh), &card());
        let said: Vec<String> = fields.iter().map(|(label, value)| format!("{label}={value}")).collect();
        assert_eq!(said, ["单位=天元区教育局", "问题类别=2 教师违规有偿补课等行为", "涉及金额=3,900元"]);
    }

    #[test]
    fn json_holds_every_field_and_the_whole_course() {
        let words = Words::new(Lang::Zh);
        let card = card();
        let value = serde_json::to_value(body(&words, &card, "2021-09-18".parse().unwrap())).unwrap();
        assert_eq!(value["fields"]["unit"], "天元区教育局");
        assert_eq!(value["fields"]["amount"], 390_000);
        assert_eq!(value["fields"]["note_text.1"], "已电话催办");
        assert_eq!(value["history"][0]["seq"], 12);
    }
}
