//! Answers of the office: what was asked for is shown, cursors and forms stay where they are.

use super::acts::{find, verbs};
use super::layers::Layer;
use super::layers::detail::fact_text;
use super::layers::form::FormLayer;
use super::layers::menu::{Item, Menu, Run};
use super::layers::reading::{Line, Reading};
use super::msg::{Effect, Ticket};
use super::state::{After, Purpose, State, name_of};
use super::theme::Role;
use crate::api::answer::{Card, Done, FactLine, Page};
use crate::api::{Answer, Request};
use crate::i18n::Counted;
use crate::model::form::{Choice, Slot};
use crate::model::refusal::Refusal;
use crate::model::verb::Verb;

/// Takes an answer.
pub fn answer(state: &mut State, ticket: Ticket, answer: Answer, effects: &mut Vec<Effect>) {
    let Some(purpose) = state.tickets.remove(&ticket) else { return };
    match answer {
        Answer::Refused(refusal) => refused(state, purpose, *refusal),
        Answer::Unknown => unknown(state, purpose, effects),
        Answer::Done(done) => done_with(state, purpose, &done, effects),
        answer => shown(state, purpose, answer, effects),
    }
    let busy = |purpose: &Purpose| matches!(purpose, Purpose::Page | Purpose::Board | Purpose::Units);
    if state.stale && !state.tickets.values().any(busy) {
        state.refresh(effects);
    }
}

