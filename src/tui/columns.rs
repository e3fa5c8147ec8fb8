//! The columns of the issue list: which are shown, how wide, which stay at the left, what it is grouped by.

use super::layers::menu::Run;
use super::scope::term;
use super::state::name_of;
use super::widgets::table::Align;
use crate::i18n::Words;
use crate::model::breakdown::By;
use crate::model::field::Field;
use crate::model::row::IssueRow;
use serde::{Deserialize, Serialize};

/// Something a list can show of an issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    No,
    Unit,
    Place,
    Category,
    Title,
    Stage,
    Lead,
    With,
    Deadline,
    State,
    Source,
    Found,
    Closed,
    Amount,
    Refunded,
    Students,
    File,
}

/// Everything the list can show, in the order in which it is offered.
pub const ALL: [Column; 17] = [
    Column::No,
    Column::Unit,
    Column::Place,
    Column::Category,
    Column::Title,
    Column::Stage,
    Column::Lead,
    Column::With,
    Column::Deadline,
    Column::State,
    Column::Source,
    Column::Found,
    Column::Closed,
    Column::Amount,
    Column::Refunded,
    Column::Students,
    Column::File,
];

/// Narrowest and widest a column can be made.
const WIDTHS: (u16, u16) = (4, 60);

impl Column {
    /// Its heading.
    pub fn title(self, words: &Words) -> String {
        match self {
            Column::No => words.get("col-no"),
            Column::Unit => words.get("col-unit"),
            Column::Place => words.get("col-place"),
            Column::Category => words.get("col-category"),
            Column::Title => words.get("col-title"),
            Column::With => words.get("col-with"),
            Column::Deadline => words.get("col-deadline"),
            Column::State => words.get("col-state"),
            Column::Stage => words.field(Field::Stage),
            Column::Lead => words.field(Field::Lead),
            Column::Source => words.field(Field::Source),
            Column::Found => words.field(Field::FoundOn),
            Column::Closed => words.field(Field::ClosedOn),
            Column::Amount => words.field(Field::Amount),
            Column::Refunded => words.field(Field::Refunded),
            Column::Students => words.field(Field::Students),
            Column::File => words.field(Field::File),
        }
    }

    /// Least width, share of what is left over, and which goes first where there is no room.
    pub fn shape(self) -> (u16, u16, u8) {
        match self {
            Column::No => (8, 0, 0),
            Column::Unit => (8, 1, 4),
            Column::Place => (12, 2, 2),
            Column::Category => (4, 0, 3),
            Column::Title => (14, 5, 0),
            Column::With => (12, 2, 5),
            Column::Deadline => (8, 1, 1),
            Column::State => (10, 2, 0),
            Column::Lead | Column::Source | Column::File => (10, 1, 6),
            Column::Stage => (6, 1, 6),
            Column::Found | Column::Closed => (8, 0, 6),
            Column::Amount | Column::Refunded | Column::Students => (9, 0, 6),
        }
    }

    /// Where its text stands.
    pub fn align(self) -> Align {
        match self {
            Column::Amount | Column::Refunded | Column::Students => Align::Right,
            _ => Align::Left,
        }
    }

    /// What a list is counted by to count this column.
    pub fn by(self) -> By {
        match self {
            Column::No | Column::Unit => By::Unit,
            Column::Place => By::Place,
            Column::Category | Column::Title => By::Item,
            Column::Stage => By::Stage,
            Column::Lead => By::Lead,
            Column::With => By::With,
            Column::Deadline => By::Due,
            Column::State => By::State,
            Column::Source | Column::File => By::Source,
            Column::Found => By::Found,
            Column::Closed => By::Closed,
            Column::Amount | Column::Refunded | Column::Students => By::Category,
        }
    }

