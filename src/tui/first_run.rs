//! The first screen, where there is no store yet: try it, start a campaign, or join an office.

use super::options::{Options, Trouble};
use super::run::{Stage, Struck, keep, next_event, stage};
use super::theme::{Role, Theme};
use super::widgets::line_input::{Edit, LineInput};
use super::widgets::paint::{put, put_wrapped};
use super::widgets::{notice, picker};
use crate::i18n::Words;
use crate::keymap::{Code, Key};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

/// What the user wants to begin with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FirstRun {
    /// The desk on made-up data.
    Demo,
    /// A real campaign.
    Start(Start),
    /// An office that runs already.
    Join,
    Quit,
}

/// The answers of the five questions. Pasted texts are as pasted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Start {
    pub member_name: String,
    /// One clerk alone, not several on one machine.
    pub alone: bool,
    pub contacts: String,
    pub units: String,
    /// Whether complainants' names may be kept.
    pub keep_names: bool,
}

/// Which question is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Page {
    Begin,
    Who,
    Alone,
    Contacts,
    Units,
    Names,
    Confirm,
    Join,
}

impl Page {
    fn code(self) -> &'static str {
        match self {
            Page::Begin => "begin",
            Page::Who => "who",
            Page::Alone => "alone",
            Page::Contacts => "contacts",
            Page::Units => "units",
            Page::Names => "names",
            Page::Confirm => "confirm",
            Page::Join => "join",
        }
    }

    /// How many numbered answers it has.
    fn answers(self) -> u8 {
        match self {
            Page::Begin => 4,
            Page::Who => 0,
            Page::Alone | Page::Names | Page::Contacts | Page::Units => 2,
            Page::Confirm => 2,
            Page::Join => 1,
        }
    }
}

/// The questions while they are answered.
pub struct Questions {
    words: Words,
    theme: Theme,
    page: Page,
    cursor: usize,
    name: LineInput,
    start: Start,
}

impl Questions {
    /// The first question.
    pub fn new(words: Words, theme: Theme) -> Self {
        let name = LineInput::new("").limited(20);
        Self { words, theme, page: Page::Begin, cursor: 0, name, start: Start::default() }
    }

    /// Takes a key; the answer when all is said.
    pub fn key(&mut self, key: Key) -> Option<FirstRun> {
        if self.page == Page::Who {
            return self.who(key);
        }
        let last = usize::from(self.page.answers()).saturating_sub(1);
        match key.code() {
            Code::Up => self.cursor = self.cursor.saturating_sub(1),
            Code::Down => self.cursor = (self.cursor + 1).min(last),
            Code::Esc => return self.back(),
            Code::Enter => return self.answer(self.cursor as u8 + 1),
            _ => {
                let digit = key.digit().filter(|digit| (1..=self.page.answers()).contains(digit))?;
                return self.answer(digit);
            }
        }
        None
    }

    fn who(&mut self, key: Key) -> Option<FirstRun> {
        match key.code() {
            Code::Esc => return self.back(),
            Code::Enter if !self.name.value().trim().is_empty() => {
                self.name.value().trim().clone_into(&mut self.start.member_name);
                self.go(Page::Alone);
            }
            _ => {
                let _: Edit = self.name.handle(key);
            }
        }
        None
    }

    /// Takes a paste: a list of contacts or units, else into the name.
    pub fn paste(&mut self, text: &str) {
        match self.page {
            Page::Contacts => text.clone_into(&mut self.start.contacts),
            Page::Units => text.clone_into(&mut self.start.units),
            Page::Who => {
                self.name.insert(text);
            }
            _ => {}
        }
    }

    fn go(&mut self, page: Page) {
        self.page = page;
        self.cursor = 0;
    }

    fn back(&mut self) -> Option<FirstRun> {
        let before = match self.page {
            Page::Begin => return Some(FirstRun::Quit),
            Page::Who | Page::Join => Page::Begin,
            Page::Alone => Page::Who,
            Page::Contacts => Page::Alone,
            Page::Units => Page::Contacts,
            Page::Names => Page::Units,
            Page::Confirm => Page::Names,
        };
        self.go(before);
        None
    }

    fn answer(&mut self, digit: u8) -> Option<FirstRun> {
        match (self.page, digit) {
            (Page::Begin, 1) => return Some(FirstRun::Demo),
            (Page::Begin, 2) => self.go(Page::Who),
            (Page::Begin, 3) => self.go(Page::Join),
            (Page::Begin, _) => return Some(FirstRun::Quit),
            (Page::Alone, digit) => {
                self.start.alone = digit == 1;
                self.go(Page::Contacts);
            }
            (Page::Contacts, digit) => {
                if digit == 2 {
                    self.start.contacts.clear();
                }
                self.go(Page::Units);
            }
            (Page::Units, digit) => {
                if digit == 2 {
                    self.start.units.clear();
                }
                self.go(Page::Names);
            }
            (Page::Names, digit) => {
                self.start.keep_names = digit == 2;
                self.go(Page::Confirm);
            }
            (Page::Confirm, 1) => return Some(FirstRun::Start(self.start.clone())),
            (Page::Confirm, _) => self.go(Page::Who),
            (Page::Join, _) => return Some(FirstRun::Join),
            (Page::Who, _) => {}
        }
        None
    }