fn shown(state: &mut State, purpose: Purpose, answer: Answer, effects: &mut Vec<Effect>) {
    match (purpose, answer) {
        (Purpose::Hello, Answer::Hello(hello)) => state.hello = Some(*hello),
        (Purpose::Board, Answer::Board(board)) => state.today.take(*board),
        (Purpose::Schedule, Answer::Schedule(tasks)) => state.tasks = tasks,
        (Purpose::Status, Answer::Status(status)) => state.status = Some(*status),
        (Purpose::Entries(kind), Answer::Entries(rows)) => {
            if let Some(registers) = state.registers_mut().filter(|registers| registers.kind() == kind) {
                registers.take(rows);
            }
        }
        (Purpose::Matrix, Answer::Matrix(matrix)) => {
            let open = state.layers.iter_mut().find_map(|layer| match layer {
                Layer::Matrix(open) => Some(open),
                _ => None,
            });
            if let Some(open) = open.filter(|open| open.across == matrix.across) {
                open.take(*matrix);
            }
        }
        (Purpose::People, Answer::People(people)) => state.people = people,
        (Purpose::Page, Answer::Page(page)) => {
            let newer = state.tickets.values().any(|p| matches!(p, Purpose::Page | Purpose::Scope(_)));
            if !newer {
                state.issues.take(*page);
                state.ask_preview(effects);
            }
        }
        (Purpose::Scope(scope), Answer::Page(page)) => {
            let terms = scope.terms != state.scope.terms;
            state.scope = scope;
            state.issues.cursor = 0;
            state.issues.take(*page);
            follow_unit(state);
            if let Some(Layer::Find(find)) = state.layers.last() {
                let to_unit = !find.units.is_empty();
                state.layers.pop();
                if !to_unit {
                    show_list(state);
                }
            }
            if terms {
                let filter = super::scope::Scope { unit: None, terms: state.scope.terms.clone() }.filter();
                state.ask(Purpose::Units, Request::Units { filter }, effects);
            }
            if state.tab == super::state::Tab::Status {
                state.ask(Purpose::Status, Request::Status { scope: state.scope.filter() }, effects);
            }
            state.ask_preview(effects);
        }
        (Purpose::Units, Answer::Units(rows)) => {
            state.units.rows = rows;
            follow_unit(state);
        }
        (Purpose::FoundUnits(text), Answer::Picks(units)) => {
            if let Some(Layer::Find(find)) = state.layers.last_mut() {
                find.units = if text.is_empty() { Vec::new() } else { units };
            }
        }
        (Purpose::ExactUnit(text), Answer::Picks(units)) => {
            if let Some(Layer::Find(find)) = state.layers.last_mut() {
                let alone = units.len() == 1;
                let names = |unit: &Choice| names_exactly(&text, unit, alone);
                find.exact = units.into_iter().next().filter(names);
                if find.entered && find.line.value().trim() == text {
                    find.entered = false;
                    find::submit(state, effects);
                }
            }
        }
        (Purpose::Completions(line), Answer::Picks(picks)) => {
            if let Some(Layer::Find(find)) = state.layers.last_mut().filter(|_| !line.trim().is_empty())
                && find.line.value() == line
            {
                find.completions = picks;
            }
        }
        (Purpose::Found(text), Answer::Hits(hits)) => {
            if let Some(Layer::Find(find)) = state.layers.last_mut() {
                let others = hits.into_iter().filter(|hit| hit.kind != "issue" && hit.kind != "item");
                find.others = if text.is_empty() { Vec::new() } else { others.take(3).collect() };
            }
        }
        (Purpose::Personal, Answer::Personal(kept)) => state.take_personal(&kept, effects),
        (Purpose::Pinned, Answer::Counts(counts)) => state.pinned_counts = counts,
        (Purpose::QueryCounts, Answer::Counts(counts)) => {
            if let Some(Layer::Queries(queries)) = state.layers.last_mut() {
                queries.counts = counts;
            }
        }
        (Purpose::Breakdown, Answer::Breakdown(rows)) => {
            if let Some(Layer::Tally(tally)) = state.layers.last_mut() {
                tally.rows = rows;
            }
        }
        (Purpose::MarkRange(from, to), Answer::Page(page)) => {
            let at = |id: u32| page.rows.iter().position(|row| row.id == id);
            if let (Some(from), Some(to)) = (at(from), at(to)) {
                let range = page.rows.iter().skip(from.min(to)).take(from.abs_diff(to) + 1);
                state.marks.extend(range.map(|row| (row.id, row.clone())));
            }
            find::told(state);
        }
        (Purpose::Trying, Answer::Page(page)) => tried(state, &page),
        (Purpose::Preview, Answer::Card(card)) => {
            let wanted = state.issues.current().map(|row| row.id);
            if card.row.as_ref().map(|row| row.id) == wanted {
                state.card = Some(*card);
            }
        }
        (Purpose::Detail, Answer::Card(card)) => detail(state, *card),
        (Purpose::Contacts, Answer::People(people)) => contacts(state, people),
        (Purpose::ContactsOf, Answer::Card(card)) => contacts(state, card.contacts),
        (Purpose::Basis, Answer::Basis(basis)) => {
            let line = |(lead, text)| Line { lead, text, ..Line::default() };
            let lines = basis.clauses.into_iter().map(line).collect();
            read(state, "desk-basis", lines);
        }
        (Purpose::History, Answer::History(facts)) => history(state, &facts),
        (Purpose::Undone(n), Answer::History(facts)) => undone(state, facts.last(), n),
        (Purpose::Form(after), Answer::Form(form)) => {
            let mut layer = FormLayer::new(&form, (state.new_op)(), &state.words);
            let key = (form.verb, form.subjects.clone());
            let kept = state.personal.drafts.len();
            state.personal.drafts.retain(|(verb, subjects, _)| (*verb, subjects) != (key.0, &key.1));
            state.personal_changed |= kept != state.personal.drafts.len();
            if let Some(draft) = state.drafts.remove(&key) {
                layer.restore(&draft, &state.words);
                state.say(state.words.get("desk-form-restored"));
            }
            if after != After::Nothing {
                verbs::apply(&mut layer, after, &state.words);
            }
            state.layers.push(Layer::Form(Box::new(layer)));
            name_units(state, effects);
        }
        (Purpose::Entry(serial), Answer::Entry(reading)) => {
            let words = state.words.clone();
            if let Some(Layer::Form(form)) = state.layers.last_mut()
                && form.entry.as_ref().is_some_and(|entry| entry.serial == serial)
            {
                form.read(&reading, &words);
                name_units(state, effects);
            }
        }
        (Purpose::Remarks, Answer::Remarks(remarks)) => {
            if let Some(Layer::Form(form)) = state.layers.last_mut().filter(|_| !remarks.is_empty()) {
                form.remarks = remarks;
            }
        }
        (Purpose::When(at, text), Answer::When(reading)) => {
            let told = state.words.reading(&reading);
            field(state, at, |field| {
                if field.line.value().trim() == text {
                    field.reading = told;
                }
            });
        }
        (Purpose::Picks(at, text), Answer::Picks(picks)) => field(state, at, |field| {
            if field.line.value().trim() == text {
                field.picks = picks;
            } else if let (Some(chosen), true) = (&mut field.chosen, field.line.is_empty())
                && let Some(pick) = picks.into_iter().find(|pick| pick.code == chosen.code)
            {
                *chosen = pick;
            }
        }),
        (Purpose::Locate(id, no), Answer::Page(page)) => locate(state, id, &no, *page, effects),
        (Purpose::MarkAll, Answer::Page(page)) => {
            state.marks = page.rows.into_iter().map(|row| (row.id, row)).collect();
            find::told(state);
        }
        _ => {}
    }
}

