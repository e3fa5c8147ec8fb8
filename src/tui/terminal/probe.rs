//! Asks the terminal how wide it draws signs of doubtful width, before the screen is entered.

use super::decode::{Decoder, Input};
use super::glyph::Glyphs;
use super::mode;
use super::reader::{Wait, read, wait};
use std::time::{Duration, Instant};

/// Three signs that Chinese fonts may draw two columns wide.
const SIGNS: &str = "─“…";
/// A terminal that has not answered by then does not answer.
const TIMEOUT: Duration = Duration::from_millis(500);

/// How wide the terminal draws them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubtful {
    /// One column each, as is assumed everywhere.
    Narrow,
    /// Some or all take two.
    Wide,
    /// It does not even take them for characters: its encoding is not UTF-8.
    Garbled,
    /// It did not say.
    Silent,
}

impl Doubtful {
    /// The signs that can be drawn on such a terminal.
    pub fn glyphs(self) -> Glyphs {
        match self {
            Self::Narrow | Self::Silent => Glyphs::Full,
            Self::Wide | Self::Garbled => Glyphs::Ascii,
        }
    }

    /// What the column of the cursor after the signs says, counted from 1.
    fn from_column(column: u16) -> Self {
        match column {
            4 => Self::Narrow,
            5..=7 => Self::Wide,
            _ => Self::Garbled,
        }
    }
}

/// Asks, in raw mode on the ordinary screen. What was typed meanwhile is appended to `early`.
pub(super) fn ask(decoder: &mut Decoder, early: &mut Vec<Input>) -> std::io::Result<Doubtful> {
    mode::write_all(format!("\r{SIGNS}\x1b[6n").as_bytes())?;
    decoder.expects_report = true;
    let answer = listen(decoder, early);
    decoder.expects_report = false;
    mode::write_all(b"\r\x1b[K")?;
    Ok(answer)
}

fn listen(decoder: &mut Decoder, early: &mut Vec<Input>) -> Doubtful {
    let start = Instant::now();
    let mut bytes = [0; 1024];
    while let Some(left) = TIMEOUT.checked_sub(start.elapsed()) {
        if wait(Some(left)) != Wait::Ready {
            continue;
        }
        let Some(bytes) = read(&mut bytes) else { break };
        let mut inputs = Vec::new();
        decoder.feed(bytes, &mut inputs);
        let mut answer = None;
        for input in inputs {
            match input {
                Input::Column(column) => answer = Some(Doubtful::from_column(column)),
                input => early.push(input),
            }
        }
        if let Some(answer) = answer {
            return answer;
        }
    }
    Doubtful::Silent
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn the_columns_tell() {
        let column = |width: usize| Doubtful::from_column(1 + width as u16);
        assert_eq!(column(SIGNS.width()), Doubtful::Narrow);
        assert_eq!(column(SIGNS.width_cjk()), Doubtful::Wide);
        assert_eq!(column(SIGNS.len()), Doubtful::Garbled, "taken for single bytes");
        assert_eq!(Doubtful::Silent.glyphs(), Glyphs::Full);
        assert_eq!(Doubtful::Wide.glyphs(), Glyphs::Ascii);
    }
}
