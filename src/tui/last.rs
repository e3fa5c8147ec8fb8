//! What is done before the desk goes, whatever makes it go: what is typed and not kept yet is handed to the
//! office, and where that cannot be reached, to a file of the user's own.

use super::draft::Draft;
use super::state::State;
use crate::api::{Answer, Request};
use crate::link::Seat;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How long the office has for it.
const PATIENCE: Duration = Duration::from_millis(1_500);

/// Where every way out finds it.
static LAST: LazyLock<Mutex<Last>> = LazyLock::new(Mutex::default);

/// What is to be handed over, and to whom.
#[derive(Default)]
pub struct Last {
    seat: Option<Arc<Seat>>,
    files: Files,
    /// Campaign and member; none for made-up data, which leave nothing behind.
    whose: Option<(String, String)>,
    requests: Vec<Request>,
    drafts: Vec<Draft>,
    /// What lies in the file.
    written: Vec<Draft>,
}

/// The last words, as every way out finds them.
pub fn last() -> MutexGuard<'static, Last> {
    LAST.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Hands over what is not kept yet. Returns in time, whatever the office does.
pub fn speak() {
    let (seat, requests, files) = {
        let mut last = last();
        last.keep_here();
        (last.seat.clone(), std::mem::take(&mut last.requests), last.files.clone())
    };
    let Some(seat) = seat.filter(|_| !requests.is_empty()) else { return };
    let (done, wait) = crossbeam_channel::bounded::<()>(1);
    // On a thread of its own: the office may be away.
    let ask = move || {
        let kept = |request| seat.ask(request) == Answer::Pong;
        let kept: Vec<bool> = requests.into_iter().map(kept).collect();
        if !kept.contains(&false) {
            files.remove();
        }
        drop(seat);
        let _ = done.send(());
    };
    if std::thread::Builder::new().name("last words".into()).spawn(ask).is_ok() {
        let _ = wait.recv_timeout(PATIENCE);
    }
}

impl Last {
    /// The desk begins.
    pub fn begin(&mut self, seat: &Arc<Seat>, folder: &Path) {
        *self = Self { seat: Some(Arc::clone(seat)), files: Files::of(folder), ..Self::default() };
    }

    /// Other seats that ask this desk's own office.
    pub fn guests(&self) -> usize {
        self.seat.as_ref().map_or(0, |seat| seat.guests())
    }

    /// The desk has ended in order.
    pub fn end(&mut self) {
        *self = Self::default();
    }

    /// Notes what there is to hand over.
    pub fn note(&mut self, state: &State) {
        let unkept = state.unkept();
        self.whose = state
            .hello
            .as_ref()
            .filter(|hello| !hello.synthetic)
            .map(|hello| (hello.campaign.clone(), hello.member.clone()));
        self.requests = unkept
            .iter()
            .map(|(op, draft)| Request::KeepPersonal {
                name: Draft::name(*op),
                text: draft.as_ref().map(Draft::text),
            })
            .collect();
        self.drafts = unkept.into_iter().filter_map(|(_, draft)| draft).collect();
    }

    /// Keeps it in the file, for when the office cannot be reached.
    pub fn keep_here(&mut self) {
        if let Some((campaign, member)) = self.whose.clone().filter(|_| !self.drafts.is_empty()) {
            // A failure costs the draft and nothing else.
            let _ = self.files.write(&Here { campaign, member, drafts: self.drafts.clone() });
            self.written.clone_from(&self.drafts);
        }
    }

    /// True when the file holds it as it is, or may not hold it.
    pub fn is_here(&self) -> bool {
        let same = |(a, b): (&Draft, &Draft)| a.same(b);
        self.whose.is_none()
            || self.drafts.len() == self.written.len() && self.drafts.iter().zip(&self.written).all(same)
    }

    /// Takes up what lies in the files of this user for this campaign. True when there was any.
    pub fn take_up(&self, state: &mut State) -> bool {
        let Some((campaign, member)) = &self.whose else { return false };
        let line = self.files.old_line();
        state.take_up_line(&line);
        let here = self.files.read().filter(|here| here.campaign == *campaign && here.member == *member);
        let found = !line.is_empty() || here.is_some();
        state.take_up(here.map(|here| here.drafts).unwrap_or_default());
        found
    }

    /// The office keeps all that lay in the files.
    pub fn forget(&self) {
        self.files.remove();
    }
}

/// What is kept in the file.
#[derive(Serialize, Deserialize)]
struct Here {
    campaign: String,
    member: String,
    drafts: Vec<Draft>,
}

/// The files of a user's state folder; an empty path keeps nothing.
#[derive(Debug, Clone, Default)]
struct Files {
    folder: PathBuf,
}

impl Files {
    fn of(folder: &Path) -> Self {
        Self { folder: folder.to_path_buf() }
    }

    fn file(&self) -> Option<PathBuf> {
        Some(&self.folder).filter(|folder| !folder.as_os_str().is_empty()).map(|f| f.join("drafts"))
    }

    /// Where earlier versions kept the quick-entry line.
    fn line(&self) -> Option<PathBuf> {
        self.file().map(|file| file.with_file_name("entry-draft"))
    }

    fn read(&self) -> Option<Here> {
        serde_json::from_slice(&fs::read(self.file()?).ok()?).ok()
    }

    fn old_line(&self) -> String {
        let text = self.line().and_then(|file| fs::read_to_string(file).ok()).unwrap_or_default();
        crate::text::clean(text.trim_end())
    }

    /// Written beside and renamed, so that half a draft never replaces a whole one.
    fn write(&self, here: &Here) -> std::io::Result<()> {
        let Some(file) = self.file() else { return Ok(()) };
        fs::DirBuilder::new().recursive(true).mode(0o700).create(&self.folder)?;
        let beside = file.with_extension(std::process::id().to_string());
        let _ = fs::remove_file(&beside);
        let mut out = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&beside)?;
        out.write_all(&serde_json::to_vec(here)?)?;
        out.sync_all()?;
        fs::rename(&beside, &file)
    }

    fn remove(&self) {
        for file in [self.file(), self.line()].into_iter().flatten() {
            let _ = fs::remove_file(file);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn what_is_kept_here_comes_back_and_is_the_owners_alone() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::of(&folder.path().join("duban"));
        assert!(files.read().is_none() && files.old_line().is_empty());
        let draft = r#"{"op": "7", "verb": "register", "line": "天元 2.1 示例三小"}"#;
        let drafts = vec![serde_json::from_str(draft).unwrap()];
        let here = Here { campaign: "zhuzhou-2021".into(), member: "某某".into(), drafts };
        files.write(&here).unwrap();
        files.write(&here).unwrap();
        assert_eq!(files.read().unwrap().drafts, here.drafts);
        let mode = fs::metadata(files.file().unwrap()).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        fs::write(files.line().unwrap(), "天元 示例二小\n").unwrap();
        assert_eq!(files.old_line(), "天元 示例二小");
        files.remove();
        assert!(files.read().is_none() && files.old_line().is_empty());
        Files::of(Path::new("")).write(&here).unwrap();
    }
}
