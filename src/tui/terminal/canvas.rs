//! What the terminal shows, and the fewest bytes that make it show the next frame.
//!
//! ratatui's own comparison is not used: it leaves stale cells beside wide characters, and its
//! backend moves the cursor after each of them. Here a row is compared glyph by glyph, in steps at
//! which neither the old nor the new frame cuts a wide character.

use super::wide::columns;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};
use std::io::Write;

/// Unchanged columns that are cheaper to repeat than to jump over.
const GAP: u16 = 4;
/// A frame shorter than this cannot be seen half drawn; it is sent without ceremony.
const SMALL: usize = 160;

/// Where the cursor is put after a frame. It is put somewhere even when hidden: input methods and
/// magnifiers follow it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Caret {
    pub at: Position,
    pub visible: bool,
}

/// The frame the terminal shows.
#[derive(Debug, Default)]
pub struct Canvas {
    /// `None` when it is not known what the terminal shows.
    shown: Option<(Buffer, Caret)>,
}

impl Canvas {
    /// Forgets what is shown; the next frame is drawn whole.
    pub fn forget(&mut self) {
        self.shown = None;
    }

    /// The bytes that turn what is shown into `next`, which must have been healed. None when nothing
    /// changed.
    pub fn paint(&mut self, next: &Buffer, caret: Caret) -> Vec<u8> {
        let known = self.shown.take().filter(|(shown, _)| shown.area == next.area);
        let fresh = known.is_none();
        let (mut shown, last_caret) =
            known.unwrap_or_else(|| (Buffer::empty(next.area), Caret { visible: !caret.visible, ..caret }));
        let mut pen = Pen::default();
        if fresh {
            pen.bytes.extend_from_slice(b"\x1b[0m\x1b[2J");
        }
        let width = next.area.width as usize;
        if width > 0 {
            let rows = shown.content.chunks_mut(width).zip(next.content.chunks(width));
            for (y, (old, new)) in rows.enumerate() {
                if old != new {
                    pen.row(y as u16, old, new);
                    old.clone_from_slice(new);
                }
            }
        }
        self.shown = Some((shown, caret));
        pen.finish(last_caret, caret)
    }
}

/// Writes cells, remembering where the cursor is and in what style it writes.
#[derive(Default)]
struct Pen {
    bytes: Vec<u8>,
    /// `None` when the terminal and we may disagree.
    at: Option<(u16, u16)>,
    row: u16,
    style: (Color, Color, Modifier),
}

impl Pen {
    /// Writes what changed in one row.
    fn row(&mut self, y: u16, old: &[Cell], new: &[Cell]) {
        self.row = y;
        let width = new.len() as u16;
        let mut x = 0;
        let mut written = None;
        while x < width {
            let end = common_end(old, new, x);
            let span = x as usize..end as usize;
            if old[span.clone()] != new[span] {
                let from = written.filter(|last| x - last <= GAP).unwrap_or(x);
                self.glyphs(new, from, end);
                written = Some(end);
            }
            x = end;
        }
    }

    fn glyphs(&mut self, cells: &[Cell], from: u16, to: u16) {
        let mut x = from;
        while x < to {
            let cell = &cells[x as usize];
            self.go(x);
            self.dress(cell);
            self.bytes.extend_from_slice(cell.symbol().as_bytes());
            x += columns(cell);
            // At the right edge and after a sign that terminals measure differently, ask again.
            let sure = (x as usize) < cells.len() && is_steady(cell.symbol());
            self.at = sure.then_some((x, self.row));
        }
    }

    fn go(&mut self, x: u16) {
        match self.at {
            Some(at) if at == (x, self.row) => {}
            _ => self.jump(x, self.row),
        }
    }

    fn jump(&mut self, x: u16, y: u16) {
        // Writing to memory does not fail.
        let _ = match self.at {
            Some((_, row)) if row == y => write!(self.bytes, "\x1b[{}G", x + 1),
            _ => write!(self.bytes, "\x1b[{};{}H", y + 1, x + 1),
        };
        self.at = Some((x, y));
    }

