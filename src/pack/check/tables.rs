//! Forms of tables: each is one of a table there is, and names columns that the table has.

use super::Checker;
use crate::model::table::TableId;
use crate::pack::error::PackFault;
use crate::pack::tables::{keys, standard};
use std::collections::BTreeMap;

/// What may stand in the name of a file.
const HOLDERS: [&str; 4] = ["table", "day", "month", "unit"];

impl Checker<'_> {
    /// Tables, columns and places in names are known, and nothing is named twice.
    pub(super) fn tables(&mut self) {
        let pack = self.pack;
        for (at, form) in pack.tables.iter().enumerate() {
            let path = format!("tables.{at}");
            let of_standard =
                standard().iter().find(|known| known.id == form.id).and_then(|known| known.table());
            let Some(table) = form.table().or(of_standard) else {
                let known = TableId::ALL.iter().map(|table| table.code().to_owned()).collect();
                let (field, found) = ("id".to_owned(), form.id.clone());
                self.say(&format!("{path}.id"), PackFault::UnknownReference { field, found, known });
                continue;
            };
            let known = keys(table);
            let named: Vec<(String, &String)> = (form.columns.iter().enumerate())
                .map(|(column, it)| (format!("{path}.columns.{column}.key"), &it.key))
                .collect();
            self.columns(&named, &known);
            for (line, key) in form.breaks.iter().enumerate() {
                if !known.contains(key) {
                    let (field, found, known) = ("breaks".to_owned(), key.clone(), known.clone());
                    self.say(
                        &format!("{path}.breaks.{line}"),
                        PackFault::UnknownReference { field, found, known },
                    );
                }
            }
            if let Some(holder) = form.file.as_deref().and_then(strange) {
                let (field, found) = ("file".to_owned(), holder.to_owned());
                let known = HOLDERS.map(str::to_owned).to_vec();
                self.say(&format!("{path}.file"), PackFault::UnknownReference { field, found, known });
            }
        }
    }

    fn columns(&mut self, named: &[(String, &String)], known: &[String]) {
        let mut first: BTreeMap<&str, &str> = BTreeMap::new();
        for (path, key) in named {
            if !known.contains(key) {
                let (field, found, known) = ("key".to_owned(), (*key).clone(), known.to_vec());
                self.say(path, PackFault::UnknownReference { field, found, known });
            } else if let Some(before) = first.get(key.as_str()) {
                let first_line = self.source.line(before);
                let fault =
                    PackFault::Duplicate { field: "key".to_owned(), found: (*key).clone(), first_line };
                self.say(path, fault);
            } else {
                first.insert(key, path);
            }
        }
    }
}

/// What stands in braces and is no place that is known; a slash would leave the folder.
fn strange(file: &str) -> Option<&str> {
    let mut rest = file;
    while let Some((_, after)) = rest.split_once('{') {
        let (holder, tail) = after.split_once('}').unwrap_or((after, ""));
        if !HOLDERS.contains(&holder) {
            return Some(holder);
        }
        rest = tail;
    }
    file.contains(['/', '\\']).then_some(file)
}
