//! Who runs the program, as the system knows them.

use std::ffi::OsString;

const ACCOUNTS: &str = "/etc/passwd";

/// The login name of the process's user: of the accounts file, else as the environment says (accounts
/// of a directory service stand in no file), else by number.
pub fn login(env: &dyn Fn(&str) -> Option<OsString>) -> String {
    let uid = rustix::process::getuid().as_raw().to_string();
    let accounts = std::fs::read_to_string(ACCOUNTS).unwrap_or_default();
    let told = || {
        let names = ["LOGNAME", "USER"].into_iter();
        names.filter_map(env).filter_map(|name| name.into_string().ok()).find(|name| !name.is_empty())
    };
    account(&accounts, 2, &uid)
        .map(|fields| fields[0].to_owned())
        .or_else(told)
        .unwrap_or_else(|| format!("uid{uid}"))
}

/// The person's name of a login, as far as the system knows one; else the login itself.
pub fn real_name(login: &str) -> String {
    let accounts = std::fs::read_to_string(ACCOUNTS).unwrap_or_default();
    let fields = account(&accounts, 0, login);
    let name =
        fields.and_then(|fields| fields.get(4).map(|gecos| gecos.split(',').next().unwrap_or_default()));
    name.map(str::trim).filter(|name| !name.is_empty()).unwrap_or(login).to_owned()
}

/// The fields of the account whose field `at` is `value`.
fn account<'a>(accounts: &'a str, at: usize, value: &str) -> Option<Vec<&'a str>> {
    let accounts = accounts.lines().map(|line| line.split(':').collect::<Vec<_>>());
    accounts.into_iter().find(|fields| fields.get(at) == Some(&value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_are_found_by_number_and_by_name() {
        let file = "root:x:0:0:root:/root:/bin/sh\nzyz:x:1001:100:Tang Yuzi,,,:/home/zyz:/bin/bash\n";
        assert_eq!(account(file, 2, "1001").unwrap()[0], "zyz");
        assert_eq!(account(file, 0, "zyz").unwrap()[4], "Tang Yuzi,,,");
        assert_eq!(account(file, 2, "7"), None);
        assert!(!login(&|_| None).is_empty());
    }
}
