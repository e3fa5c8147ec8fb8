//! Forms of tables: which columns a table has and what stands around them. The standard set comes with the
//! program; what a pack says of a form goes before it.

use super::whole::Pack;
use crate::model::paper::TotalAt;
use crate::model::table::TableId;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// One form of a table. What a pack leaves out of a standard form stays as it is there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableForm {
    /// The name it is exported by; that of a table changes the table itself.
    pub id: String,
    /// Of which table, where the name does not say so.
    pub of: Option<TableId>,
    pub title: Option<String>,
    #[serde(default)]
    pub columns: Vec<FormColumn>,
    pub total: Option<TotalAt>,
    /// Lines below the table, as they are printed.
    #[serde(default)]
    pub foot: Vec<String>,
    /// Columns from the left that every part repeats where one sheet is not wide enough.
    pub repeat: Option<u32>,
    /// Columns or headings that a part begins with then.
    #[serde(default)]
    pub breaks: Vec<String>,
    /// Names of files, with `{table}`, `{day}`, `{month}` and `{unit}` in them.
    pub file: Option<String>,
}

/// One column of a form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormColumn {
    /// `no`; `all.issues` below a heading; a heading alone: all it holds.
    pub key: String,
    pub label: Option<String>,
    /// What it stands under.
    pub group: Option<String>,
    /// In half Han characters.
    pub width: Option<u32>,
}

impl TableForm {
    /// The table it is a form of; `None`: the pack names none, and its check says so.
    pub fn table(&self) -> Option<TableId> {
        self.of.or_else(|| TableId::ALL.into_iter().find(|table| table.code() == self.id))
    }
}

#[derive(Deserialize)]
struct Standard {
    tables: Vec<TableForm>,
    more: BTreeMap<String, Vec<String>>,
}

/// The standard set. It is part of the program: a test reads it.
static STANDARD: LazyLock<Standard> = LazyLock::new(|| {
    let read: Option<Standard> = toml::from_str(include_str!("tables.toml")).ok();
    read.unwrap_or(Standard { tables: Vec::new(), more: BTreeMap::new() })
});

/// The forms that come with the program.
pub fn standard() -> &'static [TableForm] {
    &STANDARD.tables
}

/// What the columns of a table may be called.
pub fn keys(table: TableId) -> Vec<String> {
    let own = STANDARD.tables.iter().filter(|form| form.table() == Some(table));
    let more = STANDARD.more.get(table.code()).into_iter().flatten().cloned();
    let mut keys: Vec<String> = Vec::new();
    for key in own.flat_map(|form| form.columns.iter().map(|column| column.key.clone())).chain(more) {
        if let Some((heading, _)) = key.split_once('.') {
            keys.push(heading.to_owned());
        }
        keys.push(key);
    }
    let mut seen = std::collections::BTreeSet::new();
    keys.retain(|key| seen.insert(key.clone()));
    keys
}

impl Pack {
    /// Every form a table can be had in: the standard set as the pack has it, then the pack's own.
    pub fn table_forms(&self) -> Vec<TableForm> {
        let named = |id: &str| self.tables.iter().find(|form| form.id == id);
        let mut forms: Vec<TableForm> = standard()
            .iter()
            .map(|form| named(&form.id).map_or_else(|| form.clone(), |own| over(form, own)))
            .collect();
        for own in &self.tables {
            if !forms.iter().any(|form| form.id == own.id) {
                // A form of its own begins as its table is in the standard set.
                let base =
                    standard().iter().find(|form| own.table().is_some_and(|table| form.id == table.code()));
                forms.push(base.map_or_else(|| own.clone(), |base| over(base, own)));
            }
        }
        forms
    }

    /// The form of a name.
    pub fn table_form(&self, id: &str) -> Option<TableForm> {
        self.table_forms().into_iter().find(|form| form.id == id)
    }
}

/// A standard form with what a pack says in its place.
fn over(standard: &TableForm, own: &TableForm) -> TableForm {
    let own = own.clone();
    let list = |own: Vec<String>, standard: &[String]| if own.is_empty() { standard.to_vec() } else { own };
    // Other columns are not parted where the standard ones are.
    let same = own.columns.is_empty();
    TableForm {
        of: own.of.or(standard.of),
        title: own.title.or_else(|| standard.title.clone()),
        total: own.total.or(standard.total),
        foot: list(own.foot, &standard.foot),
        repeat: own.repeat.or(standard.repeat.filter(|_| same)),
        breaks: list(own.breaks, if same { &standard.breaks } else { &[] }),
        file: own.file.or_else(|| standard.file.clone()),
        columns: if same { standard.columns.clone() } else { own.columns },
        id: own.id,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_standard_set_has_every_table_and_names_nothing_twice() {
        let read: Standard = toml::from_str(include_str!("tables.toml")).unwrap();
        let ids: BTreeSet<&str> = read.tables.iter().map(|form| form.id.as_str()).collect();
        assert_eq!(ids.len(), read.tables.len());
        for table in TableId::ALL {
            assert!(ids.contains(table.code()), "{table:?}");
        }
        for form in &read.tables {
            let keys: BTreeSet<&str> = form.columns.iter().map(|column| column.key.as_str()).collect();
            assert_eq!(keys.len(), form.columns.len(), "{}", form.id);
            assert!(form.table().is_some() && !keys.is_empty(), "{}", form.id);
            assert!(form.breaks.iter().all(|key| keys.contains(key.as_str())), "{}", form.id);
        }
        assert!(read.more.keys().all(|id| TableId::from_code(id).is_some()));
    }

    #[test]
    fn what_a_pack_leaves_out_stays_as_it_was() {
        let text = crate::pack::built_in("canteen-sample").unwrap();
        let own = "[[tables]]\nid = \"contacts\"\ntitle = \"T\"\n\n[[tables]]\nid = \"short\"\nof = \"ledger\"\n\
                   columns = [{ key = \"no\", width = 9 }]\n";
        let pack = Pack::parse(&format!("{text}\n{own}"), "test").unwrap();
        let contacts = pack.table_form("contacts").unwrap();
        assert_eq!((contacts.title.as_deref(), contacts.columns.len()), (Some("T"), 5));
        let short = pack.table_form("short").unwrap();
        assert_eq!((short.table(), short.columns.len(), short.breaks.len()), (Some(TableId::Ledger), 1, 0));
        assert_eq!(pack.table_form("nothing"), None);
        assert_eq!(pack.table_forms().len(), standard().len() + 1);
    }
}
