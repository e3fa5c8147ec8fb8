//! Draws frames: ratatui's widgets fill a buffer, the canvas turns it into bytes.

use super::canvas::{Canvas, Caret};
use super::glyph::{Glyphs, to_ascii};
use super::wide::heal;
use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer;
use ratatui::layout::{Position, Size};
use ratatui::{Frame, Terminal};
use std::cell::Cell;
use std::convert::Infallible;
use std::rc::Rc;

/// Makes the bytes of one frame after another. Knows no terminal; the size is told.
pub struct Painter {
    terminal: Terminal<Slate>,
    caret: Rc<Cell<Caret>>,
    canvas: Canvas,
    glyphs: Glyphs,
}

impl Painter {
    /// A painter for a screen of so many columns and rows, both of which may be 0.
    pub fn new(width: u16, height: u16, glyphs: Glyphs) -> Self {
        let caret = Rc::default();
        let slate = Slate { size: Size { width, height }, caret: Rc::clone(&caret) };
        let terminal = Terminal::new(slate).unwrap_or_else(|never| match never {});
        Self { terminal, caret, canvas: Canvas::default(), glyphs }
    }

    /// Changes the size; the next frame is drawn whole if it differs.
    pub fn resize(&mut self, width: u16, height: u16) {
        self.terminal.backend_mut().size = Size { width, height };
    }

    /// Forgets what the terminal shows.
    pub fn forget(&mut self) {
        self.canvas.forget();
    }

    /// The bytes that show what `view` draws; none when that is shown already. The cursor goes where
    /// the frame sets it; if the frame sets none it is hidden and parked where `view` says.
    pub fn draw(&mut self, view: impl FnOnce(&mut Frame) -> Option<Position>) -> Vec<u8> {
        let (glyphs, mut park) = (self.glyphs, None);
        let draw = |frame: &mut Frame| {
            park = view(frame);
            if glyphs == Glyphs::Ascii {
                to_ascii(frame.buffer_mut());
            }
            heal(frame.buffer_mut());
        };
        let frame = self.terminal.draw(draw).unwrap_or_else(|never| match never {}).buffer;
        let mut caret = self.caret.get();
        if let Some(at) = park.filter(|_| !caret.visible) {
            caret.at = at;
        }
        caret.at.x = caret.at.x.min(frame.area.width.saturating_sub(1));
        caret.at.y = caret.at.y.min(frame.area.height.saturating_sub(1));
        self.canvas.paint(frame, caret)
    }
}

/// A backend that draws nothing: it tells ratatui the size and remembers the cursor.
struct Slate {
    size: Size,
    caret: Rc<Cell<Caret>>,
}

impl Slate {
    fn change(&self, change: impl FnOnce(&mut Caret)) {
        let mut caret = self.caret.get();
        change(&mut caret);
        self.caret.set(caret);
    }
}

impl Backend for Slate {
    type Error = Infallible;

    /// Takes nothing of the comparison, which is lazy and so is never made.
    fn draw<'a, I>(&mut self, _content: I) -> Result<(), Infallible>
    where
        I: Iterator<Item = (u16, u16, &'a buffer::Cell)>,
    {
        Ok(())
    }

    fn hide_cursor(&mut self) -> Result<(), Infallible> {
        self.change(|caret| caret.visible = false);
        Ok(())
    }

    fn show_cursor(&mut self) -> Result<(), Infallible> {
        self.change(|caret| caret.visible = true);
        Ok(())
    }

    fn get_cursor_position(&mut self) -> Result<Position, Infallible> {
        Ok(self.caret.get().at)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> Result<(), Infallible> {
        self.change(|caret| caret.at = position.into());
        Ok(())
    }

    fn clear(&mut self) -> Result<(), Infallible> {
        Ok(())
    }

    fn clear_region(&mut self, _region: ClearType) -> Result<(), Infallible> {
        Ok(())
    }

    fn size(&self) -> Result<Size, Infallible> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> Result<WindowSize, Infallible> {
        Ok(WindowSize { columns_rows: self.size, pixels: Size::default() })
    }

    fn flush(&mut self) -> Result<(), Infallible> {
        Ok(())
    }
}
