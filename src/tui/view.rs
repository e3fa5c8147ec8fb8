//! The only painter: header, tabs, scope, the tab's content, layers over it, the bottom line.

use super::acts::Target;
use super::boards::{contacts, figures, inbox, registers, today};
use super::desk;
use super::state::{State, Tab, name_of};
use super::theme::Role;
use super::widgets::{hints, notice, paint::put};
use crate::keymap::{Action, Context, Width};
use crate::text;
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

/// Paints the state. Answers with where the hidden cursor is to be parked.
pub fn view(state: &State, frame: &mut Frame) -> Option<Position> {
    let area = frame.area();
    let (park, shown) = paint(state, frame.buffer_mut(), area);
    if shown && let Some(at) = park {
        frame.set_cursor_position(at);
    }
    park
}

/// Paints into a buffer; answers with the cursor and whether it is to be seen.
pub fn paint(state: &State, buf: &mut Buffer, area: Rect) -> (Option<Position>, bool) {
    if notice::is_too_small(area) {
        notice::draw(buf, area, &state.words.get("screen-too-small"));
        if state.synthetic() {
            put(
                buf,
                area.x,
                area.y,
                area.width,
                &state.words.get("screen-synthetic"),
                state.theme.style(Role::Watermark),
            );
        }
        return (None, false);
    }
    let line = |y: u16| Rect { y, height: 1, ..area };
    header(state, buf, line(area.y));
    tabs(state, buf, line(area.y + 1));
    scope(state, buf, line(area.y + 2));
    if state.pinned().next().is_some() {
        pinned(state, buf, line(area.y + 3));
    }
    let tall = is_tall(area);
    let bottom = if tall { 2 } else { 1 };
    let body = body(state, area);
    if let Some(lesson) = state.lesson {
        lesson.draw(state, buf, line(body.bottom()));
    }
    let mut caret = content(state, buf, body).map(|at| (at, false));
    let room = Rect { y: area.y + 1, height: area.height - 1 - bottom, ..area };
    for layer in &state.layers {
        caret = layer.draw(state, buf, room).or(caret.map(|(at, _)| (at, false)));
    }
    let last = line(area.bottom() - 1);
    let said = says(state, buf, if tall { line(area.bottom() - 2) } else { last });
    if tall || !said {
        hint_line(state, buf, last);
    }
    (caret.map(|(at, _)| at), caret.is_some_and(|(_, shown)| shown))
}

fn is_tall(area: Rect) -> bool {
    area.height >= 30
}

/// The room of the tab's content: below header, tabs, scope and pinned queries, above lesson and bottom lines.
pub fn body(state: &State, area: Rect) -> Rect {
    let above = 3 + u16::from(state.pinned().next().is_some());
    let below = 1 + u16::from(is_tall(area)) + u16::from(state.lesson.is_some());
    Rect { y: area.y + above, height: area.height.saturating_sub(above + below), ..area }
}

/// The tabs as they are written on a screen so wide.
pub fn tab_labels(state: &State, width: u16) -> Vec<(Tab, String)> {
    let long: usize = Tab::ALL.iter().map(|tab| text::width(&state.words.tab(tab.digit())) + 2).sum();
    let label = |tab: Tab| match long <= width as usize {
        true => format!("{}{}", tab.digit(), state.words.tab(tab.digit())),
        false => format!("{}{}", tab.digit(), state.words.tab_short(tab.digit())),
    };
    Tab::ALL.into_iter().map(|tab| (tab, label(tab))).collect()
}

/// The pinned queries with what each holds; the one in force is marked.
fn pinned(state: &State, buf: &mut Buffer, area: Rect) {
    let mut x = area.x;
    for (n, query) in state.pinned().enumerate() {
        let count = state.pinned_counts.get(n).copied().flatten().map(|n| n.to_string());
        let label = format!(" {} {} ", query.name, count.unwrap_or_default());
        let here = query.scope() == state.scope;
        let style = state.theme.style(if here { Role::Selected } else { Role::Accent });
        x += put(buf, x, area.y, area.right().saturating_sub(x), &label, style) + 1;
    }
}

fn content(state: &State, buf: &mut Buffer, area: Rect) -> Option<Position> {
    match state.tab {
        Tab::Today => today::draw(state, buf, area),
        Tab::Desk(_) => desk::draw(state, buf, area),
        Tab::Clues => registers::draw(state, &state.clues, buf, area),
        Tab::Supervision => registers::draw(state, &state.supervision, buf, area),
        Tab::Status => figures::draw(state, buf, area),
        Tab::Files => inbox::draw(state, buf, area),
        Tab::Contacts => contacts::draw(state, buf, area),
    }
}

