//! Letters in words: names of kinds, and what their values read like where they stand.

use super::Words;
use super::figures::{percent, wan, yuan};
use crate::model::letter::{Letter, Piece, Said};
use crate::model::table::{Cell, Sort};
use chrono::{Datelike, NaiveDate};
use i18n_embed_fl::fl;

/// Where a text of a letter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// In a sentence: what is not known is a line to write on.
    Prose,
    /// In a box of a form, where there is room to write.
    Form,
    /// In a cell of a list, where days are short.
    List,
    /// As the day of a letter.
    Day,
}

impl Words {
    /// The name of a kind of letter: in Chinese as the plan has it.
    pub fn letter_name(&self, id: &str, name: &str) -> String {
        match self.lang() {
            super::Lang::Zh => name.to_owned(),
            super::Lang::En => self.get_or(&format!("letter-{id}"), name),
        }
    }

    /// A text of a letter.
    pub fn letter_text(&self, pieces: &[Piece], standing: Standing) -> String {
        pieces.iter().map(|piece| self.piece(piece, standing)).collect()
    }

    /// What a letter's file is called: its kind, what it is about, its day.
    pub fn letter_file(&self, letter: &Letter) -> String {
        let name = self.letter_name(&letter.kind, &letter.name);
        let parts = [name, letter.about.clone(), letter.made_on.to_string()];
        let whole = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("_");
        whole.replace(|c: char| c.is_control() || "/\\:*?\"<>|".contains(c), "-")
    }

    /// A month with its year.
    pub fn month_written(&self, day: NaiveDate) -> String {
        fl!(self.loader, "letter-month", year = day.year().to_string(), month = day.month())
    }

    fn piece(&self, piece: &Piece, standing: Standing) -> String {
        match piece {
            Piece::Text(text) | Piece::Hash(text) => text.clone(),
            Piece::Value { cell, sort } => self.letter_value(cell, *sort, standing),
            Piece::Blank => match standing {
                Standing::Prose => self.get("letter-blank"),
                Standing::Day => self.get("letter-blank-day"),
                Standing::Form | Standing::List => String::new(),
            },
            Piece::State(state) => self.state(*state),
            Piece::Verb(verb) => self.verb(*verb),
            Piece::Kind(kind) => self.kind(*kind),
            Piece::Table(table) => self.table_name(*table),
            Piece::Month(day) => self.month_written(*day),
            Piece::Act(said) => self.changed(said),
            Piece::Why(refusal) => self.refusal(refusal).text,
        }
    }

    fn letter_value(&self, cell: &Cell, sort: Sort, standing: Standing) -> String {
        match cell {
            Cell::Count(n) => n.to_string(),
            Cell::Fen(fen) if sort == Sort::Wan => wan(*fen),
            Cell::Fen(fen) => yuan(*fen),
            Cell::Day(day) if standing == Standing::List => {
                format!("{}/{}/{}", day.year(), day.month(), day.day())
            }
            Cell::Day(day) => self.day_written(*day),
            Cell::Rate { part, whole } => {
                let n = |n: i64| u64::try_from(n).unwrap_or(0);
                percent(n(*part), n(*whole), 2)
            }
            Cell::Points(hundredths) => {
                let size = hundredths.unsigned_abs();
                let sign = if *hundredths < 0 { "-" } else { "+" };
                format!("{sign}{}.{:02}", size / 100, size % 100)
            }
            other => self.table_cell(other),
        }
    }

    fn changed(&self, said: &Said) -> String {
        let named = |field: &str, part: u16| {
            let found = said.named.iter().find(|(code, of, ..)| code == field && *of == part);
            found.map_or((None, None), |(_, _, old, new)| (old.as_deref(), new.as_deref()))
        };
        self.fact(&said.fact, "", "", said.fact.on, named).body
    }
}
