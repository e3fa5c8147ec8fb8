//! A deadline phrase cut into the few words the grammar knows, numbers read, the rest marked.

use super::words;

/// A number as it was written, which matters: `0715` is not 715, and only Han digits make "two or
/// three" out of two digits in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Num {
    /// Its value; `u32::MAX` when too long.
    pub value: u32,
    /// Digits written (a number spelled with tens counts as two).
    pub digits: u8,
    /// Written in Han numerals.
    pub han: bool,
    /// Two Han digits side by side without a ten: "two or three".
    pub pair: bool,
}

impl Num {
    pub const ONE: Self = Self { value: 1, digits: 1, han: true, pair: false };
}

/// Part of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DayPart {
    Early,
    Morning,
    Noon,
    Afternoon,
    Evening,
}

/// One word of a deadline phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tok {
    Num(Num),
    /// `.`, `/` or `-`, between the numbers of a date.
    Sep(char),
    Colon,
    Plus,
    Comma,
    /// Joins the members of a list.
    And,
    /// A Latin letter, in lower case.
    Letter(char),

    // Units, of dates and of counts.
    Year,
    Quarter,
    Month,
    /// Months as a count, never the name of one.
    Months,
    Week,
    Day,
    /// "No.", also the day of a month in speech.
    DayNo,
    /// Days as a count, never a day of the month.
    Days,
    Workday,
    Hour,
    Minutes,
    /// Minute of a clock.
    Minute,
    Oclock,
    Half,
    Piece,
    Ordinal,
    Last,

    // Parts of a span.
    HalfYear(u8),
    Third(u8),
    Begin,
    Middle,
    End,
    FirstMonth,
    LastMonth,
    OddMonths,
    EvenMonths,

    // Relative to the anchor.
    YearRel(i8),
    /// The year after the one just named.
    YearAfter,
    QuarterRel(i8),
    MonthRel(i8),
    WeekRel(i8),
    DayRel(i8),
    Weekday(u8),
    Weekend,
    /// A named day of the calendar, by code.
    Feast(&'static str),
    /// The end of a named span.
    Finish,

    // How a day limits.
    Before,
    Within,
    After,
    Until,
    Start,
    During,
    Around,
    To,
    /// "No later than", before the day.
    Limit,
    /// "Not more than", before a count.
    NotOver,
    Inclusive,
    Exclusive,

    // Rhythm and clock.
    Each,
    Once,
    Part(DayPart),
    OfficeEnd,

    // Phrases whole.
    SameDay,
    AtOnce,
    ByADate,
    Standing,
    Vague,
    /// A month of the lunar calendar, which cannot be reckoned here.
    Lunar,
    Cutoff,

    /// A counter: the number before it is no date.
    Measure,
    /// Says nothing about days and is expected beside them.
    Filler,
    /// Any other word.
    Other,
}

/// Cuts `text` into tokens. Blanks and brackets vanish; neighbouring unknown characters are one.
pub(super) fn tokens(text: &str) -> Vec<Tok> {
    let chars: Vec<char> = text.chars().map(words::fold).collect();
    let mut out = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let rest = &chars[at..];
        let word = words::longest(rest);
        let number = numeral(rest);
        at += match (word, number) {
            (Some((len, toks)), None) => {
                out.extend_from_slice(toks);
                len
            }
            (Some((len, toks)), Some((digits, _))) if len > digits => {
                out.extend_from_slice(toks);
                len
            }
            (_, Some((len, num))) => {
                match words::numeral_feast(&rest[..len], &rest[len..]) {
                    Some(code) => out.push(Tok::Feast(code)),
                    None => out.push(Tok::Num(num)),
                }
                len
            }
            (None, None) => {
                if let Some(tok) = mark(rest[0])
                    && !(tok == Tok::Other && out.last() == Some(&Tok::Other))
                {
                    out.push(tok);
                }
                1
            }
        };
    }
    out
}

fn mark(c: char) -> Option<Tok> {
    match c {
        '.' | '/' | '-' => Some(Tok::Sep(c)),
        ':' => Some(Tok::Colon),
        '+' => Some(Tok::Plus),
        '&' => Some(Tok::And),
        ',' | ';' | '!' | '?' | '|' => Some(Tok::Comma),
        '~' | '_' | '\u{2013}' => Some(Tok::To),
        '%' => Some(Tok::Measure),
        '(' | ')' | '[' | ']' | '<' | '>' | '{' | '}' | '"' | '\'' | '`' | '*' => None,
        _ if c.is_whitespace() || c.is_control() => None,
        'a'..='z' => Some(Tok::Letter(c)),
        _ => Some(Tok::Other),
    }
}

/// The number at the start of `rest`, with the characters it takes.
fn numeral(rest: &[char]) -> Option<(usize, Num)> {
    let len = run_length(rest);
    let run = &rest[..len];
    if run.is_empty() {
        return None;
    }
    let han = !run.iter().all(char::is_ascii_digit);
    if run.iter().any(|c| words::ten(*c).is_some()) {
        let num = Num { value: spelled(run), digits: 2, han, pair: false };
        return Some((len, num));
    }
    let value = if len > 9 { u32::MAX } else { run.iter().fold(0, |sum, c| sum * 10 + worth(*c)) };
    let pair = len == 2 && run.iter().all(|c| !c.is_ascii() && worth(*c) > 0);
    let digits = u8::try_from(len).unwrap_or(u8::MAX);
    Some((len, Num { value, digits, han, pair }))
}

/// Characters of one number. Figures and Han digits do not mix, except that zeros and the Latin O
/// stand for the round zero between Han digits.
fn run_length(rest: &[char]) -> usize {
    let han = |c: char| words::digit(c).is_some() || words::ten(c).is_some();
    let figures = rest.iter().take_while(|c| c.is_ascii_digit()).count();
    if figures > 0 {
        return figures;
    }
    let mut len = 0;
    loop {
        len += rest[len..].iter().take_while(|c| han(**c)).count();
        let zeros = rest[len..].iter().take_while(|c| matches!(c, '0' | 'o')).count();
        let inside = len > 0 && rest.get(len + zeros).is_some_and(|c| words::digit(*c).is_some());
        if zeros == 0 || !inside {
            return len;
        }
        len += zeros;
    }
}

/// A number spelled with tens and hundreds.
fn spelled(run: &[char]) -> u32 {
    let mut total = 0u32;
    let mut digit: Option<u32> = None;
    for &c in run {
        match words::ten(c) {
            Some((times, ready)) => {
                let count = if ready { times } else { digit.unwrap_or(1) * times };
                total = total.saturating_add(count);
                digit = None;
            }
            None => digit = Some(worth(c)),
        }
    }
    total.saturating_add(digit.unwrap_or(0))
}

fn worth(c: char) -> u32 {
    c.to_digit(10).or_else(|| words::digit(c)).unwrap_or(0)
}
