//! From words back to codes, for what is typed in Chinese on the command line.

use super::Words;
use crate::model::fact::Party;
use crate::model::field::Field;
use crate::model::value::FieldType;
use crate::model::verb::Verb;

impl Words {
    /// The verb that a person names: its code, its name or its short name in either language.
    pub fn read_verb(&self, text: &str) -> Option<Verb> {
        let text = text.trim();
        Verb::from_code(text).or_else(|| {
            let named = |id: &str, verb: &Verb| self.get(&format!("verb-{}{id}", verb.code()));
            let by = |id: &str| Verb::ALL.iter().copied().find(|verb| same(&named(id, verb), text));
            by("").or_else(|| by("-act")).or_else(|| by("-short")).or_else(|| by("-done"))
        })
    }

    /// The field code that a person names; the text itself when no field is called so (the office
    /// then says which is nearest).
    pub fn read_field(&self, text: &str) -> String {
        let (name, part) = text.rsplit_once('.').map_or((text, None), |(name, part)| (name, Some(part)));
        let found = Field::from_code(name)
            .or_else(|| Field::ALL.iter().copied().find(|field| same(&self.field(*field), name)));
        match (found, part) {
            (Some(field), Some(part)) => format!("{}.{part}", field.code()),
            (Some(field), None) => field.code().to_owned(),
            (None, _) => text.to_owned(),
        }
    }

    /// The code that a person names for a field whose codes every plan shares; the text itself when no
    /// code is called so. Of a list each word is read.
    pub fn read_code(&self, field: &str, text: &str) -> String {
        let bare = field.rsplit_once('.').map_or(field, |(field, _)| field);
        let start = format!("code-{bare}-");
        let word = |word: &str| {
            let named = ids().find(|id| id.starts_with(&start) && same(&self.get(id), word));
            named.map_or_else(|| word.to_owned(), |id| id[start.len()..].to_owned())
        };
        match Field::from_code(bare).map(Field::kind) {
            Some(FieldType::Code) => word(text),
            Some(FieldType::Words) => text.split(['、', ',', '，']).map(word).collect::<Vec<_>>().join("、"),
            _ => text.to_owned(),
        }
    }

    /// The party code that a person names; the text itself when no party is called so.
    pub fn read_party(&self, text: &str) -> String {
        let found = Party::ALL.into_iter().find(|party| same(&self.party(*party), text));
        found.map_or_else(|| text.to_owned(), |party| party.code().to_owned())
    }

    /// The role code that a person names; the text itself when no role is called so.
    pub fn read_role(&self, text: &str) -> String {
        const ROLES: [&str; 10] = [
            "admin",
            "viewer",
            "intake",
            "reporter",
            "handler",
            "zzb",
            "chief",
            "discipline",
            "inspector",
            "publicity",
        ];
        let found = ROLES.into_iter().find(|code| same(&self.role(code), text));
        found.map_or_else(|| text.to_owned(), str::to_owned)
    }
}

/// The id of every message.
fn ids() -> impl Iterator<Item = &'static str> {
    super::assets::ZH.lines().filter_map(|line| line.split_once(" =").map(|(id, _)| id))
}

fn same(name: &str, text: &str) -> bool {
    name.eq_ignore_ascii_case(text.trim())
}
