//! Founding a store: its first facts are its first batch.

use super::clock::machine_day;
use super::open::of;
use crate::model::ids::OpId;
use crate::model::trouble::Trouble;
use crate::pack::Pack;
use crate::rules::founding::{Founder, facts};
use crate::store::{self, Batch, Holder, Restored, Store};
use chrono::NaiveDate;
use std::path::{Path, PathBuf};

/// What a campaign starts with.
#[derive(Debug, Clone)]
pub struct Create {
    pub store: PathBuf,
    /// The pack's text, and the name to blame in its errors.
    pub pack_source: String,
    pub pack_name: String,
    /// The login of the first member, who becomes administrator and rectification office.
    pub login: String,
    pub member_name: String,
    pub today: Option<NaiveDate>,
    /// Made-up data, marked so for good.
    pub synthetic: bool,
    /// Whether complainants' names may be kept.
    pub keep_names: bool,
}

/// Creates the store with its campaign, units, people and first member. It is there whole or not at all.
///
/// # Errors
/// There is one already, the pack cannot be read, or the folder does not take it.
pub fn create(what: &Create) -> Result<(), Trouble> {
    let pack = Pack::parse(&what.pack_source, &what.pack_name)
        .map_err(|errors| Trouble::Pack { errors: errors.iter().map(ToString::to_string).collect() })?;
    let founder = Founder {
        login: what.login.clone(),
        name: what.member_name.clone(),
        roles: pack.founder_roles(),
        synthetic: what.synthetic,
        keep_names: what.keep_names,
        today: what.today.unwrap_or_else(machine_day),
        at: chrono::Utc::now(),
        op: new_op(),
    };
    let facts = facts(&pack, &what.pack_source, &founder);
    let holder = Holder { login: what.login.clone(), pid: std::process::id(), since: chrono::Utc::now() };
    Store::create(&what.store, &holder, &Batch { facts, ..Batch::default() })
        .map_err(|error| of(&what.store, error))
}

/// Puts a backup in the place of a store; what stood there is kept beside it.
///
/// # Errors
/// The backup is none or is damaged, somebody works on the store, or the folder does not take it.
pub fn restore(from: &Path, to: &Path, login: &str) -> Result<Restored, Trouble> {
    let now = chrono::Utc::now();
    let holder = Holder { login: login.to_owned(), pid: std::process::id(), since: now };
    let mut aside = to.with_extension("").into_os_string();
    aside.push(format!(".before-restore-{}.redb", now.format("%Y%m%d-%H%M%S%3f")));
    store::check_file(from).map_err(|error| of(from, error))?;
    store::restore(from, to, Path::new(&aside), &holder).map_err(|error| of(to, error))
}

/// A fresh op id.
pub fn new_op() -> OpId {
    let mut bytes = [0; 16];
    // Without entropy an op id would repeat; the time at least never does on one machine.
    if getrandom::fill(&mut bytes).is_err() {
        let now = chrono::Utc::now().timestamp_nanos_opt().unwrap_or_default();
        bytes[..8].copy_from_slice(&now.to_le_bytes());
    }
    OpId(u128::from_le_bytes(bytes))
}
