//! Everything that can go wrong at the command line: one type, one exit code each.

use crate::exchange;
use crate::i18n::{Sentence, Words};
use crate::model::refusal::{Refusal, Way, Why};
use crate::model::trouble::Trouble;
use std::io;
use std::path::Path;

/// The sort of a failure; it decides the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It did not work.
    Failed,
    /// The command line cannot be read.
    Usage,
    NotFound,
    NotAllowed,
    /// Somebody changed it; nothing was written.
    Conflict,
    /// The store is held or the office cannot be reached.
    Unreachable,
    /// A file given is wrong.
    BadInput,
    /// It is not known whether it was written.
    Unknown,
    /// Whoever read the output has gone: nothing is said.
    ClosedPipe,
    /// A signal, by its number.
    Signal(u8),
}

impl Kind {
    /// The exit code, as promised in the help.
    pub fn code(self) -> u8 {
        match self {
            Kind::ClosedPipe => 0,
            Kind::Failed => 1,
            Kind::Usage => 2,
            Kind::NotFound => 3,
            Kind::NotAllowed => 4,
            Kind::Conflict => 5,
            Kind::Unreachable => 6,
            Kind::BadInput => 7,
            Kind::Unknown => 75,
            Kind::Signal(number) => 128 + number,
        }
    }
}

/// What is told to the user, and what the shell learns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    pub kind: Kind,
    pub message: String,
    /// What to do next, in the order of their digits.
    pub hints: Vec<String>,
}

impl Failure {
    /// A failure with nothing to advise.
    pub fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), hints: Vec::new() }
    }

    /// Adds what to do next.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// A refusal of the office. Each way out says how it is taken on the command line; going back is
    /// what happens anyway.
    pub fn refused(words: &Words, refusal: &Refusal) -> Self {
        let sentence = words.refusal(refusal);
        let ways = refusal.ways.iter().zip(sentence.ways).filter(|(way, _)| **way != Way::Back);
        let hints = ways.map(|(way, text)| on_the_line(words, refusal, way, text)).collect();
        Self { kind: kind_of_refusal(&refusal.why), message: sentence.text, hints }
    }

    /// The office could not be reached, or a store not be made.
    pub fn trouble(words: &Words, trouble: &Trouble) -> Self {
        Self::said(kind_of_trouble(trouble), words.trouble(trouble))
    }

    /// A file or folder could not be read or written.
    pub fn file(words: &Words, path: &Path, error: &io::Error) -> Self {
        let kind = match error.kind() {
            io::ErrorKind::NotFound => Kind::NotFound,
            _ => Kind::Failed,
        };
        let (path, why) = (path.display().to_string(), words.io_error(error));
        Self::new(kind, words.with("cli-file-error", &[("path", path), ("why", why)]))
    }

    /// A document could not be made.
    pub fn unmade(words: &Words, fault: &exchange::Fault) -> Self {
        Self::new(Kind::Failed, words.with("cli-export-failed", &[("why", fault.to_string())]))
    }

    /// The answer was not one to this request: program and office do not fit each other.
    pub fn misunderstood(words: &Words) -> Self {
        Self::new(Kind::Failed, words.get("cli-misunderstood"))
    }

    /// The output could not be written.
    pub fn output(error: &io::Error) -> Self {
        let kind = match error.kind() {
            io::ErrorKind::BrokenPipe => Kind::ClosedPipe,
            _ => Kind::Failed,
        };
        Self::new(kind, error.to_string())
    }

    fn said(kind: Kind, sentence: Sentence) -> Self {
        Self { kind, message: sentence.text, hints: sentence.ways }
    }

    /// The lines for standard error; none when nobody is there to read them.
    pub fn lines(&self) -> Vec<String> {
        if matches!(self.kind, Kind::ClosedPipe) || self.message.is_empty() {
            return Vec::new();
        }
        let hints = self.hints.iter().enumerate().map(|(i, hint)| format!("  {} {hint}", i + 1));
        std::iter::once(self.message.clone()).chain(hints).collect()
    }
}

/// A way out as something to type.
fn on_the_line(words: &Words, refusal: &Refusal, way: &Way, text: String) -> String {
    let text = text.as_str();
    match way {
        Way::Back => text.to_owned(),
        Way::Verb { verb } => {
            words.with("cli-way-verb", &[("way", text), ("verb", verb.code()), ("no", &refusal.no)])
        }
        Way::RecordFor { party } => {
            words.with("cli-way-record_for", &[("way", text), ("party", party.code())])
        }
        Way::WithReason => words.with("cli-way-with_reason", &[("way", text)]),
        Way::Fill { field } => words.with("cli-way-fill", &[("way", text), ("field", field.code())]),
    }
}

