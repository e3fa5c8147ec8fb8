//! Every word a user reads, Chinese and English. Knows no layout.
//!
//! The words lie in `zh/duban.ftl` and `en/duban.ftl`, one section a topic. A message id is
//! `topic-code`, with `code` the one the model uses, so that a new verb or field fails a test here
//! until both languages word it. Fixed ids are checked when compiling, composed ones by tests.

mod assets;
mod changes;
mod dates;
mod deadline;
mod figures;
mod forms;
mod heads;
mod history;
mod imports;
mod letters;
mod loader;
mod marks;
mod names;
mod overviews;
mod papers;
mod paragraph;
mod refusal;
mod reports;
mod reverse;
mod scope;
mod tables;
mod trouble;
mod values;

#[cfg(test)]
mod tests;

pub use figures::{Counted, Measure, percent, wan};
pub use history::FactText;
pub use imports::verdict_code;
pub use letters::Standing;
pub use overviews::SAID;
pub use refusal::Sentence;

use fluent_bundle::FluentValue;
use loader::Loader;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The two languages. Chinese comes first whatever the locale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    #[default]
    Zh,
    En,
}

impl Lang {
    /// `zh` or `en`.
    pub fn code(self) -> &'static str {
        match self {
            Lang::Zh => "zh",
            Lang::En => "en",
        }
    }

    /// The language of a code or of a locale's name (`en_GB.UTF-8`); `None` for others.
    pub fn from_code(code: &str) -> Option<Lang> {
        let code = code.to_ascii_lowercase();
        [Lang::Zh, Lang::En].into_iter().find(|lang| {
            code.strip_prefix(lang.code()).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphabetic()))
        })
    }
}

/// The words of one language. Cheap to copy and to share between threads.
#[derive(Debug, Clone)]
pub struct Words {
    lang: Lang,
    loader: &'static Loader,
}

static CHINESE: LazyLock<Loader> = LazyLock::new(|| Loader::new(Lang::Zh));
static ENGLISH: LazyLock<Loader> = LazyLock::new(|| Loader::new(Lang::En));

impl Words {
    /// The words of a language.
    pub fn new(lang: Lang) -> Self {
        let loader = match lang {
            Lang::Zh => &*CHINESE,
            Lang::En => &*ENGLISH,
        };
        Self { lang, loader }
    }

    /// Which language these are.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// True when there is such a message.
    pub fn has(&self, id: &str) -> bool {
        self.loader.has(id)
    }

    /// The message with this id, for ids composed of codes; a fixed id goes through `fl!`.
    pub fn get(&self, id: &str) -> String {
        self.loader.get(id)
    }

    /// A message with texts in its places.
    pub fn with<S: AsRef<str>>(&self, id: &str, args: &[(&str, S)]) -> String {
        let args = args.iter().map(|(name, text)| (*name, FluentValue::from(text.as_ref()))).collect();
        self.loader.get_args_concrete(id, args)
    }

    /// A message with the number `n` in its place.
    pub fn with_n(&self, id: &str, n: i64) -> String {
        self.loader.get_args_concrete(id, HashMap::from([("n", FluentValue::from(n))]))
    }

    /// The message with this id, or else the text itself.
    pub(crate) fn get_or(&self, id: &str, otherwise: &str) -> String {
        if self.has(id) { self.get(id) } else { otherwise.to_owned() }
    }

    /// Several names in a row.
    pub fn list<S: AsRef<str>>(&self, names: &[S]) -> String {
        let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
        names.join(&self.get("list-and"))
    }
}
