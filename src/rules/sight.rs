//! Sight: what one member may see. What he may not see is answered as if it were not there.

use super::{Actor, protect, registers};
use crate::books::Books;
use crate::books::view::Hidden;
use crate::model::fact::{Fact, Party};
use crate::model::field::Field;
use crate::model::ids::{Kind, Subject};
use crate::model::record::Record;
use crate::pack::{Role, Secrecy, Sees};
use std::collections::BTreeSet;

/// What a member may see, by his roles and his unit as the books know them now.
#[derive(Debug, Clone)]
pub struct Sight {
    member: u32,
    /// Everybody's work, the own units', or nobody's.
    sees: Sees,
    /// His unit and those below it.
    own: BTreeSet<u32>,
    /// The bureau's sections, and what lies above his unit: known to everybody, without their work.
    known: BTreeSet<u32>,
    /// His unit itself.
    unit: Option<u32>,
    acts_as: Vec<Party>,
    /// Kinds of entries that the plan keeps from his roles.
    barred: Vec<Kind>,
    /// Entries marked confidential are seen.
    confidential: bool,
    keeps_members: bool,
}

impl Sight {
    /// The same before a meeting: nothing that was handed to other bodies.
    pub fn projected(mut self) -> Self {
        self.barred.push(Kind::Transfer);
        self
    }

    /// The sight of a member.
    pub fn of(books: &Books, actor: &Actor) -> Self {
        let known = books.pack.as_ref().map_or(&[][..], |pack| &pack.roles);
        let roles: Vec<&Role> = known.iter().filter(|role| actor.roles.contains(&role.id)).collect();
        let restricted = books.pack.iter().flat_map(|pack| &pack.privacy);
        let barred = restricted
            .filter(|rule| rule.class == Secrecy::Restricted)
            .filter(|rule| !rule.roles.iter().any(|role| actor.roles.contains(role)))
            .flat_map(|rule| &rule.fields)
            .filter_map(|name| Kind::ALL.into_iter().find(|kind| kind.code() == name))
            .collect();
        let sees = roles.iter().map(|role| role.sees()).max().unwrap_or_default();
        let own: BTreeSet<u32> =
            actor.unit.map_or_else(Vec::new, |unit| books.with_below(unit)).into_iter().collect();
        Self {
            member: actor.id,
            known: if sees == Sees::All { BTreeSet::new() } else { known_units(books, actor.unit) },
            sees,
            own,
            unit: actor.unit,
            acts_as: roles.iter().flat_map(|role| role.acts_as.iter().copied()).collect(),
            barred,
            confidential: protect::is_trusted(books, actor),
            keeps_members: super::rights::keeps(books, actor, "members"),
        }
    }

    /// True when entries marked confidential are among what he sees.
    pub fn sees_confidential(&self) -> bool {
        self.confidential
    }

    /// True when the plan keeps a kind of entry from his roles.
    pub fn is_barred_from(&self, kind: Kind) -> bool {
        self.barred.contains(&kind)
    }

    /// True when the work of all units is seen.
    pub fn sees_all_units(&self) -> bool {
        self.sees == Sees::All
    }

    /// What is to be hidden of the books; `None` when nothing is.
    pub fn hidden(&self, books: &Books) -> Option<Hidden> {
        let rows = match self.sees {
            Sees::All => None,
            Sees::Own => {
                let units: Vec<u32> = self.own.iter().copied().collect();
                Some(books.sheet.index().of_units(&units, books.sheet.len()))
            }
            Sees::Nothing => Some(crate::books::bits::Bits::default()),
        };
        let mut hidden = Hidden { rows, ..Hidden::default() };
        for kind in Kind::ALL.into_iter().filter(|kind| *kind != Kind::Issue && self.may_hide(*kind)) {
            for record in books.of_kind(kind).filter(|record| !self.record(books, record)) {
                hidden.records.insert(record.subject);
            }
        }
        let nothing = hidden.rows.is_none() && hidden.records.is_empty();
        (!nothing).then_some(hidden)
    }

    /// False for kinds of which all is seen anyway.
    fn may_hide(&self, kind: Kind) -> bool {
        match kind {
            Kind::Campaign | Kind::Ruling => false,
            Kind::Intake | Kind::Clue => true,
            _ => self.sees != Sees::All || self.barred.contains(&kind),
        }
    }

