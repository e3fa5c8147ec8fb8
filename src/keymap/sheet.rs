//! Reads one keymap file into rows, with everything that is wrong with it.

use super::action::{Action, Context};
use super::key::{Chord, Key};
use super::map::{Binding, Preset};
use super::problem::{KeymapProblem, Trouble};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// One line of a keymap file. `binding` is `None` where the file unbinds the keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetRow {
    pub section: Context,
    pub chord: Chord,
    pub binding: Option<Binding>,
    pub line: usize,
}

impl SheetRow {
    /// True when the two cannot both hold. Freeing a key to make a chord of it is no quarrel.
    fn excludes(&self, other: &Self) -> bool {
        let both_bind = self.binding.is_some() && other.binding.is_some();
        self.section == other.section
            && self.chord.clashes(&other.chord)
            && (both_bind || self.chord == other.chord)
    }
}

/// A keymap file as read: its sound rows and its faults.
#[derive(Debug, Default)]
pub struct Sheet {
    /// The preset it starts from, when it names a known one.
    pub preset: Option<Preset>,
    pub rows: Vec<SheetRow>,
    pub problems: Vec<KeymapProblem>,
}

impl Sheet {
    /// Reads `text`; `file` is only repeated in the problems.
    pub fn read(file: &str, text: &str) -> Self {
        let mut reader = Reader { file, text, sheet: Self::default() };
        match DeTable::parse(text) {
            Ok(table) => reader.file(table.get_ref()),
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                reader.problem(at, Trouble::Syntax { message: error.message().to_owned() });
            }
        }
        reader.drop_clashes();
        reader.sheet.problems.sort_by_key(|problem| problem.line);
        reader.sheet
    }
}

struct Reader<'a> {
    file: &'a str,
    text: &'a str,
    sheet: Sheet,
}

impl Reader<'_> {
    fn line(&self, at: usize) -> usize {
        let before = &self.text.as_bytes()[..at.min(self.text.len())];
        1 + before.iter().filter(|byte| **byte == b'\n').count()
    }

    fn problem(&mut self, at: usize, trouble: Trouble) {
        let line = self.line(at);
        self.sheet.problems.push(KeymapProblem { file: self.file.to_owned(), line, trouble });
    }

    fn file(&mut self, table: &DeTable<'_>) {
        for (name, value) in table {
            let (at, name) = (name.span().start, name.get_ref());
            if name == "preset" {
                self.sheet.preset = value.get_ref().as_str().and_then(Preset::from_code);
                if self.sheet.preset.is_none() {
                    let name = value.get_ref().as_str().unwrap_or_default().to_owned();
                    self.problem(at, Trouble::UnknownPreset { name });
                }
                continue;
            }
            match (Context::from_code(name), value.get_ref().as_table()) {
                (Some(section), Some(rows)) => self.section(section, rows),
                _ => self.problem(at, Trouble::UnknownSection { name: name.to_string() }),
            }
        }
    }

    fn section(&mut self, section: Context, rows: &DeTable<'_>) {
        for (key, value) in rows {
            match read_row(section, key.get_ref(), value) {
                Ok((chord, binding)) => {
                    let line = self.line(key.span().start);
                    self.sheet.rows.push(SheetRow { section, chord, binding, line });
                }
                Err(trouble) => self.problem(key.span().start, trouble),
            }
        }
    }

    /// Takes out every pair of rows of which only one could ever be struck.
    fn drop_clashes(&mut self) {
        let mut rows = std::mem::take(&mut self.sheet.rows);
        rows.sort_by_key(|row| row.line);
        let rival = |at: usize| {
            let others = rows.iter().enumerate().filter(|(n, _)| *n != at).map(|(_, other)| other);
            others.filter(|other| rows[at].excludes(other)).map(|other| other.line).next()
        };
        let rivals: Vec<Option<usize>> = (0..rows.len()).map(rival).collect();
        for (row, rival) in rows.into_iter().zip(rivals) {
            let Some(other_line) = rival else {
                self.sheet.rows.push(row);
                continue;
            };
            if row.line > other_line {
                let trouble = Trouble::DoubleBinding { key: row.chord.to_string(), other_line };
                let file = self.file.to_owned();
                self.sheet.problems.push(KeymapProblem { file, line: row.line, trouble });
            }
        }
    }
}

