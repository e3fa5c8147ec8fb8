//! The message files, compiled in.

use i18n_embed::I18nAssets;
use std::borrow::Cow;

pub(super) const ZH: &str = include_str!("zh/duban.ftl");
pub(super) const EN: &str = include_str!("en/duban.ftl");

const FILES: [(&str, &str); 2] = [("zh/duban.ftl", ZH), ("en/duban.ftl", EN)];

/// Hands the compiled-in files to the loader.
pub(super) struct Embedded;

impl I18nAssets for Embedded {
    fn get_files(&self, file_path: &str) -> Vec<Cow<'_, [u8]>> {
        let found = FILES.iter().filter(|(path, _)| *path == file_path);
        found.map(|(_, text)| Cow::Borrowed(text.as_bytes())).collect()
    }

    fn filenames_iter(&self) -> Box<dyn Iterator<Item = String> + '_> {
        Box::new(FILES.iter().map(|(path, _)| (*path).to_owned()))
    }
}
