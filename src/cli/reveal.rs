//! Protected names written into a table: each entry is looked at for a reason that goes on record, and only
//! then is its name here.

use super::door::Door;
use super::failure::Failure;
use crate::api::Request;
use crate::link::new_op;
use crate::model::command::Command;
use crate::model::table::{Note, Table};
use crate::model::verb::Verb;

/// Looks at every entry whose name the table keeps, and writes the names in.
pub fn reveal(door: &Door, table: &mut Table, reason: &str) -> Result<(), Failure> {
    let entries = table.kept();
    for entry in &entries {
        let op = new_op();
        let command = Command { reason: reason.to_owned(), ..Command::new(Verb::Reveal, op) };
        let (_, names) = door.look(Request::Do(Box::new(command.on_subject(entry))), op)?;
        for name in names {
            table.tell(entry, &name.field, name.text.as_deref());
        }
    }
    if !entries.is_empty() {
        table.notes.retain(|note| note.key != "protected");
        table.notes.push(Note::new("revealed"));
    }
    Ok(())
}
