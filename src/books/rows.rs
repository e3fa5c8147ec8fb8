//! Rows of issues as lists show them, from the sheet.

use super::Books;
use super::select::{Asker, With};
use super::sheet::{NONE, day_number, day_of, flag};
use crate::model::field::Field;
use crate::model::row::IssueRow;

impl Books {
    /// The row of an issue as lists show it. Labels and the next step are filled in elsewhere.
    pub fn issue_row(&self, row: usize, asker: &Asker) -> IssueRow {
        let sheet = &self.sheet;
        let today = day_number(Some(asker.today));
        let state = sheet.state_of(row).unwrap_or_default();
        let word = |number: u16| sheet.codes.word(number).map(str::to_owned);
        let count = |number: i64| (number != NONE).then_some(number);
        let name = |unit: u16| (unit != 0).then(|| self.unit_name(u32::from(unit)).to_owned());
        let runs = sheet.due[row] != 0 && state.clock_runs();
        let with = match self.with(row) {
            With::Nobody => None,
            With::Office => Some(self.office_name()),
            With::Unit(unit) => Some(self.unit_name(unit).to_owned()),
        };
        let co = sheet.codes.word(sheet.co[row]).unwrap_or_default();
        IssueRow {
            id: row as u32 + 1,
            no: self.number_of(row),
            unit: self.unit_name(u32::from(sheet.unit[row])).to_owned(),
            unit_code: self
                .unit(u32::from(sheet.unit[row]))
                .map_or_else(String::new, |unit| unit.text(Field::Code).to_owned()),
            place: sheet.place.get(row).to_owned(),
            stage: word(sheet.stage[row]),
            category: word(sheet.category[row]).unwrap_or_default(),
            item: word(sheet.item[row]),
            title: sheet.title.get(row).to_owned(),
            state,
            state_label: String::new(),
            round: u32::from(sheet.round[row]),
            lead: name(sheet.lead[row]),
            co: co
                .split(',')
                .filter_map(|id| id.parse().ok())
                .map(|id| self.unit_name(id).to_owned())
                .collect(),
            source: word(sheet.source[row]),
            rect_type: word(sheet.rect_type[row]),
            found_on: day_of(sheet.found[row]),
            reported_on: day_of(sheet.reported[row]),
            assigned_on: day_of(sheet.assigned[row]),
            deadline: day_of(sheet.due[row]),
            deadline_text: word(sheet.deadline_text[row]),
            original_deadline: day_of(sheet.original[row]),
            days_left: runs.then(|| i64::from(sheet.due[row] - today)),
            overdue: sheet.is_overdue(row, today),
            soon: sheet.is_soon(row, today, self.soon_days()),
            standing: sheet.has(row, flag::STANDING),
            listed: sheet.has(row, flag::LISTED),
            extensions: u32::from(sheet.extensions[row]),
            returned: u32::from(sheet.returned[row]),
            persons: count(sheet.persons[row]),
            students: count(sheet.students[row]),
            amount_fen: count(sheet.amount[row]),
            refunded_fen: count(sheet.refunded[row]),
            with_days: with
                .as_ref()
                .and_then(|_| day_of(sheet.moved[row]))
                .map(|day| (asker.today - day).num_days().max(0)),
            with,
            claimed_on: day_of(sheet.claimed[row]),
            closed_on: day_of(sheet.closed[row]),
            late_days: count(sheet.late_days[row]),
            file: word(sheet.file[row]),
            file_row: Some(sheet.file_row.get(row)).filter(|text| !text.is_empty()).map(str::to_owned),
            changed_seq: sheet.changed_seq[row],
            next: None,
            backfilled: sheet.has(row, flag::BACKFILLED),
        }
    }
}
