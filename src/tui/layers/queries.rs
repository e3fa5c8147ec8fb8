//! 常用查询: one's own, those that come with the post, and the ledgers of each level and class.

use super::hung;
use crate::model::fact::Party;
use crate::model::form::Choice;
use crate::tui::personal::Query;
use crate::tui::scope::term;
use crate::tui::state::State;
use crate::tui::theme::Role;
use crate::tui::widgets::frame::scrolled;
use crate::tui::widgets::paint::put_wrapped;
use crate::tui::widgets::picker;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// A query that comes with a post: the id of its name, its terms, whom it is for (nobody named: all).
type Shipped = (&'static str, &'static str, &'static [Party]);

const SHIPPED: [Shipped; 15] = [
    ("query-mine", "is:mine sort:due", &[]),
    ("query-overdue", "is:overdue sort:due", &[]),
    ("query-soon", "is:soon sort:due", &[]),
    ("query-week", "is:open due:week sort:due", &[]),
    ("query-review", "state:reported", &[Party::Office]),
    ("query-unrouted", "state:registered", &[Party::Office]),
    ("query-verify", "state:claimed", &[Party::Office, Party::Section, Party::Chief]),
    ("query-listed", "is:listed is:open", &[Party::Office, Party::Chief, Party::Inspectorate]),
    ("query-returned", "is:returned is:open", &[Party::Office, Party::Unit]),
    ("query-standing", "is:standing", &[Party::Office, Party::Section]),
    ("query-conflict", "is:conflict", &[Party::Office]),
    ("query-reopened", "is:reopened", &[Party::Chief, Party::Discipline]),
    ("query-late", "is:late", &[Party::Chief, Party::Discipline, Party::Inspectorate]),
    ("query-money", "amount:1.. is:open sort:-amount", &[Party::Chief, Party::Discipline, Party::Office]),
    ("query-changed", "changed:<7d sort:-changed", &[]),
];

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    pub query: Query,
    /// Its place among one's own; `None`: it comes with the post.
    pub own: Option<usize>,
}

/// The list, and how much each holds.
#[derive(Debug, Clone, Default)]
pub struct Queries {
    pub offers: Vec<Offer>,
    pub counts: Vec<Option<u32>>,
    pub cursor: usize,
}

impl Queries {
    /// Everything that is offered to this member: the pinned first, then his own, then the rest.
    pub fn offered(state: &State) -> Vec<Offer> {
        let own = state.personal.queries.iter().enumerate();
        let mut offers: Vec<Offer> =
            own.map(|(at, query)| Offer { query: query.clone(), own: Some(at) }).collect();
        offers.sort_by_key(|offer| !offer.query.pinned);
        let parties = state.hello.as_ref().map_or(&[][..], |hello| hello.acts_as.as_slice());
        for (name, terms, whom) in SHIPPED {
            if whom.is_empty() || whom.iter().any(|party| parties.contains(party)) {
                let query =
                    Query { name: state.words.get(name), terms: terms.to_owned(), ..Query::default() };
                offers.push(Offer { query, own: None });
            }
        }
        offers.extend(ledgers(state));
        offers
    }

    /// The one under the cursor.
    pub fn current(&self) -> Option<&Offer> {
        self.offers.get(self.cursor)
    }

    /// Draws it at the upper edge.
    pub fn draw(&self, state: &State, buf: &mut Buffer, room: Rect) -> Option<Position> {
        let words = &state.words;
        let height = (self.offers.len() as u16 + 2).min(room.height.saturating_sub(2));
        let inner = hung(buf, room, 76, height, &words.action("saved_queries"), state);
        let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
        let list = Rect { height: inner.height.saturating_sub(2), ..inner };
        let choices: Vec<picker::Choice> = (self.offers.iter().enumerate())
            .map(|(n, offer)| {
                let mark = match (offer.own, offer.query.pinned) {
                    (Some(_), true) => "*",
                    (Some(_), false) => "+",
                    (None, _) => " ",
                };
                let count = self.counts.get(n).copied().flatten().map(|n| n.to_string()).unwrap_or_default();
                picker::Choice {
                    key: if n < 9 { (n + 1).to_string().into() } else { "".into() },
                    label: format!("{mark} {}", offer.query.name).into(),
                    note: format!("{}  {count:>5}", offer.query.scope().filter()).into(),
                    barred: false,
                }
            })
            .collect();
        let offset = scrolled(0, self.cursor, list.height as usize, choices.len());
        let park = picker::draw(buf, list, &choices, offset, self.cursor, state.theme);
        let below = Rect { y: list.bottom(), height: 2, ..inner };
        put_wrapped(buf, below, &words.get("desk-queries-hint"), 0, state.theme.style(Role::Dim));
        park
    }
}

/// 分层分类台账: every level of units against every category, by unit.
fn ledgers(state: &State) -> Vec<Offer> {
    let Some(hello) = &state.hello else { return Vec::new() };
    let query = |level: &Choice, category: &Choice| Query {
        name: format!("{} · {}", level.label, category.label),
        terms: format!("{} {} sort:unit", term("unit", &level.code), term("cat", &category.code)),
        ..Query::default()
    };
    let pairs =
        hello.levels.iter().flat_map(|level| hello.categories.iter().map(move |category| (level, category)));
    pairs.map(|(level, category)| Offer { query: query(level, category), own: None }).collect()
}
