//! What a meeting may see of an answer: no names, no telephone numbers, no notes, nothing of what was handed to
//! other bodies.

use super::meeting::refusal;
use super::query::Desk;
use crate::api::Answer;
use crate::api::answer::{Board, Card, FactLine, Hello};
use crate::model::behind::Behind;
use crate::model::field::{Field, Group};
use crate::model::ids::Kind;
use crate::model::record::{Cell, Record};
use crate::model::row::{EntryRow, IssueRow, MeasureRow, OwedRow, PersonRow};
use crate::model::value::{FieldType, Value};
use crate::model::verb::Verb;
use crate::text::names;

/// What stands for a name.
const SOMEBODY: &str = "\u{67D0}\u{67D0}";
/// Digits in a row from which a number may be a telephone's.
const DIGITS: usize = 7;
/// Names shorter than this are not looked for in texts.
const SHORT: usize = 2;
/// What a record gives as a name and is longer is a team or a body: its words are left in texts.
const LONG: usize = 4;

/// Covers what a meeting must not see.
pub struct Veil {
    /// Names of everybody whom the books know.
    known: Vec<String>,
}

impl Veil {
    /// A veil over what this desk answers.
    pub fn of(desk: &Desk<'_>) -> Self {
        let people = desk.books.of_kind(Kind::Person).chain(desk.books.of_kind(Kind::Member));
        let mut known: Vec<String> = people.map(|person| person.text(Field::Name).to_owned()).collect();
        known.retain(|name| name.chars().count() >= SHORT);
        // The longer first, so that none is left with a rest of another.
        known.sort_by_key(|name| std::cmp::Reverse(name.len()));
        known.dedup();
        Self { known }
    }

    /// True for a text that looks for a person by his name or number: whether it is found must not tell.
    pub fn looks_for_somebody(&self, desk: &Desk<'_>, text: &str) -> bool {
        let words = text.split_whitespace().filter(|word| !word.contains([':', '\u{FF1A}']));
        let mut words = words.filter(|word| desk.books.units_called(word).is_empty());
        words.any(|word| {
            let digits = word.chars().filter(char::is_ascii_digit).count() >= DIGITS - 3;
            let name = |name: &String| {
                crate::text::pinyin::matches(word, name).is_some() || word.contains(name.as_str())
            };
            digits && !word.contains('-') || self.known.iter().any(name) || names::is_like_one(word)
        })
    }