    /// Whether he sees a record as it stands.
    pub fn record(&self, books: &Books, record: &Record) -> bool {
        let all = self.sees == Sees::All;
        let kind = record.subject.kind;
        if self.sees == Sees::Nothing {
            return kind == Kind::Campaign || self.is_himself(record);
        }
        if record.flag(Field::Confidential) && !self.confidential {
            return false;
        }
        if self.barred.contains(&kind) {
            return kind == Kind::Clue && self.checks(record);
        }
        match kind {
            Kind::Campaign | Kind::Ruling => true,
            Kind::Issue => all || self.owns(record.reference(Field::Unit)),
            Kind::Unit => all || self.knows(record.subject.id),
            Kind::Person => all || record.reference(Field::Unit).is_some_and(|unit| self.knows(unit)),
            Kind::Member => {
                all || self.keeps_members
                    || self.is_himself(record)
                    || self.owns(record.reference(Field::Unit))
            }
            Kind::Order | Kind::Transfer | Kind::Outcome => {
                all || self.owns(record.reference(Field::Unit)) || self.about_own(books, record)
            }
            Kind::Task => {
                let owed_by = record.references(Field::OwedBy);
                all || owed_by.is_empty() || owed_by.iter().any(|unit| self.own.contains(unit))
            }
            Kind::Inspection => {
                all || record.references(Field::Inspected).iter().any(|unit| self.own.contains(unit))
            }
            Kind::Publicity => {
                let unit = record.reference(Field::Unit);
                all || unit.is_none() || self.owns(unit)
            }
            Kind::Intake | Kind::Clue | Kind::Submission => all || self.owns(record.reference(Field::Unit)),
            Kind::Meeting | Kind::Lock => all,
        }
    }

    /// Whether he sees what a subject is, as the books have it.
    pub fn subject(&self, books: &Books, subject: Subject) -> bool {
        match subject.kind {
            Kind::Issue => {
                let unit = books.sheet.unit.get(subject.id as usize - 1).map(|unit| u32::from(*unit));
                self.sees == Sees::All || (self.sees == Sees::Own && self.owns(unit))
            }
            // In a view, what is hidden is not there.
            _ if !books.sees(subject) => false,
            _ => books.record(subject).is_none_or(|record| self.record(books, record)),
        }
    }

    /// Whether he sees a fact: not the making of an entry that is kept from him, even on what he sees.
    pub fn fact(&self, books: &Books, fact: &Fact) -> bool {
        let makes = registers::row(fact.verb).and_then(|row| row.makes);
        let kept = makes.is_some_and(|kind| kind != Kind::Clue && self.barred.contains(&kind));
        !kept && self.subject(books, fact.subject)
    }

    fn owns(&self, unit: Option<u32>) -> bool {
        unit.is_some_and(|unit| self.own.contains(&unit))
    }

    fn knows(&self, unit: u32) -> bool {
        self.own.contains(&unit) || self.known.contains(&unit)
    }

    fn is_himself(&self, record: &Record) -> bool {
        record.subject == (Subject { kind: Kind::Member, id: self.member })
    }

    /// A clue lies with the section in charge of it (any while none is), or with the unit it came up in, to
    /// be checked.
    fn checks(&self, clue: &Record) -> bool {
        let lead = clue.reference(Field::Lead);
        let section = self.acts_as.contains(&Party::Section) && (lead.is_none() || lead == self.unit);
        section || (self.acts_as.contains(&Party::Unit) && self.owns(clue.reference(Field::Unit)))
    }

    fn about_own(&self, books: &Books, entry: &Record) -> bool {
        let issues = entry.words(Field::Issues).iter().filter_map(|no| books.issue_called(no));
        issues.into_iter().any(|id| self.subject(books, Subject::issue(id)))
    }
}

/// Units that everybody knows of: those that may lead, those that stand above one's own.
fn known_units(books: &Books, unit: Option<u32>) -> BTreeSet<u32> {
    let kinds = books.pack.as_ref().map_or(&[][..], |pack| &pack.unit_kinds);
    let leads =
        |record: &Record| kinds.iter().any(|kind| kind.leads && kind.id == record.text(Field::UnitKind));
    let mut known: BTreeSet<u32> =
        books.of_kind(Kind::Unit).filter(|unit| leads(unit)).map(|unit| unit.subject.id).collect();
    let mut above = unit;
    while let Some(parent) = above.and_then(|unit| books.unit(unit)?.reference(Field::Parent)) {
        if !known.insert(parent) && above == Some(parent) {
            break;
        }
        above = Some(parent);
        if known.len() > books.held.len() {
            break;
        }
    }
    known
}
