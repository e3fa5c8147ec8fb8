//! Standard output and error: in the locale's encoding, coloured only where wanted, silent on a
//! closed pipe.

use super::args::ColorArg;
use super::failure::Failure;
use crate::text::clean_text;
use encoding_rs::{Encoding, GB18030, UTF_8};
use std::borrow::Cow;
use std::cell::RefCell;
use std::io::{self, BufWriter, Write};

/// What the standard streams are connected to.
#[derive(Debug, Clone, Copy, Default)]
pub struct Surface {
    pub out_is_terminal: bool,
    pub err_is_terminal: bool,
    /// Columns of the terminal.
    pub columns: usize,
}

/// How output looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Aligned and cut to so many columns.
    Fit(usize),
    /// Uncut, fields separated by tabs.
    Tabs,
}

/// Where output goes.
pub struct Streams {
    pub out: Box<dyn Write>,
    pub err: Box<dyn Write>,
}

impl Streams {
    /// Those of the process, standard output buffered.
    pub fn standard() -> Self {
        Self { out: Box::new(BufWriter::new(io::stdout())), err: Box::new(io::stderr()) }
    }
}

/// The streams with the look of what goes there.
pub struct Out {
    to: Box<dyn Write>,
    err: RefCell<Box<dyn Write>>,
    surface: Surface,
    encoding: &'static Encoding,
    color: bool,
    plain: bool,
    /// Messages kept back while a screen stands over them.
    held: RefCell<Option<Vec<String>>>,
}

impl Out {
    /// Output in the encoding the locale names.
    pub fn new(streams: Streams, surface: Surface, codeset: Option<&str>) -> Self {
        let err = RefCell::new(streams.err);
        Self {
            to: streams.out,
            err,
            surface,
            encoding: encoding(codeset),
            color: false,
            plain: false,
            held: RefCell::new(None),
        }
    }

    /// Decides about colour: asked for, or a terminal that knows it and nothing against it.
    pub fn set_look(&mut self, color: ColorArg, plain: bool, no_color: bool) {
        self.plain = plain;
        self.color = match color {
            ColorArg::Always => true,
            ColorArg::Never => false,
            ColorArg::Auto => self.surface.out_is_terminal && !no_color && !plain,
        };
    }

    /// How lists are to be laid out.
    pub fn shape(&self) -> Shape {
        if self.surface.out_is_terminal && !self.plain {
            Shape::Fit(self.surface.columns)
        } else {
            Shape::Tabs
        }
    }

    /// Columns to wrap running text at; `None` leaves lines whole.
    pub fn wrap_at(&self) -> Option<usize> {
        match self.shape() {
            Shape::Fit(columns) => Some(columns.min(100)),
            Shape::Tabs => None,
        }
    }

    /// True when standard error is a terminal, so that progress may be drawn.
    pub fn shows_progress(&self) -> bool {
        self.surface.err_is_terminal
    }

    /// True when colour is on.
    pub fn color(&self) -> bool {
        self.color
    }

    /// A line of data. Control characters in it are made harmless.
    pub fn line(&mut self, text: &str) -> Result<(), Failure> {
        let text = clean_text(text);
        self.write(&format!("{text}\n"))
    }

    /// A line that this program painted itself; its parts are clean already.
    pub fn painted(&mut self, text: &str) -> Result<(), Failure> {
        self.write(&format!("{text}\n"))
    }

    /// One JSON object: always UTF-8, indented for a reader at a terminal.
    pub fn json<T: serde::Serialize>(&mut self, value: &T) -> Result<(), Failure> {
        let text = if self.surface.out_is_terminal {
            serde_json::to_string_pretty(value)
        } else {
            serde_json::to_string(value)
        };
        let text = text.map_err(|error| Failure::output(&io::Error::other(error)))?;
        self.bytes(format!("{text}\n").as_bytes())
    }

    /// Raw text in the locale's encoding.
    pub fn write(&mut self, text: &str) -> Result<(), Failure> {
        let bytes = encode(text, self.encoding);
        self.bytes(&bytes)
    }

    fn bytes(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.to.write_all(bytes).map_err(|error| Failure::output(&error))
    }

    /// A message for the person at the terminal, on standard error.
    pub fn say(&self, text: &str) {
        match self.held.borrow_mut().as_mut() {
            Some(held) => held.push(text.to_owned()),
            None => self.tell(&format!("{}\n", clean_text(text))),
        }
    }

