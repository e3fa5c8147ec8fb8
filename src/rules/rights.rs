//! Rights: as which parties a member acts on an issue, and for which he may record.

use super::{Actor, Context};
use crate::books::Books;
use crate::model::fact::Party;
use crate::model::field::Field;
use crate::model::record::Record;
use crate::model::refusal::{Refusal, Way, Why};
use crate::model::verb::Verb;

/// As whom an act is recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// `None` when it is the member's own post.
    pub party: Option<Party>,
    /// The person who did it.
    pub by: String,
}

/// The member a login names, as the books know him now.
pub fn actor(books: &Books, login: &str) -> Option<Actor> {
    let member = books.member(login).filter(|member| member.flag(Field::Active))?;
    Some(Actor {
        id: member.subject.id,
        login: login.to_owned(),
        name: member.text(Field::Name).to_owned(),
        unit: member.reference(Field::Unit),
        roles: member.words(Field::Roles).to_vec(),
    })
}

/// The parties a member acts as at all, each once.
pub fn acts_as(books: &Books, actor: &Actor) -> Vec<Party> {
    let mut parties: Vec<Party> = roles(books, actor).flat_map(|role| role.acts_as.iter().copied()).collect();
    parties.sort_unstable();
    parties.dedup();
    parties
}

/// As which parties a member acts in his own right on an issue.
pub fn own_parties(books: &Books, actor: &Actor, issue: &Record) -> Vec<Party> {
    let mut parties = Vec::new();
    for party in roles(books, actor).flat_map(|role| role.acts_as.iter()) {
        let fits = match party {
            Party::Unit => match issue.reference(Field::Unit) {
                Some(unit) => reaches(books, actor, unit),
                // A new issue that names no unit yet; a stored one always has its unit.
                None => issue.rev == 0,
            },
            Party::Section => {
                let lead = issue.reference(Field::Lead);
                lead.is_none() || lead == actor.unit
            }
            _ => true,
        };
        if fits {
            parties.push(*party);
            if *party == Party::Chief {
                parties.extend([Party::Office, Party::Section]);
            }
        }
    }
    parties.sort_unstable();
    parties.dedup();
    parties
}

/// True when a member may record what this party signed, said or sent.
pub fn records_for(books: &Books, actor: &Actor, party: Party) -> bool {
    roles(books, actor).any(|role| role.records_for.contains(&party))
}

/// True when a role lets the member keep this part of the books (`units`, `members`, `pack`).
pub fn keeps(books: &Books, actor: &Actor, what: &str) -> bool {
    actor.id == 0 || roles(books, actor).any(|role| role.keeps.iter().any(|kept| kept.code() == what))
}

/// True when the member works for the rectification office.
pub fn is_office(books: &Books, actor: &Actor) -> bool {
    roles(books, actor)
        .any(|role| role.acts_as.contains(&Party::Office) || role.acts_as.contains(&Party::Chief))
}

fn roles<'a>(books: &'a Books, actor: &'a Actor) -> impl Iterator<Item = &'a crate::pack::Role> {
    let known = books.pack.as_ref().map_or(&[][..], |pack| &pack.roles);
    known.iter().filter(|role| actor.roles.contains(&role.id))
}

/// The issue's unit is the member's or lies below it.
fn reaches(books: &Books, actor: &Actor, unit: u32) -> bool {
    actor.unit.is_some_and(|own| books.with_below(own).contains(&unit))
}

/// Decides as whom a step is taken: in the member's own right, or recorded for the party whose step it
/// is, naming the person and the paper.
///
/// # Errors
/// The step is another party's, or nobody's with these roles, or person and paper are not named.
pub fn standing(
    books: &Books,
    context: &Context,
    issue: &Record,
    parties: &[Party],
    asked: Option<Party>,
    by: &str,
    paper: &str,
) -> Result<Standing, Refusal> {
    let own = own_parties(books, &context.actor, issue);
    let Some(party) = asked else {
        if let Some(party) = parties.iter().find(|party| own.contains(party)) {
            // In one's own right one acts oneself; another person is named with the paper he signed.
            if !by.is_empty() && by != context.actor.name && paper.is_empty() {
                return Err(Why::NeedsPersonAndPaper { party: *party }.into());
            }
            let by = if by.is_empty() { context.actor.name.clone() } else { by.to_owned() };
            return Ok(Standing { party: None, by });
        }
        return Err(not_own(books, &context.actor, issue, parties));
    };
    let fits = parties.contains(&party) || (party == Party::Chief && parties.iter().any(|p| under_chief(*p)));
    if !fits {
        return Err(not_own(books, &context.actor, issue, parties));
    }
    if !records_for(books, &context.actor, party) && !own.contains(&party) {
        return Err(Why::NoRight.into());
    }
    if !own.contains(&party) && (by.is_empty() || paper.is_empty()) {
        return Err(Why::NeedsPersonAndPaper { party }.into());
    }
    let by = if by.is_empty() { context.actor.name.clone() } else { by.to_owned() };
    Ok(Standing { party: Some(party), by })
}

fn under_chief(party: Party) -> bool {
    matches!(party, Party::Office | Party::Section)
}

fn not_own(books: &Books, actor: &Actor, issue: &Record, parties: &[Party]) -> Refusal {
    let Some(party) = parties.iter().copied().find(|party| records_for(books, actor, *party)) else {
        return Why::NoRight.into();
    };
    let name = party_name(books, issue, party);
    Refusal::new(Why::NotYours { party, name })
        .way(Way::RecordFor { party })
        .way(Way::Verb { verb: Verb::Note })
        .way(Way::Back)
}

/// The name of a party of an issue; empty where the campaign has no name for it.
pub fn party_name(books: &Books, issue: &Record, party: Party) -> String {
    match party {
        Party::Unit => {
            issue.reference(Field::Unit).map_or_else(String::new, |unit| books.unit_name(unit).to_owned())
        }
        Party::Section => {
            issue.reference(Field::Lead).map_or_else(String::new, |unit| books.unit_name(unit).to_owned())
        }
        Party::Office => books.office_name(),
        _ => String::new(),
    }
}
