//! Going through a text and keeping what its words say of days.

use super::count::{Count, Unit};
use super::parser::Parser;
use super::phrase::{Due, Item, Said};
use super::place::Strength;
use super::rhythm::Beat;
use super::token::Tok;
use crate::model::deadline::DeadlineKind;
use chrono::NaiveDate;

/// All that was found in a text.
#[derive(Default)]
pub(super) struct Heard {
    pub items: Vec<Item>,
    pub beat: Option<Beat>,
    pub cutoffs: Vec<Option<NaiveDate>>,
    pub at_once: bool,
    pub by_a_date: bool,
    pub standing: bool,
    pub vague: bool,
    /// Words were passed over that may give the numbers beside them another sense.
    pub unknown: bool,
}

/// `+5`, `+5w`, `+2` weeks: the whole text is a count with a plus sign. Days do not roll forward.
pub(super) fn entry(mut p: Parser) -> Option<Item> {
    if !p.eat(Tok::Plus) {
        return None;
    }
    let n = p.eat_num()?.value;
    p.eat(Tok::Piece);
    let unit = match p.peek(0) {
        None | Some(Tok::Day | Tok::Days | Tok::Letter('d')) => Unit::Day,
        Some(Tok::Workday | Tok::Letter('w')) => Unit::Workday,
        Some(Tok::Week) => Unit::Week,
        Some(Tok::Month | Tok::Months | Tok::Letter('m')) => Unit::Month,
        Some(_) => return None,
    };
    p.at += 1;
    if p.peek(0).is_some() {
        return None;
    }
    let count = Count { unit, n, half: false, low: None, within: true, fuzzy: false };
    let said = match count.end(n, p.anchor.day, None, p.calendar) {
        Ok(end) => Said::Due(Due::on(DeadlineKind::Entry, end.rolled_from.unwrap_or(end.due))),
        Err(reason) => Said::Wrong(reason),
    };
    Some(Item { said, strength: Strength::Marked })
}

/// Goes through the words from left to right.
pub(super) fn listen(mut p: Parser) -> Heard {
    let mut heard = Heard::default();
    let mut limited = false;
    let mut bounded = false;
    let mut cutoff = false;
    while let Some(tok) = p.peek(0) {
        if let Some(beat) = p.rhythm() {
            heard.add_beat(beat);
            continue;
        }
        let items = p
            .period(bounded)
            .or_else(|| p.today())
            .map(|item| vec![item])
            .or_else(|| p.attempt(|p| p.dated(limited)));
        if let Some(items) = items {
            if cutoff {
                items.iter().for_each(|item| heard.cut(item));
            } else {
                heard.items.extend(items);
            }
            (limited, bounded, cutoff) = (false, false, false);
            continue;
        }
        if tok == Tok::Lunar {
            p.skip_lunar_day();
            heard.vague = true;
            continue;
        }
        match tok {
            Tok::Limit | Tok::Until | Tok::To => limited = true,
            Tok::NotOver => bounded = true,
            Tok::Cutoff => cutoff = true,
            Tok::Filler | Tok::Colon => {}
            _ => {
                if cutoff {
                    heard.cutoffs.push(None);
                }
                (limited, bounded, cutoff) = (false, false, false);
                heard.note(tok, p.peek(1));
            }
        }
        p.at += 1;
        // A number after "No." is no date.
        if tok == Tok::Ordinal && p.eat_num().is_some() {
            heard.unknown = true;
        }
    }
    if cutoff {
        heard.cutoffs.push(None);
    }
    heard
}

impl Heard {
    /// The first rhythm stands; another beside it makes it doubtful.
    fn add_beat(&mut self, beat: Beat) {
        match &mut self.beat {
            Some(first) => first.fuzzy |= *first != beat,
            None => self.beat = Some(beat),
        }
    }

    fn cut(&mut self, item: &Item) {
        self.cutoffs.push(match &item.said {
            Said::Due(due) => Some(due.due),
            Said::From(day, _) => Some(*day),
            Said::NoDay(_) | Said::Wrong(_) => None,
        });
    }

    /// Remembers a word that is no day.
    fn note(&mut self, tok: Tok, next: Option<Tok>) {
        match tok {
            Tok::AtOnce => self.at_once = true,
            Tok::ByADate => self.by_a_date = true,
            // "Going on until" is not "going on for good".
            Tok::Standing => self.standing |= next != Some(Tok::To),
            Tok::Vague => self.vague = true,
            Tok::Other | Tok::Letter(_) | Tok::Measure | Tok::Piece => self.unknown = true,
            _ => {}
        }
    }

    /// The items that count.
    pub fn surest(&mut self) -> Vec<Item> {
        let items = std::mem::take(&mut self.items);
        if self.beat.is_some() {
            // Beside a rhythm a bare day is part of what is to be done.
            let bounds =
                |item: &Item| item.strength == Strength::Marked || matches!(item.said, Said::From(..));
            return items.into_iter().filter(bounds).collect();
        }
        let most = items.iter().map(|item| item.strength).max();
        let Some(most) = most.filter(|most| *most >= Strength::Plain || !self.unknown) else {
            return Vec::new();
        };
        let wrong = |item: &Item| matches!(item.said, Said::Wrong(_)) && item.strength >= Strength::Plain;
        items.into_iter().filter(|item| item.strength == most || wrong(item)).collect()
    }
}
