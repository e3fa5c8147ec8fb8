//! A member's own things: texts under names, which nobody else sees and no fact records.

use super::Shared;
use super::lines::store_refusal;
use super::query::Desk;
use crate::api::Answer;
use crate::model::refusal::{Refusal, Why};
use crate::rules::rights;

/// Longest text kept under one name, in bytes.
const LONGEST: usize = 256 * 1024;

impl Desk<'_> {
    /// Everything this member keeps, by name. What is no text any more is left out.
    pub fn personal(&self) -> Result<Vec<(String, String)>, Refusal> {
        let (store, login) = (self.shared.store(), self.actor.login.as_str());
        let mut kept = Vec::new();
        for name in store.personal_list(login).map_err(|error| store_refusal(&error))? {
            let bytes = store.personal_get(login, &name).map_err(|error| store_refusal(&error))?;
            if let Some(text) = bytes.and_then(|bytes| String::from_utf8(bytes).ok()) {
                kept.push((name, text));
            }
        }
        Ok(kept)
    }
}

/// Keeps a text under a name, or removes what is there. The books are not held meanwhile: nobody's reading
/// waits for this to be on the disk.
pub fn keep(shared: &Shared, login: &str, name: &str, text: Option<&str>) -> Result<Answer, Refusal> {
    if rights::actor(&shared.books(), login).is_none() {
        return Err(Why::UnknownMember { login: login.to_owned() }.into());
    }
    if text.is_some_and(|text| text.len() > LONGEST) || name.len() > 200 {
        return Err(Why::Internal { detail: "a personal thing that long".into() }.into());
    }
    let kept = shared.store().personal_put(login, name, text.map(str::as_bytes));
    kept.map_err(|error| store_refusal(&error))?;
    Ok(Answer::Pong)
}
