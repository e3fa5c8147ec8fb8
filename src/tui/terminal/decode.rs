//! Bytes from the terminal into keys and pastes.
//!
//! Own code rather than crossterm's reader, for three reasons: that one spins when the terminal is
//! gone, blocks inside a half-received sequence, and is deaf for ever after a paste that never ends.
//! Here nothing waits for ever: whatever is unfinished is given up after a pause ([`Decoder::patience`]).

use super::scan::{Scan, scan};
use crate::keymap::{Code, Key};
use std::time::Duration;

/// What was done with the mouse, and where: counted from 0 at the upper left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mouse {
    pub kind: MouseKind,
    pub x: u16,
    pub y: u16,
}

/// What the desk listens to of a mouse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MouseKind {
    Press,
    WheelUp,
    WheelDown,
}

/// What a stretch of bytes meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    Key(Key),
    Mouse(Mouse),
    /// Between the markers of a bracketed paste, as sent (line ends not yet unified).
    Paste(String),
    /// The cursor's column, counted from 1, asked for by the width probe.
    Column(u16),
}

const ESC: u8 = 0x1B;
const PASTE_END: &[u8] = b"\x1B[201~";
/// A lone ESC is the Esc key if nothing follows for so long (slow links split sequences).
const AFTER_ESC: Duration = Duration::from_millis(40);
/// Half a sequence or half a character is noise after so long.
const AFTER_PART: Duration = Duration::from_millis(100);
/// A paste that pauses so long has lost its end.
const IN_PASTE: Duration = Duration::from_millis(400);
/// A control sequence that gets so long is noise.
const LONGEST: usize = 4096;
/// A larger paste is passed on in pieces of this many bytes.
const PASTE_PIECE: usize = 8 << 20;

/// Turns bytes into [`Input`]. Keeps what is unfinished between calls.
#[derive(Debug, Default)]
pub struct Decoder {
    bytes: Vec<u8>,
    pasting: bool,
    /// A cursor report is expected; else its sequence is F3 with modifiers.
    pub expects_report: bool,
}

impl Decoder {
    /// Takes in `bytes` and appends what they finish to `out`.
    pub fn feed(&mut self, bytes: &[u8], out: &mut Vec<Input>) {
        self.bytes.extend_from_slice(bytes);
        self.run(out);
    }

    /// How long to wait for the rest of what is unfinished before calling [`Decoder::give_up`];
    /// `None` when nothing is unfinished.
    pub fn patience(&self) -> Option<Duration> {
        match self.bytes.as_slice() {
            // Someone strikes Esc or Ctrl-C to get out of a paste that does not end.
            [.., ESC | 0x03] if self.pasting => Some(AFTER_ESC),
            _ if self.pasting => Some(IN_PASTE),
            [] => None,
            [ESC] => Some(AFTER_ESC),
            _ => Some(AFTER_PART),
        }
    }

    /// Ends what is unfinished: a lone ESC was the key, a paste ends here, the rest was noise.
    pub fn give_up(&mut self, out: &mut Vec<Input>) {
        let bytes = std::mem::take(&mut self.bytes);
        if std::mem::take(&mut self.pasting) {
            let whole = bytes.strip_suffix(&[ESC]).or(bytes.strip_suffix(&[0x03])).unwrap_or(&bytes);
            out.extend(pasted(whole));
            return;
        }
        match bytes.as_slice() {
            [ESC] => out.push(Input::Key(Key::plain(Code::Esc))),
            [ESC, c @ (b'[' | b']' | b'O' | b'P')] => {
                out.push(Input::Key(Key::new(Code::Char(*c as char), false, true, false)));
            }
            _ => {}
        }
    }

