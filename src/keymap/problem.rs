//! What is wrong with a keymap file, where, and with what. The words are elsewhere.

use std::fmt;

/// A fault of a keymap file. What is at fault is left out; the rest of the file and the preset hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeymapProblem {
    /// The file as the caller named it.
    pub file: String,
    /// Counted from 1.
    pub line: usize,
    pub trouble: Trouble,
}

/// The sort of fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// Not TOML; nothing of the file is used.
    Syntax {
        message: String,
    },
    UnknownPreset {
        name: String,
    },
    UnknownSection {
        name: String,
    },
    /// No action is called so; `nearest` is the most similar name, if one is similar.
    UnknownAction {
        name: String,
        nearest: Option<&'static str>,
    },
    /// The value of a key is not a text.
    NotText {
        key: String,
    },
    BadKey {
        key: String,
    },
    /// The key is bound twice, or begins (or is begun by) another bound chord; neither is used.
    DoubleBinding {
        key: String,
        other_line: usize,
    },
    /// The action makes no sense in this section.
    OutOfScope {
        action: &'static str,
        section: &'static str,
    },
    /// A bare character would no longer reach the text.
    TakesCharacter {
        key: String,
        section: &'static str,
    },
}

impl KeymapProblem {
    /// The code of its message: `keymap-<code>`.
    pub fn code(&self) -> &'static str {
        match self.trouble {
            Trouble::Syntax { .. } => "syntax",
            Trouble::UnknownPreset { .. } => "unknown-preset",
            Trouble::UnknownSection { .. } => "unknown-section",
            Trouble::UnknownAction { .. } => "unknown-action",
            Trouble::NotText { .. } => "not-text",
            Trouble::BadKey { .. } => "bad-key",
            Trouble::DoubleBinding { .. } => "double-binding",
            Trouble::OutOfScope { .. } => "out-of-scope",
            Trouble::TakesCharacter { .. } => "takes-character",
        }
    }

    /// The arguments of its message, `file` and `line` first. `nearest` is empty when none is.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        let mut args = vec![("file", self.file.clone()), ("line", self.line.to_string())];
        match &self.trouble {
            Trouble::Syntax { message } => args.push(("message", message.clone())),
            Trouble::UnknownPreset { name } | Trouble::UnknownSection { name } => {
                args.push(("name", name.clone()));
            }
            Trouble::UnknownAction { name, nearest } => {
                args.push(("name", name.clone()));
                args.push(("nearest", nearest.unwrap_or_default().to_owned()));
            }
            Trouble::NotText { key } | Trouble::BadKey { key } => args.push(("key", key.clone())),
            Trouble::DoubleBinding { key, other_line } => {
                args.push(("key", key.clone()));
                args.push(("other_line", other_line.to_string()));
            }
            Trouble::OutOfScope { action, section } => {
                args.push(("action", (*action).to_owned()));
                args.push(("section", (*section).to_owned()));
            }
            Trouble::TakesCharacter { key, section } => {
                args.push(("key", key.clone()));
                args.push(("section", (*section).to_owned()));
            }
        }
        args
    }
}

impl fmt::Display for KeymapProblem {
    /// For logs and tests; people get the message of `code`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.code())?;
        self.args().iter().skip(2).try_for_each(|(name, value)| write!(f, " {name}={value}"))
    }
}