    /// An answer as a meeting may see it.
    pub fn over(&self, answer: Answer) -> Answer {
        match answer {
            Answer::Hello(hello) => {
                Answer::Hello(Box::new(Hello { member: String::new(), login: String::new(), ..*hello }))
            }
            Answer::Page(mut page) => {
                page.rows.iter_mut().for_each(|row| self.issue(row));
                Answer::Page(page)
            }
            Answer::Ledger { mut rows, total, as_of } => {
                rows.iter_mut().for_each(|row| self.measure(row));
                Answer::Ledger { rows, total, as_of }
            }
            Answer::Card(card) => Answer::Card(Box::new(self.card(*card))),
            Answer::Schedule(mut rows) => {
                rows.iter_mut().for_each(|row| self.text(&mut row.work));
                Answer::Schedule(rows)
            }
            Answer::People(mut people) => {
                people.iter_mut().for_each(person);
                Answer::People(people)
            }
            Answer::Hits(mut hits) => {
                hits.retain(|hit| hit.kind != "person");
                for hit in &mut hits {
                    self.text(&mut hit.text);
                    self.text(&mut hit.detail);
                }
                Answer::Hits(hits)
            }
            Answer::Board(board) => Answer::Board(Box::new(self.board(*board))),
            Answer::Diff(mut diff) => {
                diff.rows.iter_mut().for_each(|moved| self.issue(&mut moved.row));
                if let crate::model::diff::Since::Meeting { title, .. } = &mut diff.what {
                    self.text(title);
                }
                Answer::Diff(diff)
            }
            Answer::Behind(behind) => Answer::Behind(Box::new(match *behind {
                Behind::Entries(mut rows) => {
                    rows.iter_mut().for_each(|row| self.entry(row));
                    Behind::Entries(rows)
                }
                Behind::Papers(mut rows) => {
                    rows.iter_mut().for_each(owed);
                    Behind::Papers(rows)
                }
                other => other,
            })),
            Answer::Locks(mut locks) => {
                locks.iter_mut().for_each(|lock| lock.by.clear());
                Answer::Locks(locks)
            }
            Answer::Due { mut issues, mut tasks } => {
                issues.iter_mut().for_each(|row| self.issue(row));
                tasks.iter_mut().for_each(|row| self.text(&mut row.work));
                Answer::Due { issues, tasks }
            }
            Answer::Breakdown(mut shares) => {
                for share in &mut shares {
                    let whole = share.label.clone();
                    self.text(&mut share.label);
                    // The term would say what the label does not.
                    share.term = share.term.take().filter(|_| share.label == whole);
                }
                Answer::Breakdown(shares)
            }
            Answer::Picks(mut picks) => {
                picks.iter_mut().for_each(|pick| self.text(&mut pick.label));
                Answer::Picks(picks)
            }
            Answer::History(facts) => Answer::History(self.facts(facts)),
            Answer::Members(mut members) => {
                for member in &mut members {
                    SOMEBODY.clone_into(&mut member.name);
                    member.login.clear();
                }
                Answer::Members(members)
            }
            Answer::Entries(mut rows) => {
                rows.iter_mut().for_each(|row| self.entry(row));
                Answer::Entries(rows)
            }
            Answer::Owed(mut rows) => {
                rows.iter_mut().for_each(owed);
                Answer::Owed(rows)
            }
            Answer::Matrix(mut matrix) => {
                let cells = matrix.rows.iter_mut().flat_map(|row| &mut row.cells);
                cells.filter_map(|cell| cell.chased.as_mut()).for_each(|chased| chased.by.clear());
                Answer::Matrix(matrix)
            }
            Answer::Timetable(mut table) => {
                for line in &mut table.lines {
                    self.text(&mut line.task.work);
                    line.papers.iter_mut().for_each(|paper| self.text(&mut paper.name));
                    line.lacking.iter_mut().for_each(owed);
                }
                Answer::Timetable(table)
            }
            Answer::Present(mut present) => {
                present.iter_mut().for_each(|one| SOMEBODY.clone_into(&mut one.member));
                Answer::Present(present)
            }
            Answer::Doctor(mut findings) => {
                for finding in &mut findings {
                    self.text(&mut finding.what);
                    self.text(&mut finding.detail);
                }
                Answer::Doctor(findings)
            }
            // Figures, the plan's own words, and what says that nothing was done.
            Answer::Pong
            | Answer::Units(_)
            | Answer::Status(_)
            | Answer::Said(_)
            | Answer::When(_)
            | Answer::Table(_)
            | Answer::Basis(_)
            | Answer::Counts(_)
            | Answer::Evaluation(_)
            | Answer::Refused(_)
            | Answer::Unknown => answer,
            // What was not asked for is not answered.
            Answer::Form(_)
            | Answer::Entry(_)
            | Answer::Remarks(_)
            | Answer::Done(_)
            | Answer::Revealed { .. }
            | Answer::Import(_)
            | Answer::Report(_)
            | Answer::Known(_)
            | Answer::Letters(_)
            | Answer::Letter(_)
            | Answer::Kept { .. }
            | Answer::EvidenceFile(_)
            | Answer::Holdings(_)
            | Answer::Stored(_)
            | Answer::Verified(_)
            | Answer::Backup(_) => Answer::Refused(Box::new(refusal())),
            // That a decision was kept is told; what else is kept is not.
            Answer::Personal(_) => Answer::Personal(Vec::new()),
        }
    }

    fn card(&self, card: Card) -> Card {
        let mut card = card;
        // Whoever answers for a measure is named in what was reported of it, too.
        let veil = self.and(names_in(&card.record));
        veil.veiled_card(&mut card);
        let history = veil.facts(std::mem::take(&mut card.history));
        Card { history, verbs: Vec::new(), ..card }
    }

    /// The same, with further names.
    fn and(&self, mut names: Vec<String>) -> Self {
        names.retain(|name| name.chars().count() >= SHORT);
        names.extend(self.known.iter().cloned());
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        Self { known: names }
    }

    fn veiled_card(&self, card: &mut Card) {
        self.record(&mut card.record);
        if let Some(row) = &mut card.row {
            self.issue(row);
        }
        if let Some(row) = &mut card.entry {
            self.entry(row);
        }
        card.measures.iter_mut().for_each(|row| self.measure(row));
        card.contacts.iter_mut().for_each(person);
    }

