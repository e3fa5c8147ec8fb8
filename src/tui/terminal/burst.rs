//! Tells a paste from typing by its speed, for terminals that do not mark pastes.
//!
//! Nobody types eight bytes within 30 ms, so such a burst is a paste and none of it may run as keys.
//! To be sure of that a character is held back until 30 ms have passed without company. What an
//! input method commits (Han characters and nothing else) also comes in one burst, but is typing.

use super::decode::{Input, Mouse};
use crate::keymap::{Code, Key};
use std::collections::VecDeque;
use std::time::Duration;

/// Bytes of printable characters within [`WINDOW`] that make a paste.
const ENOUGH: usize = 8;
/// How long a character is held back.
const WINDOW: Duration = Duration::from_millis(30);
/// A paste is over when nothing came for so long.
const PAUSE: Duration = Duration::from_millis(100);
/// The most an input method commits at once, in bytes: about 20 Han characters.
const COMMIT: usize = 64;

/// What a person did: struck a key or pasted something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    Key(Key),
    /// Lines end with `\n`.
    Paste(String),
    Mouse(Mouse),
}

/// The guard. Times are counted from any fixed moment and never go back.
#[derive(Debug, Default)]
pub struct Burst {
    held: VecDeque<(char, Duration)>,
    /// What came so far of a paste, and when its last character came.
    paste: Option<(String, Duration)>,
}

impl Burst {
    /// Takes in what came at `now` and appends what is settled by it to `out`.
    pub fn push(&mut self, input: Input, now: Duration, out: &mut Vec<Typed>) {
        self.tick(now, out);
        match input {
            Input::Key(key) => match typed_char(key) {
                Some(c) => self.hold(c, now),
                None => {
                    self.settle(out);
                    out.push(Typed::Key(key));
                }
            },
            Input::Paste(text) => {
                self.settle(out);
                out.push(Typed::Paste(unify(&text)));
            }
            Input::Mouse(mouse) => {
                self.settle(out);
                out.push(Typed::Mouse(mouse));
            }
            Input::Column(_) => {}
        }
    }

    /// Lets go of what has waited long enough.
    pub fn tick(&mut self, now: Duration, out: &mut Vec<Typed>) {
        if self.paste.as_ref().is_some_and(|(_, last)| now.saturating_sub(*last) >= PAUSE) {
            self.settle(out);
        }
        while self.held.front().is_some_and(|(_, at)| now.saturating_sub(*at) > WINDOW) {
            out.extend(self.held.pop_front().map(|(c, _)| Typed::Key(key_of(c))));
        }
    }

    /// The moment at which [`Burst::tick`] will have something to let go.
    pub fn due(&self) -> Option<Duration> {
        let paste = self.paste.as_ref().map(|(_, last)| *last + PAUSE);
        let held = self.held.front().map(|(_, at)| *at + WINDOW + Duration::from_millis(1));
        paste.or(held)
    }

    fn hold(&mut self, c: char, now: Duration) {
        if let Some((text, last)) = &mut self.paste {
            text.push(c);
            *last = now;
            return;
        }
        self.held.push_back((c, now));
        let printable: usize =
            self.held.iter().filter(|(c, _)| !c.is_control()).map(|(c, _)| c.len_utf8()).sum();
        let committed = printable <= COMMIT && self.held.iter().all(|(c, _)| !c.is_ascii());
        if printable >= ENOUGH && !committed {
            self.paste = Some((self.held.drain(..).map(|(c, _)| c).collect(), now));
        }
    }

    /// Ends the paste, or lets all that is held go as keys.
    fn settle(&mut self, out: &mut Vec<Typed>) {
        if let Some((text, _)) = self.paste.take() {
            out.push(Typed::Paste(unify(&text)));
        }
        out.extend(self.held.drain(..).map(|(c, _)| Typed::Key(key_of(c))));
    }
}

/// True of what can be part of a pasted text.
pub(super) fn is_text(input: &Input) -> bool {
    match input {
        Input::Key(key) => typed_char(*key).is_some(),
        Input::Paste(_) => true,
        Input::Mouse(_) | Input::Column(_) => false,
    }
}

/// The character a key would put into a pasted text; line ends and tabs count.
fn typed_char(key: Key) -> Option<char> {
    match key.code() {
        _ if key.ctrl() || key.alt() || key.shift() => None,
        Code::Enter => Some('\r'),
        Code::Tab => Some('\t'),
        _ => key.text(),
    }
}

fn key_of(c: char) -> Key {
    match c {
        '\r' => Key::plain(Code::Enter),
        '\t' => Key::plain(Code::Tab),
        c => Key::char(c),
    }
}

