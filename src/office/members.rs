//! Who an account is: the members that use it, and their secrets where several share it.

use super::Office;
use crate::model::field::Field;
use crate::model::ids::Kind;
use crate::model::record::Record;

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

impl Office {
    /// Who comes from an account.
    pub fn claim(&self, account: &str, _member: Option<&str>, _pin: Option<&str>) -> Claim {
        let books = self.shared().books();
        let uses = |member: &Record| member.flag(Field::Active) && member.text(Field::Login) == account;
        let mut found = books.of_kind(Kind::Member).filter(|member| uses(member));
        match found.next() {
            Some(member) => Claim::Member(member.text(Field::Login).to_owned()),
            None => Claim::Nobody,
        }
    }
}
