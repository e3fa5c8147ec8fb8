//! The sheet: the columns of every issue that lists, filters and counts read. Row n is issue n + 1.

use super::column::{Codes, Texts, pack, unpack};
use super::index::Index;
use super::letters::Letters;
use crate::model::field::{Field, Group};
use crate::model::record::Record;
use crate::model::state::State;
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The row holds no issue: its registration was undone.
pub const ABSENT: u8 = 255;
/// A count that is missing.
pub const NONE: i64 = i64::MIN;

/// A day as a column holds it: days since 0000-12-31, 0 for missing.
pub fn day_number(day: Option<NaiveDate>) -> i32 {
    day.map_or(0, |day| day.num_days_from_ce())
}

/// The day a column's number stands for.
pub fn day_of(number: i32) -> Option<NaiveDate> {
    if number == 0 { None } else { NaiveDate::from_num_days_from_ce_opt(number) }
}

/// Flags of a row.
pub mod flag {
    pub const LISTED: u16 = 1;
    pub const STANDING: u16 = 2;
    pub const BACKFILLED: u16 = 4;
    pub const ROUTE_GAP: u16 = 8;
    pub const CONFLICT: u16 = 16;
    pub const PENDING: u16 = 32;
    /// Chased at least once.
    pub const CHASED: u16 = 64;
    /// Was on the supervised list, and is off it.
    pub const DELISTED: u16 = 128;
    /// One side of a matter that another issue is the other side of.
    pub const LINKED: u16 = 256;
}

