//! Tab 0: what lies with me, what presses, whom to chase, what is new, what falls next.

use crate::api::answer::{Board, ChaseRow, FactLine};
use crate::i18n::Words;
use crate::model::field::Field;
use crate::model::ids::OpId;
use crate::model::row::{Chased, EntryRow, IssueRow, TaskRow};
use crate::text;
use crate::tui::acts::drafts;
use crate::tui::draft::Draft;
use crate::tui::layers::detail::fact_text;
use crate::tui::panes::schedule::days_left;
use crate::tui::state::{State, Today, name_of};
use crate::tui::theme::Role;
use crate::tui::widgets::frame::{pane, scrolled};
use crate::tui::widgets::paint::{put, put_fit};
use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Drafts that are kept.
const DRAFTS: usize = 50;
/// Rows of one section that are listed; the counts are whole.
const LISTED: usize = 30;

/// A line of the board under the cursor.
#[derive(Debug, Clone, Copy)]
pub enum Entry<'a> {
    Issue(&'a IssueRow),
    Register(&'a EntryRow),
    Chase(&'a ChaseRow),
    News(&'a FactLine),
    Task(&'a TaskRow),
    Draft(&'a Draft),
}

/// One list of the board.
struct Section<'a> {
    title: String,
    /// What an empty list means.
    empty: String,
    entries: Vec<Entry<'a>>,
}

impl Today {
    /// The entries in the order of the board.
    pub fn entries(&self) -> Vec<Entry<'_>> {
        self.lists().concat()
    }

    /// The lists of the board, in order: what is typed and not saved comes first.
    fn lists(&self) -> Vec<Vec<Entry<'_>>> {
        let mut lists = vec![self.drafts.iter().rev().map(Entry::Draft).collect()];
        lists.extend(self.board.as_ref().map(entries).into_iter().flatten());
        lists
    }

    /// Adds a draft; the oldest of too many goes. The cursor stays where it is.
    pub fn add_draft(&mut self, draft: Draft) {
        self.staying(|today| {
            today.drafts.push(draft);
            let over = today.drafts.len().saturating_sub(DRAFTS);
            today.drafts.drain(..over);
        });
    }

    /// Takes a draft off the board.
    pub fn drop_draft(&mut self, op: OpId) {
        self.staying(|today| today.drafts.retain(|draft| draft.op != op));
    }

    /// The quick entry left last.
    pub fn last_entry(&self) -> Option<&Draft> {
        self.drafts.iter().rev().find(|draft| draft.line.is_some())
    }

    fn staying(&mut self, change: impl FnOnce(&mut Self)) {
        let kept = self.current().map(key);
        change(self);
        let entries = self.entries();
        let at = kept.and_then(|kept| entries.iter().position(|entry| key(*entry) == kept));
        self.cursor = at.unwrap_or(self.cursor).min(entries.len().saturating_sub(1));
    }

    /// The entry under the cursor.
    pub fn current(&self) -> Option<Entry<'_>> {
        self.entries().get(self.cursor).copied()
    }

    /// Takes a fresh board; the cursor stays on the same thing if it is still there.
    pub fn take(&mut self, board: Board) {
        let (kept, acted) = (self.current().map(key), std::mem::take(&mut self.acted));
        self.board = Some(board);
        let entries = self.entries();
        let at = kept.and_then(|kept| entries.iter().position(|entry| key(*entry) == kept));
        // What is done leaves the list and the next row comes up; what stays is passed over.
        let on = usize::from(acted);
        let last = entries.len().saturating_sub(1);
        self.cursor = at.map_or(self.cursor, |at| at + on).min(last);
    }

    /// Where the next list begins (or the one before).
    pub fn next_section(&self, down: bool) -> usize {
        let (mut at, mut starts) = (0, Vec::new());
        for list in self.lists() {
            if !list.is_empty() {
                starts.push(at);
            }
            at += list.len();
        }
        let (first, last) = (starts.first().copied().unwrap_or(0), starts.last().copied().unwrap_or(0));
        match down {
            true => starts.into_iter().find(|start| *start > self.cursor).unwrap_or(first),
            false => starts.into_iter().rev().find(|start| *start < self.cursor).unwrap_or(last),
        }
    }
}

/// What an entry is known by.
fn key(entry: Entry<'_>) -> (u8, String) {
    match entry {
        Entry::Issue(row) => (0, row.id.to_string()),
        Entry::Chase(row) => (1, row.unit_code.clone()),
        Entry::News(line) => (2, line.fact.seq.to_string()),
        Entry::Task(row) => (3, row.no.clone()),
        Entry::Register(row) => (4, row.no.clone()),
        Entry::Draft(draft) => (5, draft.op.to_string()),
    }
}

fn entries(board: &Board) -> [Vec<Entry<'_>>; 6] {
    [
        board.mine.iter().take(LISTED).map(Entry::Issue).collect(),
        board.pressing.iter().take(LISTED).map(Entry::Issue).collect(),
        board.entries.iter().take(LISTED).map(Entry::Register).collect(),
        board.chase.iter().take(LISTED).map(Entry::Chase).collect(),
        board.news.iter().take(LISTED).map(Entry::News).collect(),
        board.tasks.iter().take(LISTED).map(Entry::Task).collect(),
    ]
}

fn sections<'a>(today: &'a Today, board: &'a Board, state: &State) -> Vec<Section<'a>> {
    let words = &state.words;
    let [mine, pressing, registers, chase, news, tasks] = entries(board);
    let counted = |id: &str, n: u32| format!("{} {n}", words.get(id));
    let kept_from = state.hello.as_ref().is_some_and(|hello| hello.without_confidential);
    let mut registered = counted("pane-entries", board.entries.len() as u32);
    if kept_from {
        registered.push_str(&format!(" · {}", words.get("without-confidential")));
    }
    let late = format!("{} {}+{}", words.get("pane-pressing"), board.overdue, board.soon);
    let section = |title, empty: &str, entries| Section { title, empty: words.get(empty), entries };
    let drafts: Vec<Entry<'a>> = today.drafts.iter().rev().map(Entry::Draft).collect();
    let mut sections = Vec::new();
    if !drafts.is_empty() {
        sections.push(section(counted("pane-drafts", drafts.len() as u32), "pane-drafts", drafts));
    }
    sections.extend([
        section(counted("pane-mine", board.mine_total), "empty-mine", mine),
        section(late, "empty-overdue", pressing),
        section(registered, "empty-owed", registers),
        section(counted("pane-chase", board.chase.len() as u32), "empty-chase", chase),
        section(words.get("pane-news"), "empty-news", news),
        section(words.get("pane-tasks"), "empty-tasks", tasks),
    ]);
    sections
}

/// Draws the board: boxes side by side where there is room, one list otherwise.
pub fn draw(state: &State, buf: &mut Buffer, area: Rect) -> Option<Position> {
    let board = state.today.board.as_ref()?;
    let sections = sections(&state.today, board, state);
    if area.width < 110 || area.height < 20 {
        return draw_list(state, buf, area, &sections);
    }
    let left = area.width * 3 / 5;
    let needs: Vec<u16> = sections.iter().map(|section| section.entries.len().max(1) as u16 + 2).collect();
    let (here, beside) = needs.split_at(needs.len().saturating_sub(3));
    let mut boxes = stacked(Rect { width: left, ..area }, here);
    boxes.extend(stacked(Rect { x: area.x + left, width: area.width - left, ..area }, beside));
    let mut park = None;
    let mut first = 0;
    for (section, area) in sections.iter().zip(boxes) {
        let here = state.today.cursor.checked_sub(first).filter(|at| *at < section.entries.len());
        let inner = pane(buf, area, &section.title, "", here.is_some(), state.theme);
        let offset = scrolled(0, here.unwrap_or(0), inner.height as usize, section.entries.len());
        if section.entries.is_empty() {
            put(buf, inner.x + 1, inner.y, inner.width, &section.empty, state.theme.style(Role::Dim));
        }
        for (y, (n, entry)) in
            (inner.top()..inner.bottom()).zip(section.entries.iter().enumerate().skip(offset))
        {
            let at = row(state, buf, Rect { y, height: 1, ..inner }, *entry, here == Some(n));
            park = at.or(park);
        }
        first += section.entries.len();
    }
    park
}

/// A line of the one list: an entry and its place, or a heading.
type ListLine<'a> = Result<(usize, Entry<'a>), (&'a str, Role)>;

/// Boxes one below another: each as high as it needs while there is room, the last to the bottom.
fn stacked(area: Rect, needs: &[u16]) -> Vec<Rect> {
    let mut boxes = Vec::new();
    let mut y = area.y;
    for (n, need) in needs.iter().enumerate() {
        let after = (needs.len() - n - 1) as u16;
        let room = area.bottom().saturating_sub(y);
        // What comes below keeps what it needs, but never less than its fair part is taken here.
        let below: u16 = needs[n + 1..].iter().sum();
        let fair = room / (after + 1);
        let height = if after == 0 { room } else { (*need).min(room.saturating_sub(below).max(fair)) };
        boxes.push(Rect { y, height, ..area });
        y += height;
    }
    boxes
}

fn draw_list(state: &State, buf: &mut Buffer, area: Rect, sections: &[Section]) -> Option<Position> {
    let mut lines: Vec<ListLine> = Vec::new();
    let mut n = 0;
    for section in sections {
        lines.push(Err((&section.title, Role::Heading)));
        if section.entries.is_empty() {
            lines.push(Err((&section.empty, Role::Dim)));
        }
        for entry in &section.entries {
            lines.push(Ok((n, *entry)));
            n += 1;
        }
    }
    let here = |line: &ListLine| matches!(line, Ok((n, _)) if *n == state.today.cursor);
    let at = lines.iter().position(here).unwrap_or(0);
    let top = if at < 2 { 0 } else { scrolled(0, at, area.height as usize, lines.len()) };
    let mut park = None;
    for (y, line) in (area.top()..area.bottom()).zip(lines.iter().skip(top)) {
        let rect = Rect { y, height: 1, ..area };
        match line {
            Ok((_, entry)) => park = row(state, buf, rect, *entry, here(line)).or(park),
            Err((text, role)) => {
                let indent = if *role == Role::Dim { 3 } else { 0 };
                put(buf, area.x + indent, y, area.width, text, state.theme.style(*role));
            }
        }
    }
    park
}

/// One line: marker, what it is, how it stands.
fn row(state: &State, buf: &mut Buffer, area: Rect, entry: Entry, here: bool) -> Option<Position> {
    let words = &state.words;
    let (lead, body, note, role) = match entry {
        Entry::Draft(draft) => (drafts::when(state, draft), draft.told(words), String::new(), Role::Soon),
        entry => told(entry, words, state.day()),
    };
    let style = |role| {
        let style = state.theme.style(role);
        if here { style.patch(state.theme.style(Role::Selected)) } else { style }
    };
    put(buf, area.x, area.y, 1, if here { "▶" } else { " " }, state.theme.style(Role::Accent));
    let lead_width = (text::width(&lead) as u16).clamp(7, area.width / 3);
    put_fit(buf, area.x + 2, area.y, lead_width, &lead, style(Role::Normal));
    let note_width = (text::width(&note) as u16).min(area.width / 2);
    let x = area.x + 3 + lead_width;
    let room = area.width.saturating_sub(4 + lead_width + note_width);
    put_fit(buf, x, area.y, room, &body, state.theme.style(Role::Normal));
    put_fit(buf, area.right().saturating_sub(note_width), area.y, note_width, &note, state.theme.style(role));
    here.then(|| Position::new(area.x + 2, area.y))
}

/// The next step with its key; a word in letters stands apart from it.
fn step(verb: &str) -> String {
    if verb.is_ascii() { format!(" x {verb}") } else { format!(" x{verb}") }
}

fn told(entry: Entry, words: &Words, day: NaiveDate) -> (String, String, String, Role) {
    match entry {
        Entry::Issue(row) => {
            let body = [row.unit.as_str(), &row.place, &row.title].join(" ");
            let next = row.next.map(|verb| step(&words.verb_short(verb))).unwrap_or_default();
            let role = if row.overdue {
                Role::Overdue
            } else if row.soon {
                Role::Soon
            } else {
                Role::Normal
            };
            (name_of(row), body, format!("{}{next}", words.state_and_marks(row)), role)
        }
        Entry::Register(row) => {
            let due = row.due.map(|due| words.day_near(due, day)).unwrap_or_default();
            let next = row.next.map(|verb| step(&words.verb_short(verb))).unwrap_or_default();
            let status = words.code(Field::Status, &row.status);
            let role = if row.late { Role::Overdue } else { Role::Normal };
            let note = [status, due].join(" ").trim().to_owned();
            (row.no.clone(), [row.unit.as_str(), &row.title].join(" "), format!("{note}{next}"), role)
        }
        Entry::Chase(row) => {
            let mut told = Vec::new();
            if row.overdue > 0 {
                let n = row.overdue.to_string();
                told.push(
                    words.with("desk-chase", &[("n", n.as_str()), ("days", &row.worst_days.to_string())]),
                );
            }
            if !row.missing.is_empty() {
                told.push(words.with("desk-chase-missing", &[("papers", words.list(&row.missing))]));
            }
            if let Some(on) = row.chased_on {
                let (by, promised_for) = (row.chased_by.clone(), row.promised_for);
                told.push(words.chased(&Chased { on, by, promised_for, times: 1 }, day));
            }
            let who = row.person.as_ref().map(|p| [p.name.as_str(), &p.phone].join(" "));
            let who = who.unwrap_or_else(|| words.get("desk-nobody"));
            (row.unit.clone(), told.join(" "), who, Role::Accent)
        }
        Entry::News(line) => {
            let told = fact_text(line, words, day);
            (told.on, format!("{} {}", line.no, told.act), told.who, Role::Dim)
        }
        Entry::Task(task) => {
            let left = task.days_left.map(|days| days_left(words, days)).unwrap_or_default();
            let role = if task.days_left.is_some_and(|days| days < 0) { Role::Dim } else { Role::Soon };
            (task.text.clone(), task.work.clone(), left, role)
        }
        Entry::Draft(draft) => (String::new(), draft.told(words), String::new(), Role::Soon),
    }
}
