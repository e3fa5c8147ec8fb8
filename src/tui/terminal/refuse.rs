//! Why a terminal cannot carry the desk. Decided from values handed in; the environment is not read.

/// What is known of the terminal and the locale. Texts are those of the variables, `None` if unset.
#[derive(Debug, Clone, Default)]
pub struct Surroundings<'a> {
    pub stdin_is_terminal: bool,
    pub stdout_is_terminal: bool,
    pub term: Option<&'a str>,
    pub lc_all: Option<&'a str>,
    pub lc_ctype: Option<&'a str>,
    pub lang: Option<&'a str>,
}

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TerminalRefusal {
    /// Standard input or output is a file or a pipe.
    NotATerminal { output: bool },
    /// `TERM` says that it can show lines only, or nothing.
    Dumb { term: String },
    /// The locale's encoding is another than UTF-8.
    Codeset { name: String, locale: String },
}

impl TerminalRefusal {
    /// The code of its message: `terminal-<code>`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotATerminal { .. } => "not-a-terminal",
            Self::Dumb { .. } => "dumb",
            Self::Codeset { .. } => "codeset",
        }
    }
}

/// Says whether the desk can be shown.
pub fn check(around: &Surroundings) -> Result<(), TerminalRefusal> {
    if !around.stdin_is_terminal || !around.stdout_is_terminal {
        return Err(TerminalRefusal::NotATerminal { output: !around.stdout_is_terminal });
    }
    let term = around.term.unwrap_or_default();
    if matches!(term, "" | "dumb") {
        return Err(TerminalRefusal::Dumb { term: term.to_owned() });
    }
    match codeset(around) {
        Some((name, locale)) if !is_utf8(&name) => Err(TerminalRefusal::Codeset { name, locale }),
        _ => Ok(()),
    }
}

/// The locale's encoding and the locale. `None` when the locale names none: `C`, or nothing set,
/// as on many a bastion whose terminal is UTF-8 all the same.
pub fn codeset(around: &Surroundings) -> Option<(String, String)> {
    let set = |value: &Option<&'_ str>| value.filter(|value| !value.is_empty()).map(str::to_owned);
    let locale = [around.lc_all, around.lc_ctype, around.lang].iter().find_map(set)?;
    let bare = locale.split('@').next().unwrap_or_default();
    let name = match bare.split_once('.') {
        Some((_, codeset)) => codeset,
        None if matches!(bare, "C" | "POSIX") => return None,
        None if is_utf8(bare) => bare,
        // The C library's old defaults for locales without a codeset.
        None if bare.starts_with("zh_TW") => "BIG5",
        None if bare.starts_with("zh") => "GB2312",
        None => "ISO-8859-1",
    };
    Some((name.to_owned(), locale.clone()))
}

fn is_utf8(name: &str) -> bool {
    matches!(name.to_ascii_lowercase().as_str(), "utf-8" | "utf8")
}

/// True when the terminal is the bare Linux console, whose font has lines but no Han characters.
pub fn is_bare_console(around: &Surroundings) -> bool {
    around.term == Some("linux")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn good() -> Surroundings<'static> {
        Surroundings {
            stdin_is_terminal: true,
            stdout_is_terminal: true,
            term: Some("xterm-256color"),
            lang: Some("zh_CN.UTF-8"),
            ..Surroundings::default()
        }
    }

    fn refused(change: impl FnOnce(&mut Surroundings<'static>)) -> Option<TerminalRefusal> {
        let mut around = good();
        change(&mut around);
        check(&around).err()
    }

    #[test]
    fn pipes_and_dumb_terminals_are_refused() {
        assert_eq!(refused(|_| {}), None);
        assert_eq!(
            refused(|a| a.stdout_is_terminal = false),
            Some(TerminalRefusal::NotATerminal { output: true })
        );
        assert_eq!(
            refused(|a| a.stdin_is_terminal = false),
            Some(TerminalRefusal::NotATerminal { output: false })
        );
        for term in [None, Some(""), Some("dumb")] {
            assert_eq!(refused(|a| a.term = term).map(|r| r.code()), Some("dumb"));
        }
    }

    #[test]
    fn the_first_locale_that_is_set_decides() {
        let codeset = |lc_all, lc_ctype, lang| {
            let refusal = refused(|a| (a.lc_all, a.lc_ctype, a.lang) = (lc_all, lc_ctype, lang));
            refusal.map(|refusal| match refusal {
                TerminalRefusal::Codeset { name, .. } => name,
                other => panic!("{other:?}"),
            })
        };
        assert_eq!(codeset(Some("zh_CN.GB18030"), None, Some("zh_CN.UTF-8")), Some("GB18030".into()));
        assert_eq!(codeset(Some(""), Some("zh_CN.gbk"), Some("zh_CN.UTF-8")), Some("gbk".into()));
        assert_eq!(codeset(None, Some("UTF-8"), Some("zh_CN.GBK")), None, "as a Mac sends it");
        assert_eq!(codeset(None, None, Some("zh_CN")), Some("GB2312".into()));
        assert_eq!(codeset(None, None, Some("en_US.utf8")), None);
        assert_eq!(codeset(None, None, Some("zh_CN.UTF-8@pinyin")), None);
        for named_nothing in [None, Some("C"), Some("POSIX"), Some("C.UTF-8")] {
            assert_eq!(codeset(None, None, named_nothing), None);
        }
    }
}