    /// Paints the question; the caret's place when a name is typed, and whether it is to be seen.
    pub fn draw(&self, buf: &mut Buffer, area: Rect) -> (Option<Position>, bool) {
        let words = &self.words;
        if notice::is_too_small(area) {
            notice::draw(buf, area, &words.get("screen-too-small"));
            return (None, false);
        }
        let style = |role| self.theme.style(role);
        put(buf, area.x + 2, area.y + 1, area.width - 2, &words.get("opening-title"), style(Role::Heading));
        let inner = Rect::new(area.x + 2, area.y + 3, area.width.saturating_sub(4).min(72), area.height - 4);
        let used =
            put_wrapped(buf, inner, &words.get(&format!("opening-{}", self.page.code())), 0, Style::new())
                as u16;
        let mut y = inner.y + used + 1;
        if self.page == Page::Who {
            let used = put(buf, inner.x, y, inner.width, "> ", style(Role::HintKey));
            let line = Rect { x: inner.x + used, y, width: inner.width - used, height: 1 };
            let caret = self.name.draw(buf, line, Style::new());
            put_wrapped(
                buf,
                Rect { y: y + 2, height: 2, ..inner },
                &words.get("opening-who-hint"),
                0,
                style(Role::Dim),
            );
            return (Some(caret), true);
        }
        if let Some(pasted) = self.pasted() {
            let lines = pasted.lines().filter(|line| !line.trim().is_empty()).count();
            let text = words.with("opening-pasted", &[("n", lines.to_string())]);
            put(buf, inner.x, y, inner.width, &text, style(Role::Accent));
            for line in pasted.lines().filter(|line| !line.trim().is_empty()).take(3) {
                y += 1;
                put(
                    buf,
                    inner.x + 2,
                    y,
                    inner.width.saturating_sub(2),
                    &crate::text::clean(line),
                    style(Role::Dim),
                );
            }
            y += 2;
        }
        let label = |n: u8| words.get(&format!("opening-{}-{n}", self.page.code()));
        let labels: Vec<String> = (1..=self.page.answers()).map(label).collect();
        let choices: Vec<picker::Choice> = (labels.iter().enumerate())
            .map(|(n, label)| picker::Choice {
                key: (n + 1).to_string().into(),
                label: label.as_str().into(),
                ..picker::Choice::default()
            })
            .collect();
        let list = Rect { y, height: (area.bottom() - 1).saturating_sub(y), ..inner };
        let park = picker::draw(buf, list, &choices, 0, self.cursor, self.theme);
        put(buf, inner.x, area.bottom() - 1, inner.width, &words.get("opening-keys"), style(Role::Dim));
        (park, false)
    }

    /// What was pasted for this question.
    fn pasted(&self) -> Option<&str> {
        let text = match self.page {
            Page::Contacts => &self.start.contacts,
            Page::Units => &self.start.units,
            _ => return None,
        };
        (!text.is_empty()).then_some(text)
    }
}

/// Asks the first questions. The terminal stays taken for the desk that follows, unless the answer is
/// [`FirstRun::Quit`] or [`FirstRun::Join`]; whoever prints instead calls
/// [`super::terminal::restore`] first.
///
/// # Errors
/// The terminal failed.
pub fn first_run(options: &Options) -> Result<FirstRun, Trouble> {
    let mut stage: Stage = stage(options)?;
    let mut questions = Questions::new(options.words.clone(), options.theme());
    let answer = loop {
        stage.screen.draw(|frame| {
            let area = frame.area();
            let (at, shown) = questions.draw(frame.buffer_mut(), area);
            if let Some(at) = at.filter(|_| shown) {
                frame.set_cursor_position(at);
            }
            at
        })?;
        let answer = match next_event(&stage) {
            Some(Struck::Key(key)) => questions.key(key),
            Some(Struck::Paste(text)) => {
                questions.paste(&text);
                None
            }
            Some(Struck::Nothing) => None,
            None => Some(FirstRun::Quit),
        };
        if let Some(answer) = answer {
            break answer;
        }
    };
    if matches!(answer, FirstRun::Demo | FirstRun::Start(_)) {
        let words = &options.words;
        stage.screen.draw(|frame| {
            let area = frame.area();
            notice::draw(frame.buffer_mut(), area, &words.get("opening-wait"));
            None
        })?;
        keep(stage);
    }
    Ok(answer)
}
