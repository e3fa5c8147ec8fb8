//! The one place where commands meet the link: asking, and what an answer means.

use super::failure::{Failure, Kind};
use crate::api::answer::{Done, FactLine, Hello, Page, Revealed};
use crate::api::{Answer, Notice, Request};
use crate::i18n::Words;
use crate::link::{self, Attach, Create, Seat};
use crate::model::ids::OpId;
use chrono::NaiveDate;

/// Rows asked for at once.
const WINDOW: u32 = 2_000;

/// A seat, and the words its refusals are told in.
pub struct Door {
    seat: Seat,
    words: Words,
}

impl Door {
    /// Asks over a seat.
    pub fn over(seat: Seat, words: &Words) -> Self {
        Self { seat, words: words.clone() }
    }

    /// Attaches to the office of a store.
    pub fn open(how: &Attach, words: &Words) -> Result<Self, Failure> {
        let seat = link::attach(how).map_err(|trouble| Failure::trouble(words, &trouble))?;
        Ok(Self { seat, words: words.clone() })
    }

    /// The answer to a request; a refusal is a failure.
    pub fn ask(&self, request: Request) -> Result<Answer, Failure> {
        self.granted(self.seat.ask(request))
    }

    /// The same; `told` hears how many rows of how many are done.
    pub fn ask_told(&self, request: &Request, told: &dyn Fn(u32, u32)) -> Result<Answer, Failure> {
        self.granted(self.seat.ask_told(request, &mut |notice| {
            if let Notice::Working { done, of } = notice {
                told(done, of);
            }
        }))
    }

    /// The answers to requests of several members, in order, refusals as they come.
    pub fn ask_as(&self, requests: Vec<(String, Request)>) -> Vec<Answer> {
        self.seat.ask_as(requests)
    }

    /// An answer that is no refusal.
    pub fn granted(&self, answer: Answer) -> Result<Answer, Failure> {
        match answer {
            Answer::Refused(refusal) => Err(Failure::refused(&self.words, &refusal)),
            answer => Ok(answer),
        }
    }

    /// Who one is here, and what campaign this is.
    pub fn hello(&self) -> Result<Hello, Failure> {
        match self.ask(Request::Hello)? {
            Answer::Hello(hello) => Ok(*hello),
            _ => Err(Failure::misunderstood(&self.words)),
        }
    }

    /// All issues under a filter, as one page.
    pub fn page(&self, filter: &str) -> Result<Page, Failure> {
        let window =
            |offset| match self.ask(Request::Page { filter: filter.to_owned(), offset, len: WINDOW })? {
                Answer::Page(page) => Ok(*page),
                _ => Err(Failure::misunderstood(&self.words)),
            };
        let mut page = window(0)?;
        while (page.rows.len() as u32) < page.total {
            let more = window(page.rows.len() as u32)?;
            if more.rows.is_empty() {
                break;
            }
            page.rows.extend(more.rows);
        }
        Ok(page)
    }

    /// All measures under a filter, and the day they are shown for.
    pub fn ledger(&self, filter: &str) -> Result<(Vec<crate::model::row::MeasureRow>, NaiveDate), Failure> {
        let window =
            |offset| match self.ask(Request::Ledger { filter: filter.to_owned(), offset, len: WINDOW })? {
                Answer::Ledger { rows, total, as_of } => Ok((rows, total, as_of)),
                _ => Err(Failure::misunderstood(&self.words)),
            };
        let (mut rows, total, as_of) = window(0)?;
        while (rows.len() as u32) < total {
            let (more, ..) = window(rows.len() as u32)?;
            if more.is_empty() {
                break;
            }
            rows.extend(more);
        }
        Ok((rows, as_of))
    }

    /// Facts of one record or since a day, oldest first; with a limit the newest so many.
    pub fn history(
        &self,
        what: Option<String>,
        since: Option<NaiveDate>,
        limit: Option<u32>,
    ) -> Result<Vec<FactLine>, Failure> {
        let mut lines: Vec<FactLine> = Vec::new();
        loop {
            let after = lines.last().map_or(0, |line| line.fact.seq);
            let request = Request::History { what: what.clone(), since, limit, after };
            let Answer::History(more) = self.ask(request)? else {
                return Err(Failure::misunderstood(&self.words));
            };
            // With a limit everything wanted is in the first answer.
            let last = more.is_empty() || limit.is_some();
            lines.extend(more);
            if last {
                return Ok(lines);
            }
        }
    }

    /// Asks to look at protected names: what was committed, and the names.
    pub fn look(&self, request: Request, op: OpId) -> Result<(Done, Vec<Revealed>), Failure> {
        match self.ask(request)? {
            Answer::Revealed { done, names } => Ok((*done, names)),
            Answer::Unknown => Err(self.unknown(op)),
            _ => Err(Failure::misunderstood(&self.words)),
        }
    }

    /// Asks for a change. When no answer comes from the disk the same act is asked for once more: its op
    /// id keeps it from being done twice.
    pub fn act(&self, request: &Request, op: OpId, told: &dyn Fn(&str)) -> Result<Done, Failure> {
        match self.ask(request.clone())? {
            Answer::Done(done) => Ok(*done),
            Answer::Unknown => {
                told(&self.words.unknown_outcome());
                match self.ask(request.clone())? {
                    Answer::Done(done) => Ok(*done),
                    Answer::Unknown => Err(self.unknown(op)),
                    _ => Err(Failure::misunderstood(&self.words)),
                }
            }
            _ => Err(Failure::misunderstood(&self.words)),
        }
    }

    /// It stays unknown whether an act was kept.
    pub fn unknown(&self, op: OpId) -> Failure {
        Failure::new(Kind::Unknown, self.words.with("unknown-later", &[("op", op.to_string())]))
    }

    /// Tells the office another day. Only forward.
    pub fn set_today(&self, day: NaiveDate) -> Result<(), Failure> {
        self.seat.set_today(day).map_err(|trouble| Failure::trouble(&self.words, &trouble))
    }

    /// How the seat is attached.
    pub fn attached(&self) -> link::Attached {
        self.seat.attached()
    }

    /// Leaves; what waits is written first.
    pub fn close(self) -> Result<(), Failure> {
        let words = self.words;
        self.seat.close().map_err(|trouble| Failure::trouble(&words, &trouble))
    }
}

/// Creates a store with its campaign and first member.
pub fn create(what: &Create, words: &Words) -> Result<(), Failure> {
    link::create(what).map_err(|trouble| Failure::trouble(words, &trouble))
}