fn read_row(
    section: Context,
    key: &str,
    value: &Spanned<DeValue<'_>>,
) -> Result<(Chord, Option<Binding>), Trouble> {
    let chord: Chord = key.parse().map_err(|_| Trouble::BadKey { key: key.to_owned() })?;
    let text = value.get_ref().as_str().ok_or_else(|| Trouble::NotText { key: key.to_owned() })?;
    let Some(binding) = read_binding(text)? else {
        return Ok((chord, None));
    };
    let row = binding.action().row();
    if !row.works_in(section) {
        return Err(Trouble::OutOfScope { action: row.code, section: section.code() });
    }
    if section.takes_text() && chord.keys().first().is_some_and(|key: &Key| key.text().is_some()) {
        return Err(Trouble::TakesCharacter { key: key.to_owned(), section: section.code() });
    }
    Ok((chord, Some(binding)))
}

/// An action, or an action and the words that follow it; `None` for the empty text that unbinds.
fn read_binding(text: &str) -> Result<Option<Binding>, Trouble> {
    let (name, words) = text.trim().split_once(char::is_whitespace).unwrap_or((text.trim(), ""));
    if name.is_empty() {
        return Ok(None);
    }
    let unknown = || Trouble::UnknownAction { name: name.to_owned(), nearest: nearest(name) };
    let action = Action::from_code(name).ok_or_else(unknown)?;
    match words.trim() {
        "" => Ok(Some(Binding::Action(action))),
        words if action.takes_words() => Ok(Some(Binding::Command(action, words.to_owned()))),
        _ => Err(Trouble::UnknownAction { name: text.trim().to_owned(), nearest: Some(action.code()) }),
    }
}

/// The action whose name takes the fewest changed letters to reach, if no more than a third differ.
fn nearest(name: &str) -> Option<&'static str> {
    let code = |action: &Action| action.code();
    let (steps, code) = Action::ALL.iter().map(code).map(|code| (distance(name, code), code)).min()?;
    (steps * 3 <= name.chars().count().max(3)).then_some(code)
}

/// How many letters must be put in, taken out or changed to make `b` of `a`.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, cb) in b.iter().enumerate() {
            let changed = diagonal + usize::from(ca != *cb);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(row[j + 1] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<String> {
        Sheet::read("k.toml", text).problems.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn faults_name_file_and_line() {
        let text = "preset = \"emacs\"\n[global]\n\"a\" = \"register_isue\"\n\"foo\" = \"find\"\n\"b\" = 3\n\
                    [lists]\n\"c\" = \"find\"\n[form]\n\"x\" = \"save\"\n\"f7\" = \"mark\"\n\"f8\" = \"up 3\"\n";
        assert_eq!(
            faults(text),
            [
                "k.toml:1: unknown-preset name=emacs",
                "k.toml:3: unknown-action name=register_isue nearest=register_issue",
                "k.toml:4: bad-key key=foo",
                "k.toml:5: not-text key=b",
                "k.toml:6: unknown-section name=lists",
                "k.toml:9: takes-character key=x section=form",
                "k.toml:10: out-of-scope action=mark section=form",
                "k.toml:11: unknown-action name=up 3 nearest=up",
            ]
        );
    }

    #[test]
    fn a_key_bound_twice_binds_nothing() {
        let sheet = Sheet::read(
            "k.toml",
            "[list]\n\"G\" = \"end\"\n\"shift-g\" = \"home\"\n\"z z\" = \"zoom\"\n\"z\" = \"find\"\n\"j\" = \"down\"\n\"k\" = \"\"\n\"k k\" = \"up\"\n",
        );
        let faults: Vec<String> = sheet.problems.iter().map(ToString::to_string).collect();
        assert_eq!(
            faults,
            ["k.toml:3: double-binding key=G other_line=2", "k.toml:5: double-binding key=z other_line=4",]
        );
        let left: Vec<String> = sheet.rows.iter().map(|row| row.chord.to_string()).collect();
        assert_eq!(left, ["j", "k", "k k"], "unbinding a key to make a chord of it is no clash");
    }

    #[test]
    fn a_file_that_is_not_toml_is_one_fault() {
        assert_eq!(faults("[global]\n\"a\" = \n").len(), 1);
        assert!(faults("[global]\n\"a\" = \"up\"\n\"a\" = \"down\"\n")[0].starts_with("k.toml:3: syntax"));
        assert!(faults("").is_empty());
    }

    #[test]
    fn words_may_follow_a_search() {
        let sheet = Sheet::read("k.toml", "[global]\n\"f7\" = \"find 逾期\"\n");
        assert_eq!(sheet.rows[0].binding, Some(Binding::Command(Action::Find, "逾期".into())));
    }
}
