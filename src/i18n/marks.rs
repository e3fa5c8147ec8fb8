//! The marks that stand after a state: due soon, overdue, extended, sent back, listed, standing.

use super::Words;
use crate::model::filter::Flag;
use crate::model::row::IssueRow;
use i18n_embed_fl::fl;

impl Words {
    /// The marks of a row, most pressing first.
    pub fn marks(&self, row: &IssueRow) -> Vec<String> {
        let mut marks = Vec::new();
        if let Some(days) = row.days_left {
            if row.overdue {
                marks.push(fl!(self.loader, "mark-overdue", n = days.saturating_abs()));
            } else if row.soon && days == 0 {
                marks.push(fl!(self.loader, "mark-today"));
            } else if row.soon {
                marks.push(fl!(self.loader, "mark-soon", n = days));
            }
        }
        if row.listed {
            marks.push(fl!(self.loader, "mark-listed"));
        }
        if row.extensions > 0 {
            marks.push(fl!(self.loader, "mark-extended", n = row.extensions));
        }
        if row.returned > 0 {
            marks.push(fl!(self.loader, "mark-returned", n = row.returned));
        }
        if row.standing {
            marks.push(fl!(self.loader, "mark-standing"));
        }
        if let Some(mark) = self.round_mark(row.round) {
            marks.push(mark);
        }
        if row.backfilled {
            marks.push(fl!(self.loader, "mark-backfilled"));
        }
        marks
    }

    /// State and marks in one line.
    pub fn state_and_marks(&self, row: &IssueRow) -> String {
        let mut parts = vec![self.state(row.state)];
        parts.extend(self.marks(row));
        parts.join(" ")
    }

    /// The word for a second or later round; the first has none.
    pub fn round_mark(&self, round: u32) -> Option<String> {
        match round {
            0 | 1 => None,
            2 => Some(fl!(self.loader, "mark-round-2")),
            3 => Some(fl!(self.loader, "mark-round-3")),
            n => Some(fl!(self.loader, "mark-round", n = n)),
        }
    }

    /// A flag of the filter language.
    pub fn flag(&self, flag: Flag) -> String {
        self.get(match flag {
            Flag::Overdue => "flag-overdue",
            Flag::Soon => "flag-soon",
            Flag::Listed => "flag-listed",
            Flag::Delisted => "flag-delisted",
            Flag::Standing => "flag-standing",
            Flag::Returned => "flag-returned",
            Flag::Reopened => "flag-reopened",
            Flag::Open => "flag-open",
            Flag::Closed => "flag-closed",
            Flag::Late => "flag-late",
            Flag::Conflict => "flag-conflict",
            Flag::Mine => "flag-mine",
            Flag::Backfilled => "flag-backfilled",
        })
    }
}