    fn board(&self, board: Board) -> Board {
        let mut board = board;
        board.mine.iter_mut().chain(&mut board.pressing).for_each(|row| self.issue(row));
        board.entries.iter_mut().for_each(|row| self.entry(row));
        // Nobody is rung up before a meeting.
        for row in &mut board.chase {
            row.chased_by.clear();
            if let Some(one) = &mut row.person {
                one.name.clear();
                one.phone.clear();
            }
        }
        board.tasks.iter_mut().for_each(|row| self.text(&mut row.work));
        let news = self.facts(board.news);
        Board { news, ..board }
    }

    /// Facts without notes, without who did them, and without names in what they changed.
    fn facts(&self, facts: Vec<FactLine>) -> Vec<FactLine> {
        let changes =
            facts.iter().flat_map(|line| line.fact.changes.iter().map(move |change| (line, change)));
        let values = changes.flat_map(|(line, change)| {
            let values = [&change.old, &change.new].into_iter().flatten();
            values.filter_map(|value| name_of(line.fact.subject.kind, change.cell.field, value))
        });
        let veil = self.and(values.collect());
        let shown = facts.into_iter().filter(|line| !matches!(line.fact.verb, Verb::Note | Verb::Reveal));
        shown.map(|line| veil.fact(line)).collect()
    }

    fn fact(&self, mut line: FactLine) -> FactLine {
        SOMEBODY.clone_into(&mut line.actor);
        line.fact.seat = 0;
        line.fact.by.clear();
        line.fact.paper.clear();
        self.text(&mut line.fact.reason);
        line.fact.changes.retain(|change| change.cell.field.group() != Group::Note);
        line.words
            .retain(|word| Field::from_code(&word.field).is_none_or(|field| field.group() != Group::Note));
        let kind = line.fact.subject.kind;
        for change in &mut line.fact.changes {
            for value in [&mut change.old, &mut change.new].into_iter().flatten() {
                self.value(kind, change.cell.field, value);
            }
        }
        for word in &mut line.words {
            let hidden = Field::from_code(&word.field).is_some_and(|field| is_name(kind, field));
            for text in [&mut word.old, &mut word.new].into_iter().flatten() {
                if hidden { SOMEBODY.clone_into(text) } else { self.text(text) }
            }
        }
        self.text(&mut line.no);
        line
    }

    fn record(&self, record: &mut Record) {
        record.cells.retain(|cell, _| cell.field.group() != Group::Note);
        for (Cell { field, .. }, value) in &mut record.cells {
            self.value(record.subject.kind, *field, value);
        }
    }

    fn value(&self, kind: Kind, field: Field, value: &mut Value) {
        match value {
            Value::Text(text) if is_name(kind, field) => SOMEBODY.clone_into(text),
            Value::Text(text) => self.text(text),
            Value::Words(words) if field.kind() != FieldType::Numbers => {
                words.iter_mut().for_each(|word| self.text(word));
            }
            Value::Deadline(deadline) => self.text(&mut deadline.text),
            _ => {}
        }
    }

    fn issue(&self, row: &mut IssueRow) {
        self.text(&mut row.title);
        self.text(&mut row.place);
        row.next = None;
    }

    fn measure(&self, row: &mut MeasureRow) {
        self.text(&mut row.goal);
        self.text(&mut row.action);
        for who in [&mut row.leader, &mut row.person].into_iter().filter(|who| !who.is_empty()) {
            SOMEBODY.clone_into(who);
        }
    }

    fn entry(&self, row: &mut EntryRow) {
        self.text(&mut row.title);
        self.text(&mut row.no);
        row.next = None;
        row.papers.clear();
        row.cells.retain(|cell| cell.field.group() != Group::Note);
        for cell in &mut row.cells {
            self.value(row.kind, cell.field, &mut cell.value);
            if let Some(named) = &mut cell.named {
                self.text(named);
            }
        }
    }

    /// Names and telephone numbers in a text.
    fn text(&self, text: &mut String) {
        let mut veiled = names::without(text);
        for name in self.known.iter().filter(|name| text.contains(name.as_str())) {
            veiled = veiled.replace(name.as_str(), SOMEBODY);
        }
        *text = numbers(&veiled);
    }
}