fn unify(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LATER: Duration = Duration::from_secs(60);

    /// Keys struck at these milliseconds, and what comes of them, in short.
    fn run(keys: &[(u64, char)]) -> Vec<String> {
        let (mut burst, mut out) = (Burst::default(), Vec::new());
        for (at, c) in keys {
            burst.push(Input::Key(key_of(*c)), Duration::from_millis(*at), &mut out);
        }
        burst.tick(LATER, &mut out);
        assert_eq!(burst.due(), None);
        let name = |typed: &Typed| match typed {
            Typed::Key(key) => key.to_string(),
            Typed::Paste(text) => format!("<{text}>"),
            Typed::Mouse(mouse) => format!("{mouse:?}"),
        };
        out.iter().map(name).collect()
    }

    fn at_once(text: &str) -> Vec<String> {
        run(&text.chars().map(|c| (5, c)).collect::<Vec<_>>())
    }

    #[test]
    fn eight_bytes_at_once_are_a_paste() {
        assert_eq!(at_once("abcdefg"), ["a", "b", "c", "d", "e", "f", "g"]);
        assert_eq!(at_once("abcdefgh"), ["<abcdefgh>"]);
        assert_eq!(at_once("\rqq\tzz x 12"), ["<\nqq\tzz x 12>"], "the first line end does not leak");
        assert_eq!(at_once("天元1"), ["天", "元", "1"]);
        assert_eq!(at_once("天元12"), ["<天元12>"]);
        assert_eq!(at_once("\r\r\r\r\r\r\r\r\r"), ["enter"; 9], "a held key is not a paste");
    }

    #[test]
    fn an_input_method_commits_and_does_not_paste() {
        assert_eq!(at_once("有偿补课，违规"), ["有", "偿", "补", "课", "，", "违", "规"]);
        let long = "天".repeat(40);
        assert_eq!(at_once(&long), [format!("<{long}>")]);
    }

    #[test]
    fn a_slow_start_does_not_hide_a_paste() {
        let keys: Vec<(u64, char)> =
            "xabcdefgh".chars().enumerate().map(|(n, c)| (n as u64 * 3, c)).collect();
        assert_eq!(run(&keys), ["<xabcdefgh>"]);
        let typed: Vec<(u64, char)> =
            "xabcdefgh".chars().enumerate().map(|(n, c)| (n as u64 * 40, c)).collect();
        assert_eq!(run(&typed).len(), 9);
    }

    #[test]
    fn a_paste_with_pauses_stays_one_and_then_typing_goes_on() {
        let mut keys: Vec<(u64, char)> = "abcdefgh".chars().map(|c| (0, c)).collect();
        keys.extend([(80, 'i'), (170, '\r'), (400, 'q')]);
        assert_eq!(run(&keys), ["<abcdefghi\n>", "q"]);
    }

    #[test]
    fn other_keys_wait_for_nothing_and_overtake_nothing() {
        let (mut burst, mut out) = (Burst::default(), Vec::new());
        let key = |text: &str| Input::Key(text.parse().unwrap());
        burst.push(key("a"), Duration::ZERO, &mut out);
        assert!(out.is_empty() && burst.due().is_some());
        burst.push(key("down"), Duration::from_millis(1), &mut out);
        assert_eq!(out, [Typed::Key("a".parse().unwrap()), Typed::Key("down".parse().unwrap())]);
        out.clear();
        burst.push(Input::Paste("a\r\nb\rc".into()), Duration::from_millis(2), &mut out);
        assert_eq!(out, [Typed::Paste("a\nb\nc".into())]);
    }

    proptest! {
        /// Whatever the gaps: a character with seven more within 30 ms never runs as a key, and
        /// nothing is lost or put out of order.
        #[test]
        fn eight_in_any_window_never_run(gaps in proptest::collection::vec(0u64..60, 1..60)) {
            let mut now = 0;
            let keys: Vec<(u64, char)> = gaps.iter().enumerate().map(|(n, gap)| {
                now += gap;
                (now, char::from(b'a' + (n % 26) as u8))
            }).collect();
            let out = run(&keys);
            let text: String = out.iter().map(|s| s.trim_matches(['<', '>'])).collect();
            prop_assert_eq!(text, keys.iter().map(|(_, c)| *c).collect::<String>());
            let mut at = 0;
            for part in &out {
                if part.len() == 1 {
                    let near = |from: usize| from + 7 < keys.len() && keys[from + 7].0 - keys[from].0 <= 30;
                    prop_assert!(!(at.max(7) - 7..=at).any(near), "key {} of {:?}", at, keys);
                    at += 1;
                } else {
                    at += part.len() - 2;
                }
            }
        }
    }
}