    fn dress(&mut self, cell: &Cell) {
        let style = (cell.fg, cell.bg, cell.modifier);
        if style == self.style {
            return;
        }
        self.style = style;
        self.bytes.extend_from_slice(b"\x1b[0");
        for (modifier, code) in MODIFIERS {
            if cell.modifier.contains(modifier) {
                let _ = write!(self.bytes, ";{code}");
            }
        }
        colour(&mut self.bytes, cell.fg, 30);
        colour(&mut self.bytes, cell.bg, 40);
        self.bytes.push(b'm');
    }

    /// Puts the cursor where it belongs and wraps the frame.
    fn finish(mut self, last: Caret, caret: Caret) -> Vec<u8> {
        if self.style != Default::default() {
            self.bytes.extend_from_slice(b"\x1b[0m");
        }
        let drawn = !self.bytes.is_empty();
        if !drawn && last == caret {
            return Vec::new();
        }
        let big = self.bytes.len() > SMALL;
        if self.at != Some((caret.at.x, caret.at.y)) {
            self.jump(caret.at.x, caret.at.y);
        }
        let hide = if last.visible && (big || !caret.visible) { "\x1b[?25l" } else { "" };
        let show = if caret.visible && (!last.visible || big) { "\x1b[?25h" } else { "" };
        if !big {
            return [hide.as_bytes(), &self.bytes, show.as_bytes()].concat();
        }
        let parts = [b"\x1b[?2026h", hide.as_bytes(), &self.bytes, show.as_bytes(), b"\x1b[?2026l"];
        parts.concat()
    }
}

/// The next column after `x` at which neither row is in the middle of a wide character.
fn common_end(old: &[Cell], new: &[Cell], x: u16) -> u16 {
    let (mut a, mut b) = (x, x);
    loop {
        if a <= b {
            a += columns(&old[a as usize]);
        } else {
            b += columns(&new[b as usize]);
        }
        if a == b || a as usize >= old.len() || b as usize >= new.len() {
            return a.max(b).min(new.len() as u16);
        }
    }
}

/// True of what every terminal measures alike, once it is known how it measures `─` and `“`.
fn is_steady(symbol: &str) -> bool {
    let mut chars = symbol.chars();
    let (Some(c), None) = (chars.next(), chars.next()) else {
        return false;
    };
    matches!(c, ' '..='~' | '\u{2010}'..='\u{2027}' | '\u{2500}'..='\u{25FF}' | '\u{3001}'..='\u{303E}'
        | '\u{4E00}'..='\u{9FFF}' | '\u{FF01}'..='\u{FF60}')
}

const MODIFIERS: [(Modifier, u8); 7] = [
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::SLOW_BLINK, 5),
    (Modifier::REVERSED, 7),
    (Modifier::CROSSED_OUT, 9),
];

fn colour(bytes: &mut Vec<u8>, colour: Color, base: u8) {
    let named = |n: u8| if n < 8 { base + n } else { base + 52 + n };
    let code = match colour {
        Color::Reset => return,
        Color::Black => named(0),
        Color::Red => named(1),
        Color::Green => named(2),
        Color::Yellow => named(3),
        Color::Blue => named(4),
        Color::Magenta => named(5),
        Color::Cyan => named(6),
        Color::Gray => named(7),
        Color::DarkGray => named(8),
        Color::LightRed => named(9),
        Color::LightGreen => named(10),
        Color::LightYellow => named(11),
        Color::LightBlue => named(12),
        Color::LightMagenta => named(13),
        Color::LightCyan => named(14),
        Color::White => named(15),
        Color::Indexed(n) => {
            let _ = write!(bytes, ";{};5;{n}", base + 8);
            return;
        }
        Color::Rgb(r, g, b) => {
            let _ = write!(bytes, ";{};2;{r};{g};{b}", base + 8);
            return;
        }
    };
    let _ = write!(bytes, ";{code}");
}
