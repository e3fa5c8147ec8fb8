//! The messages of one language. Each is read when it is first asked for: to read them all takes longer than
//! most commands do.

use super::{Lang, assets};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use foldhash::fast::FixedState;
use std::collections::HashMap;
use std::sync::{PoisonError, RwLock, RwLockReadGuard};
use unic_langid::LanguageIdentifier;

/// Bytes of a message at least, with those around it.
const LONG: usize = 30;

/// Finds and fills in messages. The methods are those that `fl!` calls.
pub struct Loader {
    /// The text of each message, by its id.
    texts: HashMap<&'static str, &'static str, FixedState>,
    read: RwLock<FluentBundle<FluentResource>>,
}

impl Loader {
    /// The messages of a language.
    pub fn new(lang: Lang) -> Self {
        let file = match lang {
            Lang::Zh => assets::ZH,
            Lang::En => assets::EN,
        };
        let language = LanguageIdentifier::from_bytes(lang.code().as_bytes()).unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        bundle.set_use_isolating(false);
        Self { texts: texts(file), read: RwLock::new(bundle) }
    }

    /// True when there is such a message.
    pub fn has(&self, id: &str) -> bool {
        self.texts.contains_key(id)
    }

    /// The message with this id.
    pub fn get(&self, id: &str) -> String {
        self.fill_in(id, None)
    }

    /// A message with values in its places.
    pub fn get_args_concrete<'args>(
        &self,
        id: &str,
        args: HashMap<&'args str, FluentValue<'args>>,
    ) -> String {
        self.fill_in(id, Some(&args.into_iter().collect()))
    }

    fn fill_in(&self, id: &str, args: Option<&FluentArgs<'_>>) -> String {
        if !self.bundle().has_message(id) {
            self.read(id);
        }
        let bundle = self.bundle();
        let Some(pattern) = bundle.get_message(id).and_then(|message| message.value()) else {
            return format!("No localization for id: \"{id}\"");
        };
        bundle.format_pattern(pattern, args, &mut Vec::new()).into_owned()
    }

    fn bundle(&self) -> RwLockReadGuard<'_, FluentBundle<FluentResource>> {
        self.read.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads a message, and those that stand in it.
    fn read(&self, id: &str) {
        let Some(text) = self.texts.get(id) else { return };
        // What cannot be read in a message is left out of it; a test reads them all.
        let message = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(message, _)| message);
        // Another thread may have been faster: then it stays as it is.
        let _ = self.read.write().unwrap_or_else(PoisonError::into_inner).add_resource(message);
        let inner = text.split('{').filter_map(|part| part.split_once('}')).map(|(inner, _)| inner.trim());
        for id in inner.filter(|inner| self.texts.contains_key(inner)) {
            if !self.bundle().has_message(id) {
                self.read(id);
            }
        }
    }
}

impl std::fmt::Debug for Loader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Loader({} messages)", self.texts.len())
    }
}

/// Cuts a file into its messages: each begins with its id at the start of a line.
fn texts(file: &'static str) -> HashMap<&'static str, &'static str, FixedState> {
    let mut texts = HashMap::with_capacity_and_hasher(file.len() / LONG, FixedState::default());
    let mut open: Option<usize> = None;
    let begins = |at: usize| file.as_bytes().get(at).is_some_and(|first| first.is_ascii_lowercase());
    let goes_on =
        |at: usize| file.as_bytes().get(at).is_some_and(|first| matches!(first, b' ' | b'}' | b'\n'));
    let lines = std::iter::once(0).chain(file.match_indices('\n').map(|(at, _)| at + 1));
    for at in lines.filter(|at| !goes_on(*at)) {
        if let Some(text) = open.take().and_then(|from| file.get(from..at)) {
            texts.insert(text.split(' ').next().unwrap_or(""), text);
        }
        open = begins(at).then_some(at);
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_message_is_read_whole() {
        for (lang, file) in [(Lang::Zh, assets::ZH), (Lang::En, assets::EN)] {
            let whole = FluentResource::try_new(file.to_owned()).unwrap();
            let loader = Loader::new(lang);
            assert_eq!(loader.texts.len(), crate::i18n::tests::messages(file).len());
            for (id, text) in &loader.texts {
                let message = FluentResource::try_new((*text).to_owned()).unwrap();
                assert_eq!(message.entries().count(), 1, "{id}");
                let own = message.get_entry(0);
                assert!(whole.entries().any(|entry| Some(entry) == own), "{id}");
            }
        }
    }

    #[test]
    fn a_message_brings_those_that_stand_in_it() {
        let loader = Loader::new(Lang::En);
        assert_eq!(loader.get("action-goto-tab-6"), format!("Go to {}", loader.get("tab-6")));
        assert_eq!(loader.get("no-such-message"), "No localization for id: \"no-such-message\"");
        assert!(!loader.has("no-such-message"));
    }
}
