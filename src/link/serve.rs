//! Serving a group: the office without a screen.

use super::listen::{Listener, Listening};
use super::place;
use crate::model::trouble::Trouble;
use crate::office::Office;
use crate::office::open::{Opening, open};
use chrono::NaiveDate;
use std::path::PathBuf;
use std::sync::Arc;

/// How an office serves.
#[derive(Debug, Clone)]
pub struct Serve {
    pub store: PathBuf,
    pub socket: PathBuf,
    /// The group whose accounts may connect.
    pub group: Option<String>,
    /// The account it runs under.
    pub login: String,
    /// The day to show; only for a made-up campaign.
    pub today: Option<NaiveDate>,
    /// Seats that one account may take.
    pub seats_each: u32,
}

/// An office that serves. Stopping it lets the guests finish what they asked, and closes the store.
pub struct Served {
    office: Arc<Office>,
    listener: Listener,
}

impl Serve {
    /// Opens the store and listens.
    ///
    /// # Errors
    /// The store cannot be opened, the socket not be made, or others could put theirs in its place.
    pub fn start(&self) -> Result<Served, Trouble> {
        let group = match &self.group {
            Some(name) => {
                let number = super::peer::group(name.as_ref());
                Some(number.ok_or_else(|| Trouble::NoGroup { name: name.clone() })?)
            }
            None => None,
        };
        let folder = self.socket.parent().unwrap_or(std::path::Path::new("/"));
        place::guarded_folder(folder)?;
        if let Some(store) = self.store.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            place::closed_folder(store)?;
        }
        let opening = Opening { path: &self.store, login: &self.login, today: self.today, write: true };
        let office = Arc::new(open(&opening)?);
        if self.today.is_some() && !office.is_made_up() {
            return Err(Trouble::OwnDay);
        }
        office.serve();
        let listening =
            Listening { socket: self.socket.clone(), served: true, group, seats_each: self.seats_each };
        let listener = Listener::start(&office, &listening)?;
        Ok(Served { office, listener })
    }
}

impl Served {
    /// Seats taken.
    pub fn guests(&self) -> usize {
        self.listener.guests()
    }

    /// Stops: nobody new comes in, what was asked is done, the store is closed.
    ///
    /// # Errors
    /// The store could not be closed cleanly; the journal is whole all the same.
    pub fn stop(self) -> Result<(), Trouble> {
        drop(self.listener);
        match Arc::try_unwrap(self.office) {
            Ok(office) => office.stop(),
            Err(_) => Ok(()),
        }
    }
}
