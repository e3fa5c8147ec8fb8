//! The quick-entry line that was typed and not saved, kept in a file of the user's own until it is.

use std::fs;
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// A line, and the file that keeps it.
#[derive(Debug, Default)]
pub struct Draft {
    file: PathBuf,
    pub line: String,
}

impl Draft {
    /// The draft of a user's state folder; an empty path keeps nothing.
    pub fn of(folder: &Path) -> Self {
        let file = if folder.as_os_str().is_empty() { PathBuf::new() } else { folder.join("entry-draft") };
        Self { file, line: String::new() }
    }

    /// The line kept from the last time; empty when there is none.
    pub fn read(&self) -> String {
        let text = fs::read_to_string(&self.file).unwrap_or_default();
        crate::text::clean(text.trim_end())
    }

    /// Writes the line, or removes the file when there is nothing to keep. A failure costs the draft
    /// and nothing else.
    pub fn keep(&self) {
        if self.file.as_os_str().is_empty() {
            return;
        }
        if self.line.trim().is_empty() {
            let _ = fs::remove_file(&self.file);
            return;
        }
        let _ = self.write();
    }

    fn write(&self) -> std::io::Result<()> {
        if let Some(folder) = self.file.parent() {
            fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        }
        let mut file =
            fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&self.file)?;
        file.write_all(self.line.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_comes_back_until_it_is_saved() {
        let folder = tempfile::tempdir().unwrap();
        let mut draft = Draft::of(&folder.path().join("duban"));
        assert_eq!(draft.read(), "");
        draft.line = "天元 2.1 示例三小".into();
        draft.keep();
        assert_eq!(draft.read(), "天元 2.1 示例三小");
        draft.line.clear();
        draft.keep();
        assert_eq!((draft.read(), draft.file.exists()), (String::new(), false));
        Draft::of(Path::new("")).keep();
    }
}
