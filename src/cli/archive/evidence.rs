//! Evidence: what there is, where it lies, and the files themselves.

use super::Source;
use super::filing::Filing;
use crate::api::{Answer, Request};
use crate::cli::failure::Failure;
use crate::exchange::bundle::hash_of;
use crate::exchange::roll::{count, day, text};
use crate::model::field::Field;
use crate::model::ids::Subject;
use crate::model::value::Value;
use std::collections::BTreeMap;

/// One entry: the number of its issue, and its fields as they stand.
#[derive(Default)]
struct Entry<'a> {
    no: &'a str,
    fields: BTreeMap<Field, &'a Value>,
}

impl Entry<'_> {
    fn text(&self, field: Field) -> &str {
        match self.fields.get(&field) {
            Some(Value::Text(text) | Value::Code(text)) => text,
            _ => "",
        }
    }
}

impl Source<'_> {
    /// The table of all entries, and the files that are kept.
    pub(super) fn evidence(&self, filing: &mut Filing<'_>) -> Result<(), Failure> {
        let words = self.words;
        let folder = words.get("archive-evidence");
        let heads = [
            "col-no",
            "archive-part",
            "archive-name",
            "archive-form",
            "archive-where",
            "col-day",
            "archive-copies",
            "archive-file",
            "archive-hash",
        ];
        let mut roll = self.roll(&words.get("archive-evidence-list"), &heads);
        for ((_, part), entry) in self.entries() {
            let hash = entry.text(Field::EvidenceFile);
            let path = match hash.is_empty() {
                true => String::new(),
                false => self.keep(filing, &folder, part, &entry)?,
            };
            let on = match entry.fields.get(&Field::EvidenceOn) {
                Some(Value::Day(day)) => Some(*day),
                _ => None,
            };
            roll.rows.push(vec![
                text(entry.no),
                count(part),
                text(entry.text(Field::EvidenceName)),
                text(&words.code(Field::EvidenceKind, entry.text(Field::EvidenceKind))),
                text(entry.text(Field::EvidenceWhere)),
                day(on),
                match entry.fields.get(&Field::EvidenceCopies) {
                    Some(Value::Int(n)) => count(*n),
                    _ => text(""),
                },
                text(&path),
                text(hash),
            ]);
        }
        let name = format!("00 {}.xlsx", words.get("archive-evidence-list"));
        self.list(filing, &[&folder, &name], roll)
    }

    /// Entries as they stand after all facts: what was taken back is not there.
    fn entries(&self) -> BTreeMap<(Subject, u16), Entry<'_>> {
        let mut entries: BTreeMap<(Subject, u16), Entry<'_>> = BTreeMap::new();
        for line in self.facts {
            let of = |field: Field| field.code().starts_with("evidence_");
            for change in line.fact.changes.iter().filter(|change| of(change.cell.field)) {
                let entry = entries.entry((line.fact.subject, change.cell.part)).or_default();
                entry.no = &line.no;
                match &change.new {
                    Some(value) => entry.fields.insert(change.cell.field, value),
                    None => entry.fields.remove(&change.cell.field),
                };
            }
        }
        entries.retain(|_, entry| !entry.fields.is_empty());
        entries
    }

    /// Puts a kept file in; where it lies. One that is gone or changed is told of.
    fn keep(
        &self,
        filing: &mut Filing<'_>,
        folder: &str,
        part: u16,
        entry: &Entry<'_>,
    ) -> Result<String, Failure> {
        let (hash, name) = (entry.text(Field::EvidenceFile), entry.text(Field::EvidenceName));
        let named = format!("{}-{part} {name}", entry.no.replace('#', "_"));
        let request = Request::EvidenceFile { what: entry.no.to_owned(), hash: hash.to_owned() };
        let bytes = match self.door.ask(request) {
            Ok(Answer::EvidenceFile(bytes)) if hash_of(&bytes) == hash => bytes,
            _ => {
                filing.lost.push(named);
                return Ok(self.words.get("archive-file-lost"));
            }
        };
        filing.put(&[folder, entry.no, &named], name, entry.no, None, &bytes)?;
        Ok(filing.files.last().map_or_else(String::new, |file| file.path.clone()))
    }
}