fn kind_of_refusal(why: &Why) -> Kind {
    match why {
        Why::UnknownNumber { .. } | Why::UnknownUnit { .. } | Why::UnknownFact { .. } => Kind::NotFound,
        Why::NotYours { .. } | Why::NoRight | Why::OnlyChief { .. } | Why::UnknownMember { .. } => {
            Kind::NotAllowed
        }
        Why::Conflict { .. } | Why::ChangedSince { .. } | Why::OpReused | Why::Taken { .. } => Kind::Conflict,
        Why::OfficeGone => Kind::Unreachable,
        Why::NoSubject
        | Why::NotForIdentity { .. }
        | Why::CountDiffers { .. }
        | Why::SumOff { .. }
        | Why::ZeroUnsigned
        | Why::TooShort { .. }
        | Why::UnknownField { .. }
        | Why::FieldNotSettable { .. }
        | Why::Missing { .. }
        | Why::NeedsReason
        | Why::NeedsPersonAndPaper { .. }
        | Why::BadValue { .. }
        | Why::Ambiguous { .. }
        | Why::UnknownCode { .. }
        | Why::UnknownLetter { .. }
        | Why::NotForLetter { .. }
        | Why::SilentClass { .. }
        | Why::UnreadDeadline { .. }
        | Why::UnknownTerm { .. }
        | Why::EmptyTerm { .. }
        | Why::BadTerm { .. }
        | Why::TermNotHere { .. }
        | Why::TooLong { .. } => Kind::Usage,
        _ => Kind::Failed,
    }
}

fn kind_of_trouble(trouble: &Trouble) -> Kind {
    match trouble {
        Trouble::Missing { .. } => Kind::NotFound,
        Trouble::Held { .. }
        | Trouble::NoOffice { .. }
        | Trouble::OtherProgram { .. }
        | Trouble::TooManySeats { .. } => Kind::Unreachable,
        Trouble::Denied { .. }
        | Trouble::UnknownMember { .. }
        | Trouble::NotInGroup { .. }
        | Trouble::WhoAreYou { .. }
        | Trouble::LooseFolder { .. } => Kind::NotAllowed,
        Trouble::OwnDay | Trouble::NoGroup { .. } => Kind::Usage,
        Trouble::Pack { .. } | Trouble::NotAStore { .. } => Kind::BadInput,
        _ => Kind::Failed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;
    use crate::model::fact::Party;
    use crate::model::field::Field;
    use crate::model::verb::Verb;

    fn code(why: Why) -> u8 {
        Failure::refused(&Words::new(Lang::Zh), &why.into()).kind.code()
    }

    #[test]
    fn refusals_have_the_promised_codes() {
        assert_eq!(code(Why::UnknownNumber { text: "TY-999".into(), nearest: None }), 3);
        assert_eq!(code(Why::NotYours { party: Party::Section, name: "教师工作科".into() }), 4);
        assert_eq!(code(Why::NoRight), 4);
        assert_eq!(code(Why::OpReused), 5);
        assert_eq!(code(Why::UnknownTerm { text: "状太".into(), nearest: None }), 2);
        assert_eq!(code(Why::Numbered), 1);
        assert_eq!(code(Why::OfficeGone), 6);
        assert_eq!(Kind::Unknown.code(), 75);
        assert_eq!(Kind::Signal(2).code(), 130);
        assert_eq!(Kind::Signal(15).code(), 143);
    }

    #[test]
    fn troubles_have_the_promised_codes() {
        let words = Words::new(Lang::En);
        let path = std::path::PathBuf::from("x.redb");
        let code = |trouble: Trouble| Failure::trouble(&words, &trouble).kind.code();
        assert_eq!(code(Trouble::Missing { path: path.clone() }), 3);
        assert_eq!(code(Trouble::Held { path: path.clone(), pid: 7, login: "a".into(), since: None }), 6);
        assert_eq!(code(Trouble::UnknownMember { login: "a".into() }), 4);
        assert_eq!(code(Trouble::Pack { errors: vec![] }), 7);
        assert_eq!(code(Trouble::DiskFull { path }), 1);
    }

    #[test]
    fn hints_are_numbered_and_a_closed_pipe_is_silent() {
        let words = Words::new(Lang::Zh);
        let refusal = Refusal { no: "TY-007".into(), ..Refusal::from(Why::NoRight) };
        let refusal = refusal
            .way(Way::RecordFor { party: Party::Chief })
            .way(Way::Verb { verb: Verb::Note })
            .way(Way::Back)
            .way(Way::Fill { field: Field::Statement });
        let lines = Failure::refused(&words, &refusal).lines();
        assert_eq!(
            lines[1..],
            [
                "  1 凭签字件代录：加 --for chief --by 姓名 --paper 凭据",
                "  2 批注：duban do note TY-007",
                "  3 填完成情况：加 --set statement=…"
            ]
        );
        let closed = Failure::output(&io::Error::from(io::ErrorKind::BrokenPipe));
        assert_eq!((closed.kind.code(), closed.lines().len()), (0, 0));
    }
}
