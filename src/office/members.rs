//! Who an account is: the members that use it, and their secrets where several share it.

use super::{Office, names};
use crate::model::field::Field;
use crate::model::ids::Kind;
use crate::model::record::{Cell, Record};
use crate::model::value::Value;
use crate::rules::pin;
use std::collections::HashMap;
use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

/// Wrong PINs after which a member must wait, and how long the first time; each further one doubles it.
const TRIES: u32 = 5;
const WAIT: Duration = Duration::from_secs(30);
const LONGEST: Duration = Duration::from_secs(15 * 60);

/// Who somebody is that comes from an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claim {
    /// This member, by login.
    Member(String),
    /// No member uses the account.
    Nobody,
    /// Several do: login and name of each. The secret given was wrong, or must be waited with.
    Say { members: Vec<(String, String)>, wrong: bool, wait_seconds: u64 },
}

/// Wrong PINs of members, by login.
#[derive(Default)]
pub struct Tries {
    of: HashMap<String, (u32, Instant)>,
}

impl Tries {
    /// How long a member must still wait.
    fn wait(&self, login: &str) -> Duration {
        let Some((wrong, last)) = self.of.get(login).filter(|(wrong, _)| *wrong >= TRIES) else {
            return Duration::ZERO;
        };
        let wait = WAIT.saturating_mul(1 << (wrong - TRIES).min(10)).min(LONGEST);
        wait.saturating_sub(last.elapsed())
    }

    fn note(&mut self, login: &str, right: bool) {
        if right {
            self.of.remove(login);
        } else {
            let (wrong, last) = self.of.entry(login.to_owned()).or_insert((0, Instant::now()));
            *wrong = wrong.saturating_add(1);
            *last = Instant::now();
        }
    }
}

impl Office {
    /// Who comes from an account: its only member, or of several the one whose PIN fits.
    pub fn claim(&self, account: &str, member: Option<&str>, pin: Option<&str>) -> Claim {
        let members = self.members_of(account);
        match members.as_slice() {
            [] => return Claim::Nobody,
            [only] => return Claim::Member(only.text(Field::Login).to_owned()),
            _ => {}
        }
        let say = |wrong, wait: Duration| Claim::Say {
            members: members.iter().map(|member| said(member)).collect(),
            wrong,
            wait_seconds: wait.as_secs() + u64::from(wait.subsec_nanos() > 0),
        };
        let chosen =
            member.and_then(|login| members.iter().find(|member| member.text(Field::Login) == login));
        let (Some(chosen), Some(pin)) = (chosen, pin) else { return say(false, Duration::ZERO) };
        let login = chosen.text(Field::Login);
        // One at a time: guessing is not to be had in parallel, nor its memory.
        let mut tries = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        let wait = tries.wait(login);
        if !wait.is_zero() {
            return say(false, wait);
        }
        let right = self.kept_pin(chosen).is_some_and(|kept| pin::fits(pin, &kept));
        tries.note(login, right);
        if right { Claim::Member(login.to_owned()) } else { say(true, tries.wait(login)) }
    }

    fn members_of(&self, account: &str) -> Vec<Arc<Record>> {
        let uses = |member: &Record| {
            let own = Some(member.text(Field::Account)).filter(|own| !own.is_empty());
            member.flag(Field::Active) && own.unwrap_or(member.text(Field::Login)) == account
        };
        let books = self.shared().books();
        books.of_kind(Kind::Member).filter(|member| uses(member)).cloned().collect()
    }

    /// What is kept of a member's PIN.
    fn kept_pin(&self, member: &Record) -> Option<String> {
        let cell = Cell::main(Field::Pin);
        match member.cells.get(&cell) {
            Some(Value::Sealed(commitment)) => names::opened(self.shared(), member, cell, *commitment),
            _ => None,
        }
    }
}

fn said(member: &Record) -> (String, String) {
    (member.text(Field::Login).to_owned(), member.text(Field::Name).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_pins_are_waited_with_and_a_right_one_forgives_them() {
        let mut tries = Tries::default();
        (0..TRIES - 1).for_each(|_| tries.note("a", false));
        assert!(tries.wait("a").is_zero());
        tries.note("a", false);
        assert!(tries.wait("a") > WAIT / 2 && tries.wait("a") <= WAIT);
        tries.note("a", false);
        assert!(tries.wait("a") > WAIT && tries.wait("b").is_zero());
        (0..100).for_each(|_| tries.note("a", false));
        assert!(tries.wait("a") <= LONGEST);
        tries.note("a", true);
        assert!(tries.wait("a").is_zero());
    }
}