/// Name, campaign, day, phase, who; and, when the data are made up, that they are.
fn header(state: &State, buf: &mut Buffer, area: Rect) {
    let words = &state.words;
    let mark = if state.synthetic() { format!(" {} ", words.get("screen-synthetic")) } else { String::new() };
    let mark_width = text::width(&mark) as u16;
    let room = area.width.saturating_sub(mark_width);
    put(
        buf,
        area.right().saturating_sub(mark_width),
        area.y,
        mark_width,
        &mark,
        state.theme.style(Role::Watermark),
    );
    let Some(hello) = &state.hello else {
        put(buf, area.x, area.y, room, &words.get("screen-name"), state.theme.style(Role::Heading));
        return;
    };
    let day = format!("{} {}", words.day(hello.today), words.weekday(hello.today));
    let day = match words.day_mark(hello.rest_day, hello.made_up_work_day) {
        mark if mark.is_empty() => day,
        mark => format!("{day}({mark})"),
    };
    let phase = match hello.phase_days_left {
        Some(left) => format!("{} {}", hello.phase, super::panes::schedule::days_left(words, left)),
        None => hello.phase.clone(),
    };
    let who = [hello.unit.as_str(), &hello.member].join(" ");
    let name = format!("{}  {}", words.get("screen-name"), hello.campaign_name);
    // What gives way first when there is no room: who, the phase, the rest of the name.
    let (standing, pieces) = match state.standing() {
        Some(told) => (true, vec![name, told]),
        None => (false, vec![name, day, phase, who]),
    };
    let mut kept = pieces.len();
    let wide = |kept: usize| pieces[1..kept].iter().map(|p| text::width(p) + 2).sum::<usize>();
    while kept > 2 && wide(kept) + 16 > room as usize {
        kept -= 1;
    }
    let name_room = (room as usize).saturating_sub(wide(kept) + 1);
    let name = text::fit_pad(&pieces[0], name_room.min(text::width(&pieces[0]) + 6));
    let mut x = area.x + put(buf, area.x, area.y, room, &name, state.theme.style(Role::Heading));
    let style = if standing { state.theme.style(Role::Soon) } else { Style::new() };
    for piece in &pieces[1..kept] {
        x += 2;
        x += put(buf, x, area.y, (area.x + room).saturating_sub(x), piece, style);
    }
}

fn tabs(state: &State, buf: &mut Buffer, area: Rect) {
    let mut x = area.x;
    for (tab, label) in tab_labels(state, area.width) {
        let role = if tab == state.tab { Role::Selected } else { Role::Normal };
        x += put(buf, x, area.y, area.right().saturating_sub(x), &label, state.theme.style(role)) + 1;
    }
}

/// What is in force, and how much of what.
fn scope(state: &State, buf: &mut Buffer, area: Rect) {
    let words = &state.words;
    let page = state.issues.page.as_ref();
    let terms = page.map(|page| words.scope(&page.scope)).unwrap_or_default();
    let terms = if terms.is_empty() { words.get("screen-scope-all") } else { terms };
    let mut counts = Vec::new();
    if let Some(page) = page {
        counts.push(words.count(crate::i18n::Counted::Issue, page.total as usize));
    }
    if let Some(board) = &state.today.board {
        counts.push(format!("{} {}", words.get("pane-mine"), board.mine_total));
        counts.push(format!("{} {}", words.get("pane-chase"), board.chase.len()));
        if let Some(age) = &board.backup {
            counts.push(words.backup_short(age.days));
        }
    }
    if let Some(page) = page {
        counts.push(format!("{} {}", words.state(crate::model::state::State::Claimed), page.claimed));
    }
    let mut right = counts.join(" · ");
    let label = words.get("screen-scope");
    let least = text::width(&label) + 14;
    while text::width(&right) + least > area.width as usize && counts.len() > 1 {
        counts.pop();
        right = counts.join(" · ");
    }
    let used = text::width(&right) as u16;
    let room = area.width.saturating_sub(used + 1);
    let x = area.x + put(buf, area.x, area.y, room, &label, state.theme.style(Role::Dim)) + 1;
    let terms = text::fit(&terms, (area.x + room).saturating_sub(x) as usize);
    put(buf, x, area.y, room, &terms, state.theme.style(Role::Accent));
    put(buf, area.right().saturating_sub(used), area.y, used, &right, Style::new());
}

/// The message, or what may follow a chord; false when there is nothing to say.
fn says(state: &State, buf: &mut Buffer, area: Rect) -> bool {
    let (text, role) = if !state.chord.is_empty() {
        (chord(state), Role::Accent)
    } else {
        (state.message.text.clone(), if state.message.bad { Role::Error } else { Role::Accent })
    };
    if text.is_empty() {
        return false;
    }
    let text = text::fit(&text, area.width.saturating_sub(1) as usize);
    put(buf, area.x + 1, area.y, area.width.saturating_sub(1), &text, state.theme.style(role));
    true
}

/// The keys struck so far and those that may follow.
fn chord(state: &State) -> String {
    let struck: Vec<String> = state.chord.iter().map(|key| key.label()).collect();
    let next = match state.keymap.look(state.context(), &state.chord) {
        crate::keymap::Look::Pending(next) => next,
        _ => Vec::new(),
    };
    let told = next.iter().map(|(rest, binding)| {
        format!("{} {}", rest.label(), state.words.action_short(binding.action().code()))
    });
    format!("{} …  {}", struck.join(" "), told.collect::<Vec<_>>().join("  "))
}

