//! Applying facts: total, cannot fail. What a fact says is so.

use super::{Act, Books, Trail};
use crate::model::fact::Fact;
use crate::model::field::Field;
use crate::model::ids::{Kind, Subject};
use crate::model::record::Record;
use crate::model::verb::Verb;
use crate::pack::Pack;
use std::sync::Arc;

/// Changes a record as a fact says.
pub fn change(record: &mut Record, fact: &Fact) {
    for change in &fact.changes {
        record.put(change);
    }
    record.rev = fact.seq;
    record.facts.push(fact.seq);
}

impl Books {
    /// Applies a fact. The full record of its issue must be held if it exists already.
    pub fn apply(&mut self, fact: &Fact) {
        let subject = fact.subject;
        let new = || Arc::new(Record::new(subject));
        // Changed where it lies: a copy of the record for every fact would cost more than all else.
        match subject.kind {
            Kind::Issue => {
                let record = Arc::make_mut(&mut self.issues).entry(subject.id).or_insert_with(new);
                change(Arc::make_mut(record), fact);
                Arc::make_mut(&mut self.sheet).put(record, fact.day);
                self.changed.insert(subject.id);
            }
            _ => {
                let record = Arc::make_mut(&mut self.held).entry(subject).or_insert_with(new);
                change(Arc::make_mut(record), fact);
                if subject == Subject::CAMPAIGN {
                    self.read_pack();
                }
            }
        }
        self.remember(fact);
        self.seq = fact.seq;
        self.last_day = Some(fact.day);
    }

    /// Reads the pack in force again. A pack that cannot be read was refused before it became a fact;
    /// one that an older program wrote and this one cannot read leaves the last one standing.
    pub fn read_pack(&mut self) {
        let Some(campaign) = self.held.get(&Subject::CAMPAIGN) else { return };
        let text = campaign.text(Field::PackText);
        if text.is_empty() {
            return;
        }
        if let Ok(pack) = Pack::parse(text, campaign.text(Field::PackId)) {
            self.calendar = pack.calendar();
            self.pack = Some(Arc::new(pack));
        }
    }

    /// Keeps the op id, and the trail of what the member can undo.
    fn remember(&mut self, fact: &Fact) {
        let act = Act { op: fact.op, first: fact.seq, last: fact.seq, day: fact.day };
        self.ops.entry(fact.op).and_modify(|known| known.last = fact.seq).or_insert(act);
        // What somebody else took back is off its author's trail too.
        if let Some(undone) = fact.undoes {
            for trail in self.trails.values_mut() {
                trail.forget(undone, fact.verb);
            }
        }
        // Trails go back over issues; what keeps the books is taken back by naming it.
        if fact.subject.kind.is_work() {
            self.trails.entry(fact.actor).or_default().follow(fact);
        }
    }

    /// Forgets op ids typed more than [`Books::OP_DAYS`] before `day`.
    pub fn forget_ops(&mut self, day: chrono::NaiveDate) {
        self.ops.retain(|_, act| (day - act.day).num_days() <= Self::OP_DAYS);
    }
}

impl Trail {
    /// Follows a fact of the member.
    pub fn follow(&mut self, fact: &Fact) {
        let act = Act { op: fact.op, first: fact.seq, last: fact.seq, day: fact.day };
        match (fact.verb, fact.undoes) {
            (Verb::Undo, Some(undone)) => self.go_back(undone, act),
            (Verb::Redo, Some(undone)) => self.go_forth(undone, act),
            // Looking changes nothing that could be taken back.
            (Verb::Reveal, _) => {}
            _ => self.step(act),
        }
    }

    /// Takes the act that holds a fact off: an undone act cannot be undone again, nor a redone undo redone.
    fn forget(&mut self, undone: u64, verb: Verb) {
        let acts = if verb == Verb::Redo { &mut self.redo } else { &mut self.undo };
        acts.retain(|known| !(known.first..=known.last).contains(&undone));
    }

    fn step(&mut self, act: Act) {
        self.redo.clear();
        Self::push(&mut self.undo, act);
    }

    /// An undo takes the act that held the undone fact off, and can itself be undone by a redo.
    fn go_back(&mut self, undone: u64, act: Act) {
        self.undo.retain(|known| !(known.first..=known.last).contains(&undone));
        Self::push(&mut self.redo, act);
    }

    fn go_forth(&mut self, undone: u64, act: Act) {
        self.redo.retain(|known| !(known.first..=known.last).contains(&undone));
        Self::push(&mut self.undo, act);
    }

    fn push(acts: &mut Vec<Act>, act: Act) {
        match acts.last_mut() {
            Some(last) if last.op == act.op => last.last = act.last,
            _ => acts.push(act),
        }
        if acts.len() > Books::TRAIL {
            acts.remove(0);
        }
    }
}
