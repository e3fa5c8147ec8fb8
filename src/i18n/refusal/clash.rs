//! What others changed meanwhile, cell by cell.

use crate::i18n::Words;
use crate::model::record::Cell;
use crate::model::refusal::{Clash, Said};
use chrono::{DateTime, NaiveDate, Utc};
use i18n_embed_fl::fl;

impl Words {
    /// All of it: first what somebody has to choose about, then the rest.
    pub(super) fn conflict(&self, clashes: &[Clash]) -> String {
        let (own, others): (Vec<&Clash>, Vec<&Clash>) =
            clashes.iter().partition(|clash| clash.mine.is_some());
        let told =
            |clashes: Vec<&Clash>| clashes.into_iter().map(|clash| self.clash(clash)).collect::<Vec<_>>();
        if own.is_empty() {
            let changes = told(others).join(&self.get("part-and"));
            return fl!(self.loader, "refusal-conflict-apart", changes = changes);
        }
        let all = [told(own), told(others)].concat();
        fl!(self.loader, "refusal-conflict-all", changes = all.join(&self.get("part-and")))
    }

    /// One change of somebody else's and, where it is in the way, one's own.
    pub fn clash(&self, clash: &Clash) -> String {
        let (by, at) = (clash.by.as_str(), self.moment(clash.at, clash.day));
        let (field, theirs) = (self.cell_label(clash.cell), self.said(clash.cell, &clash.theirs));
        match &clash.mine {
            Some(mine) => {
                let mine = self.said(clash.cell, mine);
                fl!(
                    self.loader,
                    "refusal-conflict",
                    by = by,
                    at = at,
                    field = field,
                    theirs = theirs,
                    mine = mine
                )
            }
            None => {
                fl!(self.loader, "refusal-conflict-other", by = by, at = at, field = field, theirs = theirs)
            }
        }
    }

    /// A time of day; with its day, where that was another.
    pub fn moment(&self, at: DateTime<Utc>, day: Option<NaiveDate>) -> String {
        match day {
            None => self.clock(at),
            Some(day) => format!("{} {}", self.day_said(day), self.clock(at)),
        }
    }

    /// A field and, of a part, its number.
    pub fn cell_label(&self, cell: Cell) -> String {
        match cell.part {
            0 => self.field(cell.field),
            part => fl!(self.loader, "history-part", field = self.field(cell.field), part = part),
        }
    }

    fn said(&self, cell: Cell, said: &Said) -> String {
        let name = Some(said.name.as_str()).filter(|name| !name.is_empty());
        match &said.value {
            Some(value) => self.value_brief(cell.field, value, name),
            None => self.get("history-empty"),
        }
    }
}