macro_rules! sheet {
    ($($(#[$doc:meta])* $name:ident: $type:ty = $missing:expr),+ $(,)?) => {
        /// The columns. Numbers missing are [`NONE`], days 0, codes and units 0.
        #[derive(Debug, Clone, Default)]
        pub struct Sheet {
            $($(#[$doc])* pub $name: Vec<$type>,)+
            pub title: Texts,
            pub place: Texts,
            pub file_row: Texts,
            pub codes: Codes,
            /// Issue by (unit, sequence).
            by_no: BTreeMap<(u16, u32), u32>,
            index: OnceLock<Index>,
            letters: OnceLock<Letters>,
        }

        impl Sheet {
            fn grow(&mut self, rows: usize) {
                if self.state.len() < rows {
                    $(self.$name.resize(rows, $missing);)+
                }
            }

            fn pack_columns(&self, to: &mut Vec<u8>) {
                $(pack(&self.$name, to);)+
            }

            fn unpack_columns(&mut self, from: &mut &[u8]) -> Option<()> {
                $(self.$name = unpack(from)?;)+
                let rows = self.state.len();
                [$(self.$name.len()),+].iter().all(|len| *len == rows).then_some(())
            }

            /// True when both sheets say the same of a row.
            pub fn same_row(&self, other: &Self, row: usize) -> bool {
                $(if !Self::is_code(stringify!($name)) && self.$name.get(row) != other.$name.get(row) {
                    return false;
                })+
                self.words_of(row) == other.words_of(row)
            }
        }
    };
}

sheet! {
    state: u8 = ABSENT,
    unit: u16 = 0,
    lead: u16 = 0,
    /// The unit whose sequence the number is from.
    no_unit: u16 = 0,
    seq_no: u32 = 0,
    round: u8 = 0,
    category: u16 = 0,
    item: u16 = 0,
    stage: u16 = 0,
    source: u16 = 0,
    rect_type: u16 = 0,
    deadline_text: u16 = 0,
    file: u16 = 0,
    /// Supporting sections, as a code of their numbers joined by commas.
    co: u16 = 0,
    due: i32 = 0,
    original: i32 = 0,
    found: i32 = 0,
    reported: i32 = 0,
    assigned: i32 = 0,
    moved: i32 = 0,
    claimed: i32 = 0,
    closed: i32 = 0,
    /// Day the last change was typed.
    changed_on: i32 = 0,
    late_days: i64 = NONE,
    persons: i64 = NONE,
    students: i64 = NONE,
    amount: i64 = NONE,
    refunded: i64 = NONE,
    measures: u8 = 0,
    extensions: u8 = 0,
    returned: u8 = 0,
    flags: u16 = 0,
    changed_seq: u64 = 0,
}

impl Sheet {
    /// Rows, absent ones included.
    pub fn len(&self) -> usize {
        self.state.len()
    }

    /// True when no issue was ever entered.
    pub fn is_empty(&self) -> bool {
        self.state.is_empty()
    }

    /// The state of a row; `None` when absent.
    pub fn state_of(&self, row: usize) -> Option<State> {
        self.state.get(row).and_then(|byte| State::from_byte(*byte))
    }

    /// The issue with this number of a unit.
    pub fn by_number(&self, unit: u32, seq: u32) -> Option<u32> {
        self.by_no.get(&(u16::try_from(unit).ok()?, seq)).copied()
    }

    /// The sequences given in a unit, each with its issue.
    pub fn numbers_of(&self, unit: u32) -> impl Iterator<Item = (u32, u32)> + '_ {
        let unit = u16::try_from(unit).unwrap_or(u16::MAX);
        self.by_no.range((unit, 0)..=(unit, u32::MAX)).map(|((_, seq), id)| (*seq, *id))
    }

    /// The highest sequence given in a unit.
    pub fn last_number(&self, unit: u32) -> u32 {
        let Ok(unit) = u16::try_from(unit) else { return 0 };
        self.by_no.range((unit, 0)..=(unit, u32::MAX)).next_back().map_or(0, |((_, seq), _)| *seq)
    }

    /// True when both sheets give the same issue for every number.
    pub fn same_numbers(&self, other: &Self) -> bool {
        self.by_no == other.by_no
    }

    /// Writes the row of a record. `typed` is the day its last fact was typed.
    pub fn put(&mut self, record: &Record, typed: NaiveDate) {
        let row = record.subject.id as usize - 1;
        let mut index = self.index.take();
        if let Some(index) = index.as_mut().filter(|_| row < self.len()) {
            index.remove(self, row);
        }
        let known = [
            self.place.get(row) == record.text(Field::Place),
            self.title.get(row) == record.text(Field::Title),
        ];
        let rows_before = self.len();
        self.grow(row + 1);
        self.state[row] = if record.cells.is_empty() { ABSENT } else { record.state() as u8 };
        self.put_places(record, row);
        self.put_codes(record, row);
        self.put_days(record, row, typed);
        self.put_counts(record, row);
        self.changed_seq[row] = record.rev;
        if let Some(mut index) = index {
            // Rows that growing left between have no issue yet, but a place in the sets of units.
            (rows_before..row).for_each(|between| index.add(self, between));
            index.add(self, row);
            self.index = OnceLock::from(index);
        }
        let (rows, texts) = (self.len(), [self.place.get(row), self.title.get(row)]);
        if let Some(letters) = self.letters.get_mut().filter(|_| known != [true, true]) {
            letters.remove(row);
            letters.add(row, rows, texts);
        }
    }

    /// The sets of rows, made when first asked for.
    pub fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::of(self))
    }

    /// What of texts is in which rows, made when first asked for.
    pub fn letters(&self) -> &Letters {
        self.letters.get_or_init(|| Letters::of(self.len(), [&self.place, &self.title]))
    }

    fn put_places(&mut self, record: &Record, row: usize) {
        self.unit[row] = small(record.reference(Field::Unit));
        self.lead[row] = small(record.reference(Field::Lead));
        self.no_unit[row] = small(record.reference(Field::NoUnit));
        self.seq_no[row] = record.int(Field::NoSeq).and_then(|n| u32::try_from(n).ok()).unwrap_or(0);
        if self.seq_no[row] > 0 {
            self.by_no.insert((self.no_unit[row], self.seq_no[row]), record.subject.id);
        }
        self.title.set(row, record.text(Field::Title));
        self.place.set(row, record.text(Field::Place));
        self.file_row.set(row, record.text(Field::FileRow));
    }

    fn put_codes(&mut self, record: &Record, row: usize) {
        let mut code = |field: Field| self.codes.number(record.text(field));
        let (category, item, stage) = (code(Field::Category), code(Field::Item), code(Field::Stage));
        let (source, rect_type, file) = (code(Field::Source), code(Field::RectType), code(Field::File));
        (self.category[row], self.item[row], self.stage[row]) = (category, item, stage);
        (self.source[row], self.rect_type[row], self.file[row]) = (source, rect_type, file);
        let text = record.deadline(Field::Deadline).map_or("", |deadline| &deadline.text);
        self.deadline_text[row] = self.codes.number(text);
        let co: Vec<String> = record.references(Field::Co).iter().map(u32::to_string).collect();
        self.co[row] = self.codes.number(&co.join(","));
    }

    fn put_days(&mut self, record: &Record, row: usize, typed: NaiveDate) {
        self.due[row] = day_number(record.deadline(Field::Deadline).and_then(|d| d.due));
        self.original[row] = day_number(record.deadline(Field::OriginalDeadline).and_then(|d| d.due));
        self.found[row] = day_number(record.day(Field::FoundOn));
        self.reported[row] = day_number(record.day(Field::ReportedOn));
        self.assigned[row] = day_number(record.day(Field::AssignedOn));
        self.moved[row] = day_number(record.day(Field::MovedOn));
        self.claimed[row] = day_number(record.day(Field::ClaimedOn));
        self.closed[row] = day_number(record.day(Field::ClosedOn));
        self.changed_on[row] = day_number(Some(typed));
    }

    fn put_counts(&mut self, record: &Record, row: usize) {
        let count = |field: Field| record.int(field).unwrap_or(NONE);
        let byte = |field: Field| record.int(field).unwrap_or(0).clamp(0, 255) as u8;
        self.late_days[row] = count(Field::LateDays);
        self.persons[row] = count(Field::Persons);
        self.students[row] = count(Field::Students);
        self.amount[row] = count(Field::Amount);
        self.refunded[row] = count(Field::Refunded);
        self.round[row] = byte(Field::Round);
        self.measures[row] = record.parts(Group::Measure).len().min(255) as u8;
        self.extensions[row] = byte(Field::Extensions);
        self.returned[row] = byte(Field::Returned);
        let conflict =
            record.deadline(Field::Deadline).is_some_and(|d| d.strict.is_some() && d.settled_by.is_none());
        let standing =
            record.flag(Field::Standing) || record.deadline(Field::Deadline).is_some_and(|d| d.standing);
        self.flags[row] = [
            (record.flag(Field::Listed), flag::LISTED),
            (!record.flag(Field::Listed) && record.day(Field::DelistedOn).is_some(), flag::DELISTED),
            (standing, flag::STANDING),
            (record.flag(Field::Backfilled), flag::BACKFILLED),
            (record.flag(Field::RouteGap), flag::ROUTE_GAP),
            (conflict, flag::CONFLICT),
            (record.pending_extension().is_some(), flag::PENDING),
            (record.part(Field::ChasedOn, 1).is_some(), flag::CHASED),
            (!record.words(Field::Linked).is_empty(), flag::LINKED),
        ]
        .iter()
        .filter(|(on, _)| *on)
        .fold(0, |flags, (_, bit)| flags | bit);
    }

    /// True when a row has this flag.
    pub fn has(&self, row: usize, bit: u16) -> bool {
        self.flags.get(row).is_some_and(|flags| flags & bit != 0)
    }

    /// The clock of the row's deadline has run out before `today`.
    pub fn is_overdue(&self, row: usize, today: i32) -> bool {
        self.due[row] != 0 && self.due[row] < today && self.clock_runs(row)
    }

    /// The deadline comes within `days` days from `today`.
    pub fn is_soon(&self, row: usize, today: i32, days: i32) -> bool {
        self.due[row] >= today && self.due[row] - today <= days && self.clock_runs(row)
    }

    fn clock_runs(&self, row: usize) -> bool {
        self.state_of(row).is_some_and(State::clock_runs)
    }

    fn is_code(column: &str) -> bool {
        matches!(
            column,
            "category" | "item" | "stage" | "source" | "rect_type" | "deadline_text" | "file" | "co"
        )
    }

    /// The words of a row, whatever numbers they have here.
    fn words_of(&self, row: usize) -> [Option<&str>; 11] {
        let word = |column: &Vec<u16>| column.get(row).and_then(|number| self.codes.word(*number));
        [
            word(&self.category),
            word(&self.item),
            word(&self.stage),
            word(&self.source),
            word(&self.rect_type),
            word(&self.deadline_text),
            word(&self.file),
            word(&self.co),
            Some(self.title.get(row)),
            Some(self.place.get(row)),
            Some(self.file_row.get(row)),
        ]
    }

    /// Appends all columns.
    pub fn pack(&self, to: &mut Vec<u8>) {
        self.pack_columns(to);
        self.title.pack(to);
        self.place.pack(to);
        self.file_row.pack(to);
        self.codes.pack(to);
        let numbers: Vec<u64> =
            self.by_no.iter().map(|((unit, seq), _)| (u64::from(*unit) << 32) | u64::from(*seq)).collect();
        let ids: Vec<u32> = self.by_no.values().copied().collect();
        pack(&numbers, to);
        pack(&ids, to);
    }

    /// Takes a sheet off the front; `None` when the bytes are no sheet.
    pub fn unpack(from: &mut &[u8]) -> Option<Self> {
        let mut sheet = Self::default();
        sheet.unpack_columns(from)?;
        sheet.title = Texts::unpack(from)?;
        sheet.place = Texts::unpack(from)?;
        sheet.file_row = Texts::unpack(from)?;
        sheet.codes = Codes::unpack(from)?;
        let numbers: Vec<u64> = unpack(from)?;
        let ids: Vec<u32> = unpack(from)?;
        sheet.by_no = numbers.iter().zip(ids).map(|(n, id)| (((n >> 32) as u16, *n as u32), id)).collect();
        Some(sheet)
    }
}

fn small(id: Option<u32>) -> u16 {
    id.and_then(|id| u16::try_from(id).ok()).unwrap_or(0)
}