    /// The key of `sort:`, if the list can be sorted by it.
    pub fn sort(self) -> Option<&'static str> {
        match self {
            Column::No => Some("no"),
            Column::Unit => Some("unit"),
            Column::Place => Some("place"),
            Column::Category => Some("category"),
            Column::Lead => Some("lead"),
            Column::Deadline => Some("due"),
            Column::State => Some("state"),
            Column::Found => Some("found"),
            Column::Closed => Some("closed"),
            Column::Amount => Some("amount"),
            Column::Students => Some("students"),
            _ => None,
        }
    }

    /// What keeps the list to rows with the same cell here; `None` where no term does.
    pub fn like(self, row: &IssueRow) -> Option<Run> {
        let one = |prefix: &'static str, value: &str| {
            let name = prefix.trim_end_matches(':');
            (!value.is_empty()).then(|| Run::Term(prefix, term(name, value)))
        };
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let day = |value: Option<chrono::NaiveDate>| value.map(|day| day.to_string()).unwrap_or_default();
        match self {
            Column::No | Column::Unit => Some(Run::Unit(row.unit_code.clone(), row.unit.clone())),
            Column::Place => one("place:", &row.place),
            Column::Category => match &row.item {
                Some(item) => one("item:", item),
                None => one("cat:", &row.category),
            },
            Column::Lead => one("lead:", &text(&row.lead)),
            Column::With => one("with:", &text(&row.with)),
            Column::Deadline => one("due:", &day(row.deadline)),
            Column::State => one("state:", row.state.code()),
            Column::Source => one("source:", &text(&row.source)),
            Column::Found => one("found:", &day(row.found_on)),
            Column::Closed => one("closed:", &day(row.closed_on)),
            Column::File => one("file:", &text(&row.file)),
            Column::Title | Column::Stage | Column::Amount | Column::Refunded | Column::Students => None,
        }
    }

    /// What stands in it, but for the deadline and the state, which the list draws by itself.
    pub fn cell(self, row: &IssueRow, words: &Words, today: chrono::NaiveDate) -> String {
        let day =
            |day: Option<chrono::NaiveDate>| day.map(|day| words.day_in(day, today)).unwrap_or_default();
        let money = |fen: Option<i64>| fen.map(|fen| words.money(fen)).unwrap_or_default();
        match self {
            Column::No => name_of(row),
            Column::Unit => row.unit.clone(),
            Column::Place => row.place.clone(),
            Column::Category => row.item.clone().unwrap_or_else(|| row.category.clone()),
            Column::Title => row.title.clone(),
            Column::Stage => row.stage.clone().unwrap_or_default(),
            Column::Lead => row.lead.clone().unwrap_or_default(),
            Column::With => {
                row.with.as_ref().map(|with| words.with_days(with, row.with_days)).unwrap_or_default()
            }
            Column::Source => row.source.clone().unwrap_or_default(),
            Column::Found => day(row.found_on),
            Column::Closed => day(row.closed_on),
            Column::Deadline => day(row.deadline),
            Column::State => words.state(row.state),
            Column::Amount => money(row.amount_fen),
            Column::Refunded => money(row.refunded_fen),
            Column::Students => row.students.map(|n| n.to_string()).unwrap_or_default(),
            Column::File => row.file.clone().unwrap_or_default(),
        }
    }
}

/// The columns as somebody has set them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Columns {
    /// From left to right, each with the width it was given; `None`: its own.
    pub shown: Vec<(Column, Option<u16>)>,
    /// How many at the left never give way.
    pub frozen: usize,
    /// What the rows are grouped by: it leads, and is not repeated from row to row.
    pub group: Option<Column>,
}

impl Default for Columns {
    fn default() -> Self {
        use Column::*;
        let shown = [No, Place, Category, Title, With, Deadline, State];
        Self { shown: shown.into_iter().map(|column| (column, None)).collect(), frozen: 1, group: None }
    }
}

impl Columns {
    /// The columns in the order in which they stand, what it is grouped by first.
    pub fn order(&self) -> Vec<(Column, Option<u16>)> {
        let led = self.group.map(|group| {
            let width = self.shown.iter().find(|(column, _)| *column == group).and_then(|(_, width)| *width);
            (group, width)
        });
        let rest = self.shown.iter().filter(|(column, _)| Some(*column) != self.group).copied();
        led.into_iter().chain(rest).collect()
    }

    /// True when it is in sight.
    pub fn shows(&self, column: Column) -> bool {
        self.shown.iter().any(|(known, _)| *known == column)
    }

    /// Shows it at the right end, or takes it away; the last one stays.
    pub fn toggle(&mut self, column: Column) {
        if !self.shows(column) {
            self.shown.push((column, None));
        } else if self.shown.len() > 1 {
            self.shown.retain(|(known, _)| *known != column);
        }
        self.frozen = self.frozen.min(self.shown.len());
    }

    /// Moves it one place to the left or right.
    pub fn shift(&mut self, column: Column, right: bool) {
        let Some(at) = self.shown.iter().position(|(known, _)| *known == column) else { return };
        let to = if right { at + 1 } else { at.wrapping_sub(1) };
        if to < self.shown.len() {
            self.shown.swap(at, to);
        }
    }

    /// Makes it wider or narrower.
    pub fn resize(&mut self, column: Column, by: i16) {
        if let Some((_, width)) = self.shown.iter_mut().find(|(known, _)| *known == column) {
            let now = width.unwrap_or(column.shape().0);
            *width = Some(now.saturating_add_signed(by).clamp(WIDTHS.0, WIDTHS.1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_chosen_moved_sized_and_grouped() {
        let mut columns = Columns::default();
        columns.toggle(Column::Unit);
        columns.shift(Column::Unit, false);
        columns.resize(Column::Unit, 4);
        let at = columns.shown.iter().position(|(column, _)| *column == Column::Unit);
        assert_eq!((at, columns.shown[6]), (Some(6), (Column::Unit, Some(12))));
        columns.resize(Column::Unit, -30);
        assert_eq!(columns.shown[6].1, Some(4));
        columns.group = Some(Column::Unit);
        assert_eq!(columns.order()[0], (Column::Unit, Some(4)));
        assert_eq!(columns.order().len(), 8);
        for column in ALL {
            while columns.shows(column) && columns.shown.len() > 1 {
                columns.toggle(column);
            }
        }
        let last = columns.shown[0].0;
        columns.toggle(last);
        assert_eq!(columns.shown.len(), 1, "the last one stays");
    }
}