/// The text is the unit's code, or its name: whole, by its initials, or, where no other answers, begun.
fn names_exactly(text: &str, unit: &Choice, alone: bool) -> bool {
    use crate::text::pinyin::{Quality, find};
    let begun = |text: &str| text.chars().filter(|c| super::acts::layer::is_han(*c)).count() > 1;
    unit.code.eq_ignore_ascii_case(text)
        || find(text, &unit.label).is_some_and(|found| match found.quality {
            Quality::Exact => true,
            Quality::Prefix => alone && found.literal && begun(text),
            Quality::Contiguous => false,
        })
}

/// Puts the cursor of the tree on the unit in force.
fn follow_unit(state: &mut State) {
    let code = state.scope.unit.as_ref().map(|(code, _)| code.clone());
    let id = code.and_then(|code| state.units.rows.iter().find(|row| row.code == code)).map(|row| row.id);
    state.units.id = id;
    if let Some(id) = id {
        state.units.reveal(id);
    }
}

/// After a search the list must be in sight.
fn show_list(state: &mut State) {
    use super::state::{Pane, Tab};
    state.layers.retain(|layer| !matches!(layer, Layer::Detail(_)));
    if !matches!(state.tab, Tab::Desk(Pane::Issues) | Tab::Status) {
        state.last_tab = state.tab;
        state.tab = Tab::Desk(Pane::Issues);
    }
}

fn tried(state: &mut State, page: &Page) {
    let says = state.words.count(Counted::Issue, page.total as usize);
    let scope = page.scope.join(" › ");
    if let Some(Layer::Find(find)) = state.layers.last_mut() {
        find.says = [says, scope].join("  ");
        find.bad = false;
    }
}

fn detail(state: &mut State, card: Card) {
    let open = state.layers.iter_mut().rev().find_map(|layer| match layer {
        Layer::Detail(detail) => Some(detail),
        _ => None,
    });
    if let Some(detail) = open {
        detail.card = Some(card);
    }
}

fn contacts(state: &mut State, people: Vec<crate::model::row::PersonRow>) {
    if let Some(Layer::Contacts(contacts)) = state.layers.last_mut() {
        contacts.people = people;
        contacts.cursor = 0;
    }
}

fn read(state: &mut State, title: &str, lines: Vec<Line>) {
    if lines.is_empty() {
        return state.say(state.words.get("empty-history"));
    }
    let what = state.target().map(|target| target.what).unwrap_or_default();
    let title = format!("{} {what}", state.words.get(title));
    state.layers.push(Layer::Reading(Reading { title, lines, cursor: 0, chooses: false }));
}

/// The course of a record, newest last, each fact with what it changed and when it was typed.
fn history(state: &mut State, facts: &[FactLine]) {
    let mut lines = Vec::new();
    for fact in facts {
        let told = fact_text(fact, &state.words, state.day());
        let head = [told.who.as_str(), &told.act].join(" ");
        lines.push(Line { lead: told.on, text: head, role: Role::Heading, run: None });
        for text in [told.body, told.typed].into_iter().filter(|text| !text.is_empty()) {
            lines.push(Line { text, ..Line::default() });
        }
    }
    read(state, "desk-history", lines);
}

