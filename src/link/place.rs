//! Where sockets lie, and that nobody else can put one there.

use crate::model::trouble::Trouble;
use sha2::{Digest, Sha256};
use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

/// The socket of a store of one's own: in the runtime folder, named after where the store lies.
pub fn own_socket(store: &Path, runtime: &Path) -> PathBuf {
    let folder = store.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let whole = fs::canonicalize(store).or_else(|_| {
        let name = store.file_name().unwrap_or_default();
        fs::canonicalize(folder).map(|folder| folder.join(name))
    });
    let whole = whole.unwrap_or_else(|_| store.to_owned());
    let sum = Sha256::digest(whole.as_os_str().as_encoded_bytes());
    let name: String = sum.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    runtime.join(format!("{name}.sock"))
}

/// Makes a folder that is this user's alone, or sees that it is.
///
/// # Errors
/// It is somebody else's, or others may enter it.
pub fn private_folder(folder: &Path) -> Result<(), Trouble> {
    let other = |error: io::Error| Trouble::Other { path: folder.to_owned(), detail: error.to_string() };
    DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(other)?;
    let found = fs::symlink_metadata(folder).map_err(other)?;
    let own = found.uid() == rustix::process::geteuid().as_raw();
    if !found.is_dir() || !own || found.permissions().mode() & 0o077 != 0 {
        return Err(Trouble::LooseFolder { path: folder.to_owned() });
    }
    Ok(())
}

/// Sees that only the office's own account can put a socket into a folder.
///
/// # Errors
/// Others may write there.
pub fn guarded_folder(folder: &Path) -> Result<(), Trouble> {
    let found = fs::metadata(folder)
        .map_err(|error| Trouble::Other { path: folder.to_owned(), detail: error.to_string() })?;
    let owner = found.uid();
    let own = owner == rustix::process::geteuid().as_raw() || owner == 0;
    if !own || found.permissions().mode() & 0o022 != 0 {
        return Err(Trouble::LooseFolder { path: folder.to_owned() });
    }
    Ok(())
}

/// Sees that nobody but the office's own account can look into the store's folder.
///
/// # Errors
/// It is somebody else's, or others may enter it.
pub fn closed_folder(folder: &Path) -> Result<(), Trouble> {
    let found = fs::metadata(folder)
        .map_err(|error| Trouble::Other { path: folder.to_owned(), detail: error.to_string() })?;
    let own = found.uid() == rustix::process::geteuid().as_raw();
    if !own || found.permissions().mode() & 0o077 != 0 {
        return Err(Trouble::LooseFolder { path: folder.to_owned() });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_store_has_one_socket_by_whatever_way_it_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let below = folder.path().join("below");
        fs::create_dir(&below).unwrap();
        let store = folder.path().join("duban.redb");
        let socket = own_socket(&store, Path::new("/run/x"));
        assert_eq!(own_socket(&below.join("../duban.redb"), Path::new("/run/x")), socket);
        fs::write(&store, "").unwrap();
        assert_eq!(own_socket(&below.join("../duban.redb"), Path::new("/run/x")), socket);
        assert_ne!(own_socket(&below.join("duban.redb"), Path::new("/run/x")), socket);
    }

    #[test]
    fn a_folder_that_others_may_enter_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let own = folder.path().join("own");
        private_folder(&own).unwrap();
        private_folder(&own).unwrap();
        fs::set_permissions(&own, fs::Permissions::from_mode(0o750)).unwrap();
        assert!(matches!(private_folder(&own), Err(Trouble::LooseFolder { .. })));
        guarded_folder(&own).unwrap();
        fs::set_permissions(&own, fs::Permissions::from_mode(0o770)).unwrap();
        assert!(matches!(guarded_folder(&own), Err(Trouble::LooseFolder { .. })));
    }
}
