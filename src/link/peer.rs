//! Who is on the other side of a socket, as the kernel says, and what the system calls him.

use std::ffi::OsStr;
use std::os::unix::net::UnixStream;

/// The account at the other end, as it was when it connected.
pub fn uid(stream: &UnixStream) -> Option<u32> {
    rustix::net::sockopt::socket_peercred(stream).ok().map(|peer| peer.uid.as_raw())
}

/// The account of this process.
pub fn own_uid() -> u32 {
    rustix::process::geteuid().as_raw()
}

/// The login name of an account, directory services included; by number where it has none.
pub fn account(uid: u32) -> String {
    let user = uzers::get_user_by_uid(uid);
    let name = user.and_then(|user| user.name().to_str().map(str::to_owned));
    name.unwrap_or_else(|| format!("uid{uid}"))
}

/// The number of a group.
pub fn group(name: &OsStr) -> Option<u32> {
    uzers::get_group_by_name(name).map(|group| group.gid())
}
