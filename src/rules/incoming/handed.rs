//! What a file is as a whole: the paper of its unit, recorded as handed in with it; the classes it signs as
//! nothing found, and those about which it says nothing.

use super::super::{decide, rights};
use super::Taking;
use super::known::category_of;
use crate::books::draft::Draft;
use crate::books::owed::{Owed, key_of};
use crate::model::command::Command;
use crate::model::fact::Party;
use crate::model::field::Field;
use crate::model::ids::{Kind, Subject};
use crate::model::incoming::{Column, Handed, IncomingRow, ListKind, Outcome, PaperIn, Verdict};
use crate::model::refusal::Refusal;
use crate::model::verb::Verb;
use crate::pack::{DeliverableKind, Pack, PaperList, Rule};
use std::collections::BTreeSet;

impl Taking<'_> {
    /// Finds the papers that the file is, and where that was asked for records them as handed in.
    pub(super) fn handed(&self, draft: &mut Draft<'_>, verdicts: &[Verdict]) -> Handed {
        let Some(pack) = draft.books.pack.clone() else { return Handed::default() };
        if !self.incoming.kind.is_of_issues() {
            return Handed::default();
        }
        let nil = self.nil_classes(draft);
        let spoken = self.spoken_classes(draft, verdicts);
        let names = |ids: &mut dyn Iterator<Item = &String>| -> Vec<String> {
            let short = |id: &String| pack.categories.iter().find(|class| class.id == *id);
            ids.filter_map(short).map(|class| class.short.clone()).collect()
        };
        let all: Vec<String> = pack.categories.iter().map(|class| class.id.clone()).collect();
        let silent: Vec<&String> =
            all.iter().filter(|id| !nil.contains(*id) && !spoken.contains(*id)).collect();
        // A list that leaves classes out is no word on them; a ledger is not asked for one.
        let whole = silent.is_empty();
        let papers = self.papers_of(draft, &pack, &nil, verdicts, whole);
        let list = self.incoming.kind == ListKind::Issues;
        Handed {
            papers: papers.into_iter().map(|owed| self.hand_in(draft, &owed, verdicts)).collect(),
            nil: names(&mut all.iter().filter(|id| nil.contains(*id))),
            silent: if list { names(&mut silent.into_iter()) } else { Vec::new() },
        }
    }

    /// Classes that the file says there is nothing of.
    fn nil_classes(&self, draft: &Draft<'_>) -> BTreeSet<String> {
        let class = |row: &IncomingRow| {
            let named = category_of(draft.books, row.get(Column::Category));
            named.or_else(|| category_of(draft.books, &row.sheet))
        };
        self.incoming.rows.iter().filter(|row| row.nil).filter_map(class).collect()
    }

    /// Classes of the issues that the file speaks of.
    fn spoken_classes(&self, draft: &Draft<'_>, verdicts: &[Verdict]) -> BTreeSet<String> {
        let issues = self.issues(draft, verdicts);
        let class =
            |id: u32| draft.record(Subject::issue(id)).map(|issue| issue.text(Field::Category).to_owned());
        issues.into_iter().filter_map(class).collect()
    }

    fn issues(&self, draft: &Draft<'_>, verdicts: &[Verdict]) -> BTreeSet<u32> {
        let there = verdicts.iter().filter(|verdict| !verdict.no.is_empty());
        there.filter_map(|verdict| decide::number(draft, &verdict.no)).collect()
    }

    /// The papers owed by the file's unit that the file answers: those to the sections its issues belong to, all
    /// of them where it speaks of every class; the self-check only where it does.
    fn papers_of(
        &self,
        draft: &Draft<'_>,
        pack: &Pack,
        nil: &BTreeSet<String>,
        verdicts: &[Verdict],
        whole: bool,
    ) -> Vec<Owed> {
        let issues = self.issues(draft, verdicts);
        let of_issue =
            |id: &u32, field| draft.record(Subject::issue(*id)).and_then(|issue| issue.reference(field));
        let units: BTreeSet<u32> = issues.iter().filter_map(|id| of_issue(id, Field::Unit)).collect();
        let Some(unit) = self.unit.or_else(|| units.first().copied().filter(|_| units.len() == 1)) else {
            return Vec::new();
        };
        let mut receivers: BTreeSet<u32> = issues.iter().filter_map(|id| of_issue(id, Field::Lead)).collect();
        // A class of which there is nothing is told to every section that could answer for it.
        let answers = |rule: &&Rule| !rule.gap && rule.categories.iter().any(|class| nil.contains(class));
        let answering = pack.routing.iter().filter(answers);
        receivers.extend(answering.filter_map(|rule| draft.books.unit_coded(&rule.lead)));
        let doc =
            |owed: &Owed| pack.deliverables().find(|(_, doc)| doc.id == owed.key.doc).map(|(_, doc)| doc);
        let is_it = |owed: &Owed| {
            let Some(doc) = doc(owed) else { return false };
            let table = doc.list.map(PaperList::code).and_then(ListKind::from_code);
            let itself = table == Some(self.incoming.kind);
            let to = owed.key.receiver == 0 || whole || receivers.contains(&owed.key.receiver);
            let checked = doc.kind == DeliverableKind::SelfCheck && self.incoming.kind == ListKind::Issues;
            (itself && to) || (checked && whole)
        };
        draft.books.owed().into_iter().filter(|owed| owed.key.unit == unit && is_it(owed)).collect()
    }

    fn hand_in(&self, draft: &mut Draft<'_>, owed: &Owed, verdicts: &[Verdict]) -> PaperIn {
        let row = IncomingRow::default();
        let today = self.context.today;
        let on = self.incoming.received.filter(|day| *day <= today).unwrap_or(today);
        let mut paper = PaperIn {
            name: draft.books.paper_name(&owed.key),
            paper: owed.name.clone(),
            unit: draft.books.unit_name(owed.key.unit).to_owned(),
            receiver: draft.books.unit_name(owed.key.receiver).to_owned(),
            due: owed.late_after,
            on,
            refused: None,
        };
        if !self.incoming.hand_in || self.is_in(draft, owed, verdicts) {
            return paper;
        }
        let mut command = self.command(Verb::HandIn, &row).on_subject(paper.name.clone());
        self.incoming.file.clone_into(&mut command.paper);
        command.reason.clear();
        command.on = on.to_string();
        for (field, said) in
            [(Field::Filler, &self.incoming.filled_by), (Field::Reviewer, &self.incoming.checked_by)]
        {
            if !said.is_empty() {
                command = command.set(field.code(), said);
            }
        }
        let none = !owed.cells.is_empty() && draft.computed(owed, on).iter().all(|n| *n == 0);
        if none {
            command.verb = Verb::Nil;
        }
        let command = self.for_unit(draft, command, owed.key.unit, &row);
        let mark = draft.facts.len();
        paper.refused = decide::all(draft, self.context, &command)
            .err()
            .inspect(|_| draft.rewind(mark))
            .map(|refusal| Refusal { verb: Some(command.verb), ..refusal });
        paper
    }

    /// True when it is in already and the file says nothing new.
    fn is_in(&self, draft: &Draft<'_>, owed: &Owed, verdicts: &[Verdict]) -> bool {
        let known = draft.of_kind(Kind::Submission).into_iter().find(|record| key_of(record) == owed.key);
        let in_hand = known.is_some_and(|known| matches!(known.text(Field::Status), "handed" | "taken"));
        let news = |verdict: &Verdict| matches!(verdict.outcome, Outcome::New | Outcome::Update { .. });
        in_hand && !verdicts.iter().any(news)
    }

    /// In the name of the unit, on the word of the paper, where whoever takes it in is not the unit himself.
    pub(super) fn for_unit(
        &self,
        draft: &Draft<'_>,
        mut command: Command,
        unit: u32,
        row: &IncomingRow,
    ) -> Command {
        let own = rights::acts_as(draft.books, &self.context.actor);
        if own.contains(&Party::Unit)
            && self.context.actor.unit.is_some_and(|own| draft.books.with_below(own).contains(&unit))
        {
            return command;
        }
        Party::Unit.code().clone_into(&mut command.party);
        let said = [row.get(Column::Filler), self.incoming.filled_by.as_str()];
        let by = said.into_iter().find(|name| !name.is_empty());
        command.by = by.unwrap_or_else(|| draft.books.unit_name(unit)).to_owned();
        command
    }
}
