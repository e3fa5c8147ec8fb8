//! What a person said of a file before it is read: what it is a list of, what its headers mean.

use super::columns::plain;
use crate::model::incoming::{Column, ListKind};
use serde::Deserialize;
use serde::de::IntoDeserializer;
use std::collections::BTreeMap;

/// The name under which a member keeps what he said of headers.
pub const HEADERS: &str = "headers";

/// What a person said. A header is told by its plain text; `None`: it means nothing here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Guide {
    pub kind: Option<ListKind>,
    pub map: BTreeMap<String, Option<Column>>,
}

/// What is wrong with a file that says what headers mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MapFault {
    /// Not lines of `"header" = "column"`; where, in the reader's own words.
    Unreadable { detail: String },
    /// No column is called so.
    UnknownColumn { header: String, text: String },
}

impl MapFault {
    /// Its code, the header it is about and what was found.
    pub fn code(&self) -> (&'static str, &str, &str) {
        match self {
            Self::Unreadable { detail } => ("unreadable", "", detail),
            Self::UnknownColumn { header, text } => ("unknown-column", header, text),
        }
    }
}

impl Guide {
    /// Takes in lines of `"header" = "column"`, a column by its code; an empty one means nothing.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn learn(&mut self, lines: &str) -> Result<(), MapFault> {
        let unreadable = |error: toml::de::Error| MapFault::Unreadable { detail: error.message().to_owned() };
        let said: BTreeMap<String, String> = toml::from_str(lines).map_err(unreadable)?;
        for (header, text) in said {
            let meant =
                match text.trim() {
                    "" => None,
                    code => Some(column(code).ok_or_else(|| MapFault::UnknownColumn {
                        header: header.clone(),
                        text: text.clone(),
                    })?),
                };
            self.map.insert(plain(&header), meant);
        }
        Ok(())
    }

    /// The same lines, as they are kept.
    pub fn lines(&self) -> String {
        let code = |column: &Option<Column>| column.map_or_else(String::new, Column::code);
        let said: BTreeMap<&str, String> =
            self.map.iter().map(|(header, column)| (header.as_str(), code(column))).collect();
        toml::to_string(&said).unwrap_or_default()
    }
}

/// The column with a code.
fn column(code: &str) -> Option<Column> {
    let code: serde::de::value::StrDeserializer<'_, serde::de::value::Error> = code.into_deserializer();
    Column::deserialize(code).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_learnt_is_kept_as_lines() {
        let mut guide = Guide::default();
        guide.learn("\"自编 栏\" = \"title\"\n甲 = \"\"\n").unwrap_err();
        guide.learn("\"自编 栏（问题）\" = \"title\"\n\"甲\" = \"\"\n").unwrap();
        assert_eq!(guide.map["自编栏"], Some(Column::Title));
        assert_eq!(guide.map["甲"], None);
        let mut again = Guide::default();
        again.learn(&guide.lines()).unwrap();
        assert_eq!(again, guide);
        let unknown = guide.learn("\"乙\" = \"nothing\"").unwrap_err();
        assert_eq!(unknown, MapFault::UnknownColumn { header: "乙".into(), text: "nothing".into() });
    }
}