    /// From here on a screen is shown: messages wait until it is gone, progress is not drawn.
    pub fn hold(&self) {
        self.held.borrow_mut().get_or_insert_default();
    }

    /// The screen is gone: says what has waited.
    pub fn release(&self) {
        let held = self.held.borrow_mut().take().unwrap_or_default();
        held.iter().for_each(|text| self.say(text));
    }

    /// Redraws the one line of progress.
    pub fn progress(&self, text: &str) {
        if self.shows_progress() && self.held.borrow().is_none() {
            self.tell(&format!("\r\x1b[K{text}"));
        }
    }

    fn tell(&self, text: &str) {
        // Nobody to tell it to is no reason to fail.
        let _ = self.err.borrow_mut().write_all(&encode(text, self.encoding));
    }

    /// Sends what is buffered.
    pub fn flush(&mut self) -> Result<(), Failure> {
        self.to.flush().map_err(|error| Failure::output(&error))
    }
}

/// The encoding of a codeset. The Chinese national ones are all written as GB18030, which contains
/// them and knows every character.
fn encoding(codeset: Option<&str>) -> &'static Encoding {
    let Some(name) = codeset else { return UTF_8 };
    let known =
        Encoding::for_label(name.as_bytes()).or_else(|| Encoding::for_label_no_replacement(name.as_bytes()));
    match known.map(Encoding::name) {
        Some("GBK" | "gb18030") => GB18030,
        Some(_) => known.unwrap_or(UTF_8),
        None => UTF_8,
    }
}

/// `text` in an encoding; what it does not know becomes `?`.
fn encode<'a>(text: &'a str, to: &'static Encoding) -> Cow<'a, [u8]> {
    if to == UTF_8 {
        return Cow::Borrowed(text.as_bytes());
    }
    let (bytes, _, lost) = to.encode(text);
    if !lost {
        return bytes;
    }
    // The library writes `&#183382;` for what it cannot say; a question mark reads better.
    let mut buffer = [0; 4];
    let mut out = Vec::with_capacity(text.len());
    for c in text.chars() {
        match to.encode(c.encode_utf8(&mut buffer)) {
            (_, _, true) => out.push(b'?'),
            (bytes, _, false) => out.extend_from_slice(&bytes),
        }
    }
    Cow::Owned(out)
}

/// An argument as text: as it stands, or else as the locale spells it.
pub fn decode_argument(bytes: &[u8], codeset: Option<&str>) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding(codeset).decode_without_bom_handling(bytes).0.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gbk_terminals_get_gbk() {
        for name in ["GBK", "gb2312", "GB18030", "gb18030"] {
            assert_eq!(encode("整改", encoding(Some(name))).as_ref(), [0xD5, 0xFB, 0xB8, 0xC4]);
        }
        assert_eq!(encode("㙍", encoding(Some("GBK"))).len(), 4, "beyond GBK, still itself");
        assert_eq!(encode("整改", encoding(None)).as_ref(), "整改".as_bytes());
        assert_eq!(encode("a整b", encoding(Some("ISO-8859-1"))).as_ref(), b"a?b");
        assert_eq!(encoding(Some("no such codeset")), UTF_8);
    }

    #[test]
    fn arguments_of_a_gbk_locale_are_read() {
        assert_eq!(decode_argument(&[0xD5, 0xFB, 0xB8, 0xC4], Some("GBK")), "整改");
        assert_eq!(decode_argument("整改".as_bytes(), Some("GBK")), "整改");
    }

    #[test]
    fn colour_is_for_terminals_or_on_request() {
        let mut out =
            Out::new(Streams::standard(), Surface { out_is_terminal: true, ..Surface::default() }, None);
        let color = |out: &mut Out, arg, plain, no_color| {
            out.set_look(arg, plain, no_color);
            out.color()
        };
        assert!(color(&mut out, ColorArg::Auto, false, false));
        assert!(!color(&mut out, ColorArg::Auto, false, true));
        assert!(!color(&mut out, ColorArg::Auto, true, false));
        let mut piped = Out::new(Streams::standard(), Surface::default(), None);
        assert!(!color(&mut piped, ColorArg::Auto, false, false));
        assert!(color(&mut piped, ColorArg::Always, false, true));
        assert_eq!(piped.shape(), Shape::Tabs);
    }
}