/// Says what an undo restored.
fn undone(state: &mut State, fact: Option<&FactLine>, records: usize) {
    let Some(fact) = fact else { return };
    let told = fact_text(fact, &state.words, state.day());
    let no = match records {
        0 | 1 => fact.no.clone(),
        n => state.words.with("desk-undone-many", &[("no", fact.no.as_str()), ("n", &n.to_string())]),
    };
    let text = [told.act, no, told.body].join(" ");
    state.say(text);
}

/// Asks for the names of units that stand in a form as codes.
fn name_units(state: &mut State, effects: &mut Vec<Effect>) {
    use crate::api::request::Pick;
    let Some(Layer::Form(form)) = state.layers.last() else { return };
    let unnamed = |(at, field): (usize, &super::layers::field::Field)| {
        let chosen = field
            .chosen
            .as_ref()
            .filter(|c| c.code == c.label && field.input == crate::model::form::Input::Unit);
        chosen.map(|chosen| (at, chosen.code.clone()))
    };
    let wanted: Vec<(usize, String)> = form.fields.iter().enumerate().filter_map(unnamed).collect();
    for (at, text) in wanted {
        let request = Request::Pick { what: Pick::Unit, text: text.clone(), limit: 3 };
        state.ask(Purpose::Picks(at, text), request, effects);
    }
}

fn field(state: &mut State, at: usize, change: impl FnOnce(&mut super::layers::field::Field)) {
    if let Some(Layer::Form(form)) = state.layers.last_mut()
        && let Some(field) = form.fields.get_mut(at)
    {
        change(field);
    }
}

/// The new row: the cursor goes there, or it is said that the scope leaves it out.
fn locate(state: &mut State, id: u32, no: &str, page: Page, effects: &mut Vec<Effect>) {
    match page.rows.iter().position(|row| row.id == id) {
        Some(at) => {
            state.issues.id = Some(id);
            state.issues.cursor = at;
            state.issues.take(page);
            state.ask_preview(effects);
        }
        None => {
            let terms = page.scope.join(" › ");
            let words = &state.words;
            let text = words.with("screen-outside", &[("scope", terms.as_str()), ("name", no)]);
            let items = vec![
                Item::new(words.get("screen-outside-open"), Run::Widen(id, no.to_owned())),
                Item::new(words.get("screen-outside-stay"), Run::Nothing),
            ];
            let title = state.message.text.clone();
            state.layers.push(Layer::Menu(Menu { title, text, items, ..Menu::default() }));
        }
    }
}

/// Something was committed.
fn done_with(state: &mut State, purpose: Purpose, done: &Done, effects: &mut Vec<Effect>) {
    let words = state.words.clone();
    let tries = match &purpose {
        Purpose::Do(_, tries) | Purpose::Undo(_, tries) | Purpose::Redo(_, tries) => *tries,
        _ => 0,
    };
    let kept = if tries > 0 { format!(" {}", words.get("desk-kept")) } else { String::new() };
    let named = match done.subjects.len() {
        0..=3 => done.subjects.join(" "),
        n => format!("{} {}", done.subjects[..3].join(" "), words.with("list-more", &[("n", n.to_string())])),
    };
    state.say(format!("{} {named}{kept}", words.verb_done(done.verb)));
    if let Purpose::Do(command, _) = &purpose {
        let ours = |layer: &Layer| matches!(layer, Layer::Form(form) if form.op == command.op);
        if let Some(at) = state.layers.iter().position(ours) {
            state.layers.truncate(at);
        }
        state.drafts.remove(&(command.verb, command.subjects.clone()));
        // What was refused stays marked, to be looked at.
        let refused =
            |row: &crate::model::row::IssueRow| done.refused.iter().any(|one| one.no == name_of(row));
        state.marks.retain(|_, row| refused(row));
        if command.verb == Verb::Register {
            let set =
                |code: &str| command.sets.iter().find(|set| set.field == code).map(|set| set.text.clone());
            let words = [set("unit"), set("item").or(set("category"))];
            state.last_entry = words.into_iter().flatten().map(|word| word + " ").collect();
        }
    }
    if !done.refused.is_empty() {
        let line =
            |one: &Refusal| Line { lead: one.no.clone(), text: words.refusal(one).text, ..Line::default() };
        let lines: Vec<Line> = done.refused.iter().map(line).collect();
        let title = words.with("desk-some-refused", &[("n", lines.len().to_string())]);
        state.layers.push(Layer::Reading(Reading { title, lines, cursor: 0, chooses: false }));
    }
    if matches!(purpose, Purpose::Undo(..) | Purpose::Redo(..))
        && let Some(no) = done.subjects.first()
    {
        let request = Request::History { what: Some(no.clone()), since: None, limit: Some(1) };
        state.ask(Purpose::Undone(done.subjects.len()), request, effects);
    }
    let in_queue = state.tab == super::state::Tab::Today && state.layers.is_empty();
    state.today.acted = in_queue && matches!(purpose, Purpose::Do(..)) && done.verb != Verb::Register;
    state.refresh(effects);
    if done.verb == Verb::Register && super::acts::paste::next(state, effects) {
        return;
    }
    if let (Verb::Register, Some(row)) = (done.verb, &done.row) {
        let no = name_of(row);
        let request = Request::Page { filter: state.scope.filter(), offset: 0, len: 5_000 };
        state.ask(Purpose::Locate(row.id, no), request, effects);
    }
}

