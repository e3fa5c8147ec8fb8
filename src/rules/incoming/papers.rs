//! Rows that say what was handed in: one paper a row, or the figures of a month's screening.

use super::super::decide;
use super::super::entry_words::{MONTH_SIGNS, YES};
use super::super::submissions::period_is;
use super::{Taking, same, verdict};
use crate::books::draft::Draft;
use crate::books::owed::{Owed, SCREENING, key_of};
use crate::model::command::Command;
use crate::model::field::{Field, Group};
use crate::model::ids::Kind;
use crate::model::incoming::{Column, IncomingRow, Outcome, Verdict};
use crate::model::record::Record;
use crate::model::refusal::{Refusal, Why};
use crate::model::value::Value;
use crate::model::verb::Verb;
use crate::text::fold;

/// The figures of a screening, in the order of [`SCREENING`].
const FIGURES: [Column; 9] = [
    Column::Received,
    Column::True,
    Column::Partly,
    Column::Untrue,
    Column::Unverifiable,
    Column::Pending,
    Column::ToIssue,
    Column::ToDiscipline,
    Column::ToOther,
];

impl Taking<'_> {
    /// One row: handed in as it says, unless it is known to be.
    pub(super) fn paper_row(&self, draft: &mut Draft<'_>, row: &IncomingRow) -> Result<Verdict, Refusal> {
        let unit = self.unit_of(draft, row)?;
        let all: Vec<Owed> = draft.books.owed().into_iter().filter(|owed| owed.key.unit == unit).collect();
        let figures = FIGURES.iter().any(|column| !row.get(*column).is_empty());
        // A month that a unit did not hand in stands in the list as an empty row.
        if !figures && row.get(Column::Paper).is_empty() && row.get(Column::NilReport).is_empty() {
            return Ok(verdict(row, Outcome::Same));
        }
        let of = if row.get(Column::Paper).is_empty() { self.month(&all) } else { named(&all, row) };
        let asked = if row.get(Column::Paper).is_empty() { Field::Period } else { Field::Doc };
        let owed = of.ok_or_else(|| Why::Missing { fields: vec![asked] })?;
        let name = draft.books.paper_name(&owed.key);
        let known =
            draft.of_kind(Kind::Submission).into_iter().find(|record| key_of(record) == owed.key).cloned();
        let nil = decide_nil(row, figures);
        let mut command = self.command(if nil { Verb::Nil } else { Verb::HandIn }, row).on_subject(name);
        command.reason.clear();
        command.on = row.get(Column::HandedOn).to_owned();
        for column in [Column::Filler, Column::Reviewer] {
            let said = match (column, row.get(column)) {
                (Column::Filler, "") => &self.incoming.filled_by,
                (_, "") => &self.incoming.checked_by,
                (_, said) => said,
            };
            if let Some(field) = column.field().filter(|_| !said.is_empty()) {
                command = command.set(field.code(), said);
            }
        }
        if YES.contains(&row.get(Column::Stamped)) {
            command = command.set(Field::Stamped.code(), row.get(Column::Stamped));
        }
        if figures && !nil {
            command = self.figures(draft, row, &owed, command)?;
        }
        let command = self.for_unit(draft, command, unit, row);
        if known.as_ref().is_some_and(|known| self.is_known(draft, known, &command)) {
            return Ok(verdict(row, Outcome::Same));
        }
        let outcome = if known.is_some() { Outcome::Update { changes: Vec::new() } } else { Outcome::New };
        decide::all(draft, self.context, &command)?;
        Ok(Verdict { steps: vec![command.verb], ..verdict(row, outcome) })
    }

    /// The month's screening that the file is about, by the month in its title or its name.
    fn month(&self, all: &[Owed]) -> Option<Owed> {
        let lines = self.incoming.title.lines().chain([self.incoming.file.as_str()]);
        let lines: Vec<String> = lines.map(fold).collect();
        let months: Vec<&Owed> = all.iter().filter(|owed| !owed.key.period.is_empty()).collect();
        let whole = |line: &str, owed: &Owed| line.contains(&owed.key.period);
        let one = |says: &dyn Fn(&str, &Owed) -> bool| {
            lines.iter().find_map(|line| {
                let mut found = months.iter().filter(|owed| says(line, owed));
                let first = found.next();
                first.filter(|_| found.next().is_none()).map(|owed| (*owed).clone())
            })
        };
        // A month written out goes before one that may belong to some day.
        one(&whole).or_else(|| one(&names_month))
    }

    /// The figures as the unit gives them. One that differs from the books rests on the file's word.
    fn figures(
        &self,
        draft: &Draft<'_>,
        row: &IncomingRow,
        owed: &Owed,
        mut command: Command,
    ) -> Result<Command, Refusal> {
        let on = decide::done_on(draft, self.context, &command)?;
        let computed = draft.computed(owed, on);
        for ((cell, computed), part) in owed.cells.iter().zip(computed).zip(1_u16..) {
            let place = SCREENING.iter().position(|known| known == cell);
            let text = match place.and_then(|place| FIGURES.get(place)) {
                Some(column) => row.get(*column),
                None => {
                    row.others.iter().find(|(head, _)| same(head) == same(cell)).map_or("", |(_, text)| text)
                }
            };
            let text = if text.is_empty() { "0" } else { text };
            let typed = self.reader(draft).value(Field::Count, text)?;
            command = command.set(format!("{}.{part}", Field::Count.code()), text);
            if typed != Some(Value::Int(computed)) {
                command = command.set(format!("{}.{part}", Field::CountWhy.code()), self.paper(row));
            }
        }
        Ok(command)
    }

    /// True when the same was handed in on the same day already, with the same figures.
    fn is_known(&self, draft: &Draft<'_>, known: &Record, command: &Command) -> bool {
        let on = decide::done_on(draft, self.context, command).ok();
        let given = if command.on.is_empty() { known.day(Field::HandedOn) } else { on };
        let in_hand = matches!(known.text(Field::Status), "handed" | "taken");
        let nil = (command.verb == Verb::Nil) == known.flag(Field::Nil);
        let figure = |part: u16| {
            let code = format!("{}.{part}", Field::Count.code());
            let typed = command.sets.iter().find(|set| set.field == code)?;
            Some(
                known.part(Field::Count, part)
                    == self.reader(draft).value(Field::Count, &typed.text).ok()?.as_ref(),
            )
        };
        let figures = known.parts(Group::Cell).into_iter().all(|part| figure(part).unwrap_or(true));
        in_hand && nil && known.day(Field::HandedOn) == given && figures
    }
}