/// The keys that hold here, those that do something now.
fn hint_line(state: &State, buf: &mut Buffer, area: Rect) {
    let words = &state.words;
    let context = state.context();
    let mut shown: Vec<(String, String)> = Vec::new();
    if let Some(super::layers::Layer::Menu(menu)) = state.layers.last() {
        shown.push((format!("1-{}", menu.items.len().clamp(1, 9)), words.get("desk-answer")));
        if menu.is_long() {
            shown.push(("0".to_owned(), words.get("desk-answer-further")));
        }
    }
    if state.tab == Tab::Files && state.layers.is_empty() {
        hints::draw(buf, area, &inbox::hints(state), state.theme);
        return;
    }
    let target = state.target();
    let finding = matches!(state.layers.last(), Some(super::layers::Layer::Find(_)));
    let on_board = is_on_board(state);
    for hint in state.keymap.hints(context, Width::of(area.width)) {
        let barred = state.meeting.is_some() && super::meeting::bars(hint.action);
        if barred || is_idle(state, context, hint.action) {
            continue;
        }
        if on_board && hint.action == Action::Find {
            shown.extend(period_hints(state));
        }
        let next = target.as_ref().and_then(Target::next);
        let label = match (hint.action, next) {
            (Action::NextStep, Some(verb)) => words.verb_short(verb),
            (Action::NextStep, None) => continue,
            (Action::NextField, _) if finding => words.get("desk-complete"),
            (Action::Help, _) if area.width < 120 => words.get("action-help-more"),
            (action, _) => words.action_short(action.code()),
        };
        shown.push((hint.key.label(), label));
    }
    hints::draw(buf, area, &shown, state.theme);
}

/// The schedule is in front of everything.
fn is_on_board(state: &State) -> bool {
    state.tab == Tab::Desk(super::state::Pane::Schedule) && state.layers.is_empty()
}

/// The keys that narrow and widen the period of the schedule.
fn period_hints(state: &State) -> Vec<(String, String)> {
    let hint = |(action, label)| {
        let key = state.keymap.keys_of(Context::List, action).into_iter().next()?;
        Some((key.label(), state.words.get(label)))
    };
    let both = [(Action::Narrower, "board-narrower"), (Action::Wider, "board-wider")];
    both.into_iter().filter_map(hint).collect()
}

/// Verbs that need no row.
const SUBJECTLESS: [&str; 7] = ["register", "undo", "take", "task", "inspect", "publish", "meet"];

/// An action on a row where there is none, or a way of the reading that does nothing here.
fn is_idle(state: &State, context: Context, action: Action) -> bool {
    if matches!(action, Action::Accept | Action::Back) && context == Context::List {
        return true;
    }
    if context == Context::Matrix {
        let here = matches!(
            action,
            Action::NextStep
                | Action::Chase
                | Action::LikeCell
                | Action::Phone
                | Action::Copy
                | Action::Export
                | Action::Overview
                | Action::Undo
                | Action::Help
                | Action::Back
        );
        return !here;
    }
    use super::layers::Layer;
    let menu = matches!(
        state.layers.last(),
        Some(Layer::Menu(_) | Layer::Queries(_) | Layer::Columns(_) | Layer::Tally(_))
    );
    if menu && matches!(action, Action::Copy | Action::Accept) {
        return true;
    }
    // What is done to issues is no way with an entry of a register, nor with a row of the plan.
    let of_issues = matches!(
        action,
        Action::Amend
            | Action::Extend
            | Action::Progress
            | Action::Chase
            | Action::ReassignMenu
            | Action::SuperviseMenu
            | Action::LikeCell
            | Action::Basis
    );
    if is_on_board(state) && matches!(action, Action::Chase | Action::Basis) {
        return false;
    }
    // A row of the plan is no record with a course of its own; a request is.
    if is_on_board(state) && action == Action::History {
        return state.tasks.get(state.task_at).is_none_or(|task| task.kind != "request");
    }
    let other = state.target().is_some_and(|target| target.row.is_none());
    let elsewhere = state.registers().is_some() || state.tab == Tab::Desk(super::state::Pane::Schedule);
    if of_issues && (other || elsewhere) && matches!(context, Context::List | Context::Detail) {
        return true;
    }
    let row = action.row();
    let on_row = row.verb.is_some_and(|verb| !SUBJECTLESS.contains(&verb))
        || matches!(action, Action::ReassignMenu | Action::LikeCell | Action::Basis | Action::History);
    on_row && matches!(context, Context::List | Context::Detail) && state.subjects().is_empty()
}

/// A row in one line, for the clipboard.
pub fn one_line(state: &State, row: &crate::model::row::IssueRow) -> String {
    let words = &state.words;
    let due = row.deadline_text.clone().or_else(|| row.deadline.map(|due| words.day(due)));
    let due = due.map(|due| format!("{} {due}", words.field(crate::model::field::Field::Deadline)));
    let parts = [
        Some(name_of(row)),
        Some(row.unit.clone()),
        Some(row.place.clone()),
        Some(row.title.clone()),
        Some(words.state_and_marks(row)),
        due,
    ];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