/// It is not known whether it was kept: the same act is asked for again under the same op id.
fn unknown(state: &mut State, purpose: Purpose, effects: &mut Vec<Effect>) {
    state.complain(state.words.unknown_outcome());
    let (again, request, tries) = match purpose {
        Purpose::Do(command, tries) => (Purpose::Do(command.clone(), tries + 1), Request::Do(command), tries),
        Purpose::Undo(op, tries) => (Purpose::Undo(op, tries + 1), Request::Undo { seq: None, op }, tries),
        Purpose::Redo(op, tries) => (Purpose::Redo(op, tries + 1), Request::Redo { op }, tries),
        _ => return,
    };
    // At once the first time, then every tick until the office answers.
    if tries == 0 {
        state.ask(again, request, effects);
    } else {
        state.unknown = Some((again, request));
    }
}

fn refused(state: &mut State, purpose: Purpose, mut refusal: Refusal) {
    match purpose {
        Purpose::Trying | Purpose::Scope(_) => {
            let text = state.words.refusal(&refusal).text;
            match state.layers.last_mut() {
                Some(Layer::Find(find)) => {
                    find.says = text;
                    find.bad = true;
                }
                _ => state.complain(text),
            }
        }
        Purpose::Do(command, tries) => {
            refusal.verb = refusal.verb.or(Some(command.verb));
            if tries > 0 {
                state.complain(state.words.get("unknown-lost"));
            }
            to_field(state, &refusal);
            verbs::refuse(state, refusal);
        }
        Purpose::Form(_) | Purpose::Undo(..) | Purpose::Redo(..) => verbs::refuse(state, refusal),
        Purpose::When(..)
        | Purpose::Picks(..)
        | Purpose::FoundUnits(_)
        | Purpose::Found(_)
        | Purpose::ExactUnit(_)
        | Purpose::Completions(_)
        | Purpose::Kept
        | Purpose::Remarks
        | Purpose::Entry(_)
        | Purpose::Undone(_) => {}
        _ => {
            let text = state.words.refusal(&refusal).text;
            state.complain(text);
        }
    }
}

/// The cursor goes to the field a refusal speaks of.
fn to_field(state: &mut State, refusal: &Refusal) {
    use crate::model::refusal::Why;
    let field = match &refusal.why {
        Why::BadValue { field, .. } | Why::UnknownCode { field, .. } | Why::TooLong { field, .. } => {
            Some(*field)
        }
        Why::Missing { fields } => fields.first().copied(),
        _ => None,
    };
    let words = state.words.clone();
    if let (Some(field), Some(Layer::Form(form))) = (field, state.layers.last_mut()) {
        form.go_to(&Slot::Field(field.code().to_owned()), &words);
    } else if let (Why::NeedsReason, Some(Layer::Form(form))) = (&refusal.why, state.layers.last_mut()) {
        form.go_to(&Slot::Reason, &words);
    }
}