    fn run(&mut self, out: &mut Vec<Input>) {
        let mut at = 0;
        while at < self.bytes.len() {
            if self.pasting {
                let Some(end) = find(&self.bytes[at..], PASTE_END) else { break };
                out.extend(pasted(&self.bytes[at..at + end]));
                at += end + PASTE_END.len();
                self.pasting = false;
                continue;
            }
            match scan(&self.bytes[at..], self.expects_report) {
                Scan::Take(len, input) => {
                    out.extend(input);
                    at += len;
                }
                Scan::PasteStart(len) => {
                    self.pasting = true;
                    at += len;
                }
                Scan::More => break,
            }
        }
        self.bytes.drain(..at);
        if self.pasting && self.bytes.len() > PASTE_PIECE {
            out.extend(pasted(&std::mem::take(&mut self.bytes)));
        } else if !self.pasting && self.bytes.len() > LONGEST {
            self.bytes.clear();
        }
    }
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

fn pasted(bytes: &[u8]) -> Option<Input> {
    (!bytes.is_empty()).then(|| Input::Paste(String::from_utf8_lossy(bytes).into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn decode(bytes: &[u8]) -> Vec<String> {
        let (mut decoder, mut out) = (Decoder::default(), Vec::new());
        decoder.feed(bytes, &mut out);
        if decoder.patience().is_some() {
            decoder.give_up(&mut out);
        }
        out.iter().map(name).collect()
    }

    fn name(input: &Input) -> String {
        match input {
            Input::Key(key) => key.to_string(),
            Input::Paste(text) => format!("<{text}>"),
            Input::Column(n) => format!("@{n}"),
            Input::Mouse(mouse) => format!("{:?}{},{}", mouse.kind, mouse.x, mouse.y),
        }
    }

    #[test]
    fn keys_of_the_common_terminals() {
        let cases: [(&[u8], &[&str]); 25] = [
            (b"aG? ", &["a", "G", "?", "space"]),
            ("天。".as_bytes(), &["天", "。"]),
            (b"\r\n\t\x7f\x08", &["enter", "enter", "tab", "backspace", "backspace"]),
            (b"\x03\x1a\x00\x1f", &["ctrl-c", "ctrl-z", "ctrl-space", "ctrl-7"]),
            (b"\x1b", &["esc"]),
            (b"\x1b\x1b", &["esc", "esc"]),
            (b"\x1b\x1b[A", &["esc", "up"]),
            (b"\x1bx\x1bX\x1bO", &["alt-x", "alt-X", "alt-O"]),
            ("\x1b天".as_bytes(), &["alt-天"]),
            (b"\x1b[A\x1bOB\x1b[1;5C\x1b[1;2D", &["up", "down", "ctrl-right", "shift-left"]),
            (b"\x1b[H\x1b[F\x1b[1~\x1b[4~\x1b[7~\x1b[8~", &["home", "end", "home", "end", "home", "end"]),
            (b"\x1b[5~\x1b[6~\x1b[2~\x1b[3~", &["pageup", "pagedown", "insert", "delete"]),
            (b"\x1bOP\x1bOS\x1b[15~\x1b[17~\x1b[21~\x1b[24~", &["f1", "f4", "f5", "f6", "f10", "f12"]),
            (b"\x1b[[A\x1b[[E", &["f1", "f5"]),
            (b"\x1b[11~\x1b[12~\x1b[1;2R\x1b[28~\x1b[34~", &["f1", "f2", "shift-f3", "f15", "f20"]),
            (b"\x1b[Z\x1b\t", &["shift-tab", "shift-tab"]),
            (b"\x1b[97;5u\x1b[13;2u\x1b[27;5;114~", &["ctrl-a", "shift-enter", "ctrl-r"]),
            (b"\x1b[97;1:3u\x1b[1;1:3A", &[]),
            (b"\x1b[I\x1b[O\x1b[201~\x1b[<0;3;4m\x1b[<35;3;4M\x1b[<0;3M\x1b[<0;0;1M", &[]),
            (b"\x1b[<0;3;4M\x1b[<64;1;1M\x1b[<65;200;300M", &["Press2,3", "WheelUp0,0", "WheelDown199,299"]),
            (b"\x1b]11;rgb:0/0/0\x07a\x1b]0;x\x1b\\b", &["a", "b"]),
            (b"\x1b[200~ab\rc\x1b[201~d", &["<ab\rc>", "d"]),
            (b"\x1b[200~\x1b[201~d", &["d"]),
            (b"\x1b[1\x1b[B", &["down"]),
            (b"\xff\xc3(\xe5\xa4z", &["(", "z"]),
        ];
        for (bytes, wanted) in cases {
            assert_eq!(decode(bytes), wanted, "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn a_report_is_only_one_when_asked_for() {
        let (mut decoder, mut out) = (Decoder { expects_report: true, ..Decoder::default() }, Vec::new());
        decoder.feed(b"a\x1b[1;3R", &mut out);
        assert_eq!(out.iter().map(name).collect::<Vec<_>>(), ["a", "@3"]);
    }

    #[test]
    fn a_paste_without_an_end_is_given_up() {
        let (mut decoder, mut out) = (Decoder::default(), Vec::new());
        decoder.feed(b"\x1b[200~abc", &mut out);
        assert_eq!((out.len(), decoder.patience()), (0, Some(IN_PASTE)));
        decoder.feed(b"\x1b", &mut out);
        assert_eq!(decoder.patience(), Some(AFTER_ESC), "Esc gets out of it at once");
        decoder.give_up(&mut out);
        decoder.feed(b"z", &mut out);
        assert_eq!(out.iter().map(name).collect::<Vec<_>>(), ["<abc>", "z"]);
    }

    proptest! {
        /// What a terminal sends means the same however the link cuts it up.
        #[test]
        fn cuts_do_not_matter(cuts in proptest::collection::vec(1usize..5, 0..30)) {
            let bytes = "a\x1b[1;5C天\x1b[200~x元\ry\x1b[201~\x1bOPz\x1b[15~\x1b[[A".as_bytes();
            let (mut decoder, mut out) = (Decoder::default(), Vec::new());
            let mut rest = bytes;
            for cut in cuts {
                let (now, later) = rest.split_at(cut.min(rest.len()));
                decoder.feed(now, &mut out);
                rest = later;
            }
            decoder.feed(rest, &mut out);
            prop_assert_eq!(out.iter().map(name).collect::<Vec<_>>(), decode(bytes));
        }

        /// No noise makes the decoder deaf: after a pause the next key is heard, as itself.
        #[test]
        fn noise_never_deafens(
            noise in proptest::collection::vec(prop_oneof![
                proptest::collection::vec(any::<u8>(), 0..12),
                Just(b"\x1b[200~".to_vec()), Just(b"\x1b[".to_vec()), Just(b"\x1b[?".to_vec()),
                Just(b"\x1b]".to_vec()), Just(b"\x1b[<".to_vec()), Just(b"\x1bO".to_vec()),
            ], 0..20),
        ) {
            let (mut decoder, mut out) = (Decoder::default(), Vec::new());
            for bytes in &noise {
                decoder.feed(bytes, &mut out);
            }
            if decoder.patience().is_some() {
                decoder.give_up(&mut out);
            }
            prop_assert_eq!(decoder.patience(), None);
            out.clear();
            decoder.feed(b"z", &mut out);
            prop_assert_eq!(out, [Input::Key(Key::char('z'))]);
        }
    }
}
