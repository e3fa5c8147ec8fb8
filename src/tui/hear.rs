//! Answers of the office: what was asked for is shown, cursors and forms stay where they are.

use super::acts::{drafts, export, find, import, letter, merge, verbs};
use super::layers::Layer;
use super::layers::detail::fact_text;
use super::layers::menu::{Item, Menu, Run};
use super::layers::reading::{Line, Reading};
use super::msg::{Effect, Ticket};
use super::outcome;
use super::state::{After, Purpose, State};
use super::theme::Role;
use crate::api::answer::{Card, FactLine, Page};
use crate::api::{Answer, Request};
use crate::i18n::Counted;
use crate::model::form::Choice;
use crate::model::form::Remark;
use crate::model::row::PersonRow;
use crate::model::verb::Verb;

/// Takes an answer.
pub fn answer(state: &mut State, ticket: Ticket, answer: Answer, effects: &mut Vec<Effect>) {
    let Some(purpose) = state.tickets.remove(&ticket) else { return };
    match answer {
        Answer::Refused(refusal) => {
            // There is no such day: what is compared with as a rule stands again.
            let again = matches!(purpose, Purpose::Figures) && !state.figures.since.is_empty();
            outcome::refused(state, purpose, *refusal);
            if again {
                state.figures.since.clear();
                super::acts::figures::ask(state, effects);
            }
        }
        Answer::Unknown => outcome::unknown(state, purpose, effects),
        Answer::Done(done) => outcome::done_with(state, purpose, &done, effects),
        Answer::Revealed { done, names } if let Purpose::Names(look) = purpose => {
            export::named(state, look, &done, names, effects)
        }
        Answer::Revealed { done, names } => outcome::revealed(state, purpose, &done, &names, effects),
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
        (Purpose::Table, Answer::Table(table)) => export::arrived(state, table, effects),
        (Purpose::Letters(what), Answer::Letters(kinds)) => letter::offer(state, what, &kinds),
        (Purpose::Letter, Answer::Letter(written)) => letter::written(state, &written, effects),
        (Purpose::Import(incoming), Answer::Import(imported)) => import::judged(state, incoming, *imported),
        (Purpose::Imported(incoming, ..), Answer::Import(imported)) => {
            import::taken(state, &incoming, &imported, effects);
        }
        (Purpose::Timetable, Answer::Timetable(table)) => {
            let tasks: Vec<_> = table.lines.iter().map(|line| line.task.clone()).collect();
            let first = state.timetable.is_none();
            state.task_at = stay(&state.tasks, state.task_at, &tasks, |task| task.no.as_str());
            (state.tasks, state.timetable) = (tasks, Some(*table));
            if first {
                state.task_at = super::acts::schedule::next(state);
            }
        }
        (Purpose::Meeting(true), Answer::Pong) => super::meeting::begun(state, effects),
        (Purpose::Meeting(false), Answer::Pong) => super::meeting::over(state, effects),
        (Purpose::Status, Answer::Status(status)) => state.status = Some(*status),
        (Purpose::Figures, Answer::Table(table)) => state.figures.take(*table),
        (Purpose::Behind, Answer::Behind(behind)) => super::acts::figures::opened(state, *behind, effects),
        (Purpose::Spoken(line), Answer::Diff(diff)) => {
            let text = state.words.changes_said(&diff, line.name());
            super::acts::read::copy(state, text, effects);
        }
        (Purpose::Classes, Answer::Said(said)) => state.figures.classes = said.categories,
        (Purpose::Say, Answer::Said(said)) => {
            let text = state.words.paragraph(&said);
            super::acts::read::copy(state, text, effects);
        }
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
            let (today, words) = (state.hello.as_ref().map(|hello| hello.today), &state.words);
            if let Some(open) = open.filter(|open| open.across == matrix.across) {
                open.take(*matrix, today.unwrap_or_default(), |cell| words.matrix_cell(cell));
            }
        }
        (Purpose::Papers, Answer::Owed(rows)) => {
            if let Some(Layer::Papers(papers)) =
                state.layers.iter_mut().rev().find(|layer| matches!(layer, Layer::Papers(_)))
            {
                papers.take(rows);
            }
        }
        (Purpose::Overview(format), Answer::Table(table)) => export::write(state, &table, format, effects),
        (Purpose::People, Answer::People(people)) => {
            let name = |person: &PersonRow| [person.name.clone(), person.unit.clone()];
            state.person_at = stay(&state.people, state.person_at, &people, name);
            state.people = people;
        }
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
                super::acts::figures::ask(state, effects);
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
                find.others = if text.is_empty() { Vec::new() } else { hits };
            }
        }
        (Purpose::Personal, Answer::Personal(kept)) => {
            state.take_personal(&kept, effects);
            state.take_drafts(&kept);
            // What was kept in another way goes only when it is kept in this.
            if state.personal_changed {
                state.keep_drafts(effects);
            }
        }
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
                let before = state.card.as_ref().map_or(&[][..], |card| &card.measures);
                state.ledger_at = stay(before, state.ledger_at, &card.measures, |m| (m.no.clone(), m.part));
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
        (Purpose::KeptDraft(op, draft), Answer::Pong) => state.draft_kept(op, draft.map(|draft| *draft)),
        (Purpose::Watch(what), Answer::Present(present)) => state.take_present(what, present),
        (Purpose::Since(op), Answer::Card(card)) => drafts::since(state, op, &card),
        (Purpose::Form(after, op), Answer::Form(form)) => {
            let mut layer = drafts::opened(state, &form, op, effects);
            if after != After::Nothing {
                verbs::apply(&mut layer, after, &state.words);
            }
            state.layers.push(Layer::Form(Box::new(layer)));
            name_units(state, effects);
        }
        (Purpose::Merge(op), Answer::Form(form)) => merge::together(state, op, &form, effects),
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
                match form.verb {
                    Verb::Take => form.remarks = remarks,
                    _ => {
                        form.remarks.retain(|remark| !matches!(remark, Remark::Fixed { .. }));
                        form.remarks.extend(remarks);
                    }
                }
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

/// Where the cursor stands in a fresh list: on what it stood on, else on its place.
pub fn stay<'a, T, K: PartialEq>(old: &'a [T], at: usize, new: &'a [T], key: impl Fn(&'a T) -> K) -> usize {
    let kept = old.get(at).map(&key);
    let found = kept.and_then(|kept| new.iter().position(|row| key(row) == kept));
    found.unwrap_or(at.min(new.len().saturating_sub(1)))
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
    let scope = state.words.scope(&page.scope);
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

fn contacts(state: &mut State, people: Vec<PersonRow>) {
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
            let terms = state.words.scope(&page.scope);
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