fn person(person: &mut PersonRow) {
    SOMEBODY.clone_into(&mut person.name);
    person.phone.clear();
}

fn owed(row: &mut OwedRow) {
    if let Some(one) = &mut row.person {
        person(one);
    }
    if let Some(chased) = &mut row.chased {
        chased.by.clear();
    }
}

/// Whoever a record names in fields of their own.
fn names_in(record: &Record) -> Vec<String> {
    let cells = record.cells.iter();
    cells.filter_map(|(cell, value)| name_of(record.subject.kind, cell.field, value)).collect()
}

/// The name in a field that names somebody. What another field than his own gives and is long is a team or a body.
fn name_of(kind: Kind, field: Field, value: &Value) -> Option<String> {
    let Value::Text(text) = value else { return None };
    let own = is_own_name(kind, field);
    (own || tells_who(field) && text.chars().count() <= LONG).then(|| text.clone())
}

/// A person's or a member's name, also one he had before; a unit's is nobody's.
fn is_own_name(kind: Kind, field: Field) -> bool {
    field == Field::Name && matches!(kind, Kind::Person | Kind::Member)
}

/// A field that names somebody.
fn is_name(kind: Kind, field: Field) -> bool {
    tells_who(field) || is_own_name(kind, field)
}

/// Fields that say who somebody is.
fn tells_who(field: Field) -> bool {
    matches!(
        field,
        Field::Leader
            | Field::Person
            | Field::PersonPhone
            | Field::Phone
            | Field::Login
            | Field::ClaimedBy
            | Field::VerifiedBy
            | Field::HandedBy
            | Field::TakenBy
            | Field::Filler
            | Field::Reviewer
            | Field::Signer
            | Field::ReceiptBy
            | Field::FinishedBy
            | Field::Team
            | Field::Attendees
            | Field::Approver
            | Field::SettledBy
            | Field::CheckedBy
            | Field::AskedBy
            | Field::DecidedBy
            | Field::ProgressBy
            | Field::NoteBy
            | Field::ReworkBy
            | Field::BouncedBy
            | Field::ChasedBy
            | Field::Answered
            | Field::RoundVerifiedBy
            | Field::ReopenedBy
            | Field::InBy
            | Field::BackBy
            | Field::Countersign
            | Field::ListCountersign
            | Field::HandTo
    ) || field.kind() == FieldType::Secret
}

/// The text with every run of digits covered that may be a telephone number.
fn numbers(text: &str) -> String {
    let mut covered = String::with_capacity(text.len());
    let mut run = String::new();
    let end = |run: &mut String, covered: &mut String| {
        let digits = run.chars().filter(char::is_ascii_digit).count();
        // A day has ten signs and eight digits, and its years and months are parted.
        let day = run.len() == 10 && run.matches('-').count() == 2;
        match digits >= DIGITS && !day {
            true => covered.push_str("****"),
            false => covered.push_str(run),
        }
        run.clear();
    };
    for c in text.chars() {
        if c.is_ascii_digit() || (c == '-' && !run.is_empty()) {
            run.push(c);
        } else {
            end(&mut run, &mut covered);
            covered.push(c);
        }
    }
    end(&mut run, &mut covered);
    covered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telephone_numbers_are_covered_and_days_and_amounts_are_not() {
        assert_eq!(numbers("电13800000000或000-1234567，9月5日，3900元"), "电****或****，9月5日，3900元");
        assert_eq!(numbers("2021-09-05 TY-007 12345"), "2021-09-05 TY-007 12345");
    }

    #[test]
    fn every_field_that_says_by_whom_tells_who() {
        let by = |field: &Field| field.code().ends_with("_by") && field.kind() == FieldType::Line;
        let open: Vec<&str> = Field::ALL
            .iter()
            .filter(|field| by(field) && !tells_who(**field))
            .map(|field| field.code())
            .collect();
        assert_eq!(open, [""; 0]);
    }

    #[test]
    fn known_and_likely_names_are_covered_in_texts() {
        let veil = Veil { known: vec!["示例人".into()] };
        let mut text = "教师王示例收红包，示例人核实".to_owned();
        veil.text(&mut text);
        assert!(!text.contains("王示例") && !text.contains("示例人"), "{text}");
    }
}
