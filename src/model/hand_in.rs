//! What a unit handed in and what became of it: what a receipt and a notice to mend it are written from.

use super::incoming::{Column, Handed, Incoming, Outcome, Verdict};
use super::refusal::{Refusal, Why};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Ids of the letters about it.
pub const RECEIPT: &str = "receipt";
pub const CORRECTION: &str = "correction";

/// A file or paper that was handed in.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct HandIn {
    /// The unit, by code or name.
    pub unit: String,
    /// What it is called: 问题清单. Empty where nobody said.
    pub paper: String,
    /// The file's name; empty for what came on paper.
    pub file: String,
    pub received_on: Option<NaiveDate>,
    /// Who filled it in, and who checked it.
    pub filled_by: String,
    pub checked_by: String,
    pub taken: Vec<Taken>,
    /// Classes of which the unit says that there is nothing, as it writes them.
    pub nil: Vec<String>,
    pub back: Vec<Back>,
    /// The day by which what goes back is to come again.
    pub again_by: Option<NaiveDate>,
}

/// A row that was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// The unit's own number of the row.
    pub row: String,
    /// Our number.
    pub no: String,
}

/// A row that goes back, or is not whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Back {
    pub row: String,
    /// Our number, where it has one all the same.
    pub no: String,
    pub title: String,
    pub why: Vec<Refusal>,
}

impl HandIn {
    /// What a file came to. The unit's row numbers are those of its own column, else those of the sheet.
    /// A class it says nothing about goes back like a row: blank is no zero.
    pub fn of(incoming: &Incoming, verdicts: &[Verdict], handed: &Handed, today: NaiveDate) -> Self {
        let paper = handed.papers.first();
        let mut hand_in = Self {
            unit: paper.map_or_else(|| incoming.unit.clone(), |paper| paper.unit.clone()),
            paper: paper.map_or_else(String::new, |paper| paper.paper.clone()),
            file: incoming.file.clone(),
            received_on: Some(paper.map_or(today, |paper| paper.on)),
            filled_by: incoming.filled_by.clone(),
            checked_by: incoming.checked_by.clone(),
            nil: handed.nil.clone(),
            ..Self::default()
        };
        for verdict in verdicts {
            let same =
                |row: &&super::incoming::IncomingRow| row.row == verdict.row && row.sheet == verdict.sheet;
            let source = incoming.rows.iter().find(same);
            let said = source.map_or("", |row| row.get(Column::RowNo));
            let row = if said.is_empty() { verdict.row.to_string() } else { said.to_owned() };
            hand_in.add(row, verdict);
        }
        hand_in.back.extend(handed.silent.iter().map(|class| Back {
            row: String::new(),
            no: String::new(),
            title: class.clone(),
            why: vec![Why::SilentClass { class: class.clone() }.into()],
        }));
        hand_in
    }

    fn add(&mut self, row: String, verdict: &Verdict) {
        let (no, title) = (verdict.no.clone(), verdict.title.clone());
        match &verdict.outcome {
            Outcome::Gone | Outcome::Nil => return,
            // What members of the office changed meanwhile is no matter of the unit's.
            Outcome::Conflict { .. } => return,
            Outcome::Wrong { refusal } => {
                let why = vec![refusal.as_ref().clone()];
                return self.back.push(Back { row, no, title, why });
            }
            Outcome::New | Outcome::Update { .. } | Outcome::Same => {}
        }
        let own = |refusal: &&Refusal| !matches!(refusal.why, Why::Conflict { .. });
        let why: Vec<Refusal> = verdict.refused.iter().filter(own).cloned().collect();
        if !why.is_empty() {
            self.back.push(Back { row: row.clone(), no: no.clone(), title, why });
        }
        self.taken.push(Taken { row, no });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::incoming::IncomingRow;
    use crate::model::refusal::Why;

    fn row(at: u32, cells: &[(Column, &str)]) -> IncomingRow {
        IncomingRow {
            sheet: "表".into(),
            row: at,
            cells: cells.iter().map(|(column, text)| (*column, (*text).to_owned())).collect(),
            ..IncomingRow::default()
        }
    }

    fn verdict(at: u32, no: &str, outcome: Outcome) -> Verdict {
        Verdict {
            sheet: "表".into(),
            row: at,
            outcome,
            no: no.into(),
            title: "有偿补课".into(),
            steps: vec![],
            refused: vec![],
            names: vec![],
        }
    }

    #[test]
    fn rows_are_called_by_the_numbers_the_unit_gave_them() {
        let incoming = Incoming {
            file: "天元区.xlsx".into(),
            unit: "天元区".into(),
            rows: vec![
                row(5, &[(Column::RowNo, "1")]),
                row(6, &[]),
                row(7, &[(Column::RowNo, "3"), (Column::Category, "违规招生")]),
                row(8, &[(Column::RowNo, "4")]),
            ],
            ..Incoming::default()
        };
        let wrong = Outcome::Wrong { refusal: Box::new(Why::NoSubject.into()) };
        let verdicts = [
            verdict(5, "TY-001", Outcome::New),
            Verdict { refused: vec![Why::NoDeadline.into()], ..verdict(6, "TY-002", Outcome::New) },
            verdict(7, "", Outcome::Nil),
            verdict(8, "", wrong),
            verdict(0, "TY-000", Outcome::Gone),
        ];
        let handed =
            Handed {
                nil: vec!["违规招生".into()], silent: vec!["违规教辅".into()], ..Handed::default()
            };
        let hand_in = HandIn::of(&incoming, &verdicts, &handed, "2021-07-18".parse().unwrap());
        let taken: Vec<_> = hand_in.taken.iter().map(|t| (t.row.as_str(), t.no.as_str())).collect();
        assert_eq!(taken, [("1", "TY-001"), ("6", "TY-002")]);
        assert_eq!(hand_in.nil, ["违规招生"]);
        let back: Vec<_> = hand_in.back.iter().map(|b| (b.row.as_str(), b.no.as_str())).collect();
        assert_eq!(back, [("6", "TY-002"), ("4", ""), ("", "")]);
    }
}