/// True when a line names the month of a paper: `8月`, and not `18月`.
fn names_month(line: &str, owed: &Owed) -> bool {
    let month = owed.key.period.rsplit('-').next().and_then(|month| month.parse::<u32>().ok());
    let Some(sign) = month.map(|month| format!("{month}{}", MONTH_SIGNS[0])) else { return false };
    line.match_indices(&sign).any(|(at, _)| !line[..at].ends_with(|c: char| c.is_ascii_digit()))
}

/// Signed as nothing found: said so, or nothing but zeros.
fn decide_nil(row: &IncomingRow, figures: bool) -> bool {
    let said = YES.contains(&row.get(Column::NilReport));
    let zero = |column: &Column| matches!(row.get(*column), "" | "0");
    said || (figures && FIGURES.iter().all(zero) && row.others.values().all(|text| text == "0"))
}

/// The paper that a row names: by its name or id, of a month by both. Of one that goes to several sections the
/// first: whoever records it names none, and it goes to each.
fn named(all: &[Owed], row: &IncomingRow) -> Option<Owed> {
    let words = fold(row.get(Column::Paper));
    let words = words.trim();
    let exact = |owed: &&Owed| words == fold(&owed.name) || words == owed.key.doc;
    let of_month = |owed: &&Owed| !owed.key.period.is_empty() && period_is(words, &owed.key.period);
    let inside = |owed: &&Owed| {
        let name = fold(&owed.name);
        owed.key.period.is_empty() && (words.contains(&name) || name.contains(words))
    };
    let found = all.iter().find(exact).or_else(|| all.iter().find(of_month));
    found.or_else(|| all.iter().find(inside)).filter(|_| !words.is_empty()).cloned()
}
