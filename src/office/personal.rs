//! A member's own things: texts under names, which nobody else sees and no fact records.

use super::lines::store_refusal;
use super::query::Desk;
use crate::api::Answer;
use crate::model::refusal::{Refusal, Why};

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

    /// Keeps a text under a name, or removes what is there.
    pub fn keep_personal(&self, name: &str, text: Option<&str>) -> Result<Answer, Refusal> {
        if text.is_some_and(|text| text.len() > LONGEST) || name.len() > 200 {
            return Err(Why::Internal { detail: "a personal thing that long".into() }.into());
        }
        let kept = self.shared.store().personal_put(&self.actor.login, name, text.map(str::as_bytes));
        kept.map_err(|error| store_refusal(&error))?;
        Ok(Answer::Pong)
    }
}
