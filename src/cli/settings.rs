//! Settings and where each comes from: flag, environment, the user's file, `/etc/duban`, default.

use super::args::{ColorArg, Global, LangArg};
use super::failure::{Failure, Kind};
use crate::i18n::{Lang, Words};
use chrono::NaiveDate;
use clap::ValueEnum;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// What a settings file may hold.
const KEYS: [&str; 4] = ["store", "socket", "lang", "color"];
/// Where an office for a group listens, unless somebody says otherwise.
pub const SERVED: &str = "/run/duban/duban.sock";

/// The environment, so that tests can bring their own.
pub type Env<'a> = &'a dyn Fn(&str) -> Option<OsString>;

/// The settings in force.
#[derive(Debug, Clone)]
pub struct Settings {
    pub store: PathBuf,
    /// Somebody named the store; it is not only the usual place.
    pub store_named: bool,
    /// Where the office for a group listens: the place named, else the usual one.
    pub socket: PathBuf,
    /// The office for a group is what is asked: its socket was named, or is there and no store was named.
    pub served: bool,
    /// Which member one is, and his secret, where several share an account.
    pub member: Option<String>,
    pub pin: Option<String>,
    pub lang: Lang,
    /// The day to show instead of the machine's.
    pub today: Option<NaiveDate>,
    pub color: ColorArg,
    pub plain: bool,
    pub json: bool,
    pub csv: bool,
    /// Folder of the user's settings and keymap.
    pub config: PathBuf,
    /// Folder of what the desk remembers by itself: drafts, reports of a crash.
    pub state: PathBuf,
    /// Where files come in and go out: folders of the user's own.
    pub data: PathBuf,
    /// Folder of the sockets of one's own offices.
    pub runtime: PathBuf,
}

/// A settings file as found: its path and text.
pub struct File {
    pub path: PathBuf,
    pub text: String,
}

/// One layer of settings.
#[derive(Debug, Default)]
struct Layer {
    store: Option<PathBuf>,
    socket: Option<PathBuf>,
    lang: Option<Lang>,
    color: Option<ColorArg>,
}

/// Folders of the user.
#[derive(Debug, Clone)]
pub struct Places {
    pub data: PathBuf,
    pub config: PathBuf,
    pub state: PathBuf,
    pub runtime: PathBuf,
}

impl Places {
    /// The folders that the environment names, after the XDG rules.
    pub fn of(env: Env<'_>) -> Self {
        let home = value(env, "HOME").map_or_else(|| PathBuf::from("/"), PathBuf::from);
        let place = |name: &str, below: &str| {
            let named = value(env, name).map(PathBuf::from).filter(|path| path.is_absolute());
            named.unwrap_or_else(|| home.join(below)).join("duban")
        };
        Self {
            data: place("XDG_DATA_HOME", ".local/share"),
            config: place("XDG_CONFIG_HOME", ".config"),
            state: place("XDG_STATE_HOME", ".local/state"),
            runtime: runtime(env),
        }
    }

    /// The settings files, the more important first.
    pub fn files(&self) -> Vec<File> {
        [self.config.join("config.toml"), PathBuf::from("/etc/duban/config.toml")]
            .into_iter()
            .filter_map(|path| Some(File { text: std::fs::read_to_string(&path).ok()?, path }))
            .collect()
    }
}

/// The runtime folder; without one a folder of the user's own among the temporary ones.
fn runtime(env: Env<'_>) -> PathBuf {
    let named = value(env, "XDG_RUNTIME_DIR").map(PathBuf::from).filter(|path| path.is_absolute());
    match named {
        Some(folder) => folder.join("duban"),
        None => PathBuf::from(format!("/tmp/duban-{}", rustix::process::geteuid().as_raw())),
    }
}

/// A variable that is set to something.
pub fn value(env: Env<'_>, name: &str) -> Option<OsString> {
    env(name).filter(|value| !value.is_empty())
}

fn text(env: Env<'_>, name: &str) -> Option<String> {
    value(env, name).and_then(|value| value.into_string().ok())
}

/// The language to speak before the arguments are read: that of `--lang`, the environment, a file.
pub fn early_lang(arguments: &[OsString], env: Env<'_>, files: &[File]) -> Lang {
    let mut told = None;
    for (i, argument) in arguments.iter().enumerate() {
        let Some(argument) = argument.to_str() else { continue };
        let next = || arguments.get(i + 1).and_then(|next| next.to_str());
        let value = if argument == "--lang" { next() } else { argument.strip_prefix("--lang=") };
        told = value.and_then(Lang::from_code).or(told);
    }
    told.or_else(|| text(env, "DUBAN_LANG").as_deref().and_then(Lang::from_code))
        .or_else(|| files.iter().find_map(|file| read(file, None).0.lang))
        .unwrap_or_default()
}

/// Settles the settings. Faults of a file are told and leave the rest in force.
///
/// # Errors
/// The day given is no day.
pub fn settle(
    global: &Global,
    env: Env<'_>,
    places: &Places,
    files: &[File],
    words: &Words,
) -> Result<(Settings, Vec<String>), Failure> {
    let mut faults = Vec::new();
    let flags = Layer {
        store: global.store.clone(),
        socket: global.socket.clone(),
        lang: global.lang.map(|lang| match lang {
            LangArg::Zh => Lang::Zh,
            LangArg::En => Lang::En,
        }),
        color: global.color,
    };
    let around = Layer {
        store: value(env, "DUBAN_STORE").map(PathBuf::from),
        socket: value(env, "DUBAN_SOCKET").map(PathBuf::from),
        lang: text(env, "DUBAN_LANG").as_deref().and_then(Lang::from_code),
        color: None,
    };
    let mut layers = vec![flags, around];
    for file in files {
        let (layer, wrong) = read(file, Some(words));
        layers.push(layer);
        faults.extend(wrong);
    }
    let store = layers.iter().find_map(|layer| layer.store.clone());
    let socket = layers.iter().find_map(|layer| layer.socket.clone());
    // The most important layer that names one of the two decides which it is.
    let deciding = layers.iter().find(|layer| layer.store.is_some() || layer.socket.is_some());
    let served = match deciding {
        Some(layer) => layer.socket.is_some(),
        None => Path::new(SERVED).exists(),
    };
    let today = global.today.clone().or_else(|| text(env, "DUBAN_TODAY"));
    let settings = Settings {
        store_named: store.is_some(),
        served,
        socket: socket.unwrap_or_else(|| PathBuf::from(SERVED)),
        member: text(env, "DUBAN_MEMBER"),
        pin: text(env, "DUBAN_PIN"),
        runtime: places.runtime.clone(),
        store: store.unwrap_or_else(|| places.data.join("duban.redb")),
        lang: layers.iter().find_map(|layer| layer.lang).unwrap_or_default(),
        today: today.map(|text| day(&text, words)).transpose()?,
        color: layers.iter().find_map(|layer| layer.color).unwrap_or_default(),
        plain: global.plain,
        json: global.json,
        csv: global.csv,
        config: places.config.clone(),
        state: places.state.clone(),
        data: places.data.clone(),
    };
    Ok((settings, faults))
}

/// A day written as `2021-09-18`.
///
/// # Errors
/// It is not one.
pub fn day(text: &str, words: &Words) -> Result<NaiveDate, Failure> {
    let parsed = NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d");
    parsed.map_err(|_| Failure::new(Kind::Usage, words.with("cli-bad-day", &[("text", text)])))
}

/// Reads a settings file; `words` are wanted when its faults are to be told.
fn read(file: &File, words: Option<&Words>) -> (Layer, Vec<String>) {
    let mut layer = Layer::default();
    let mut faults = Vec::new();
    let path = file.path.display().to_string();
    let mut fault = |id: &str, name: &str, detail: &str| {
        if let Some(words) = words {
            faults.push(words.with(id, &[("path", path.as_str()), ("name", name), ("detail", detail)]));
        }
    };
    let table = match toml::from_str::<toml::Table>(&file.text) {
        Ok(table) => table,
        Err(error) => {
            fault("cli-config-syntax", "", error.message());
            return (layer, faults);
        }
    };
    for (key, value) in &table {
        let value = value.as_str();
        let read = match key.as_str() {
            "store" => value.map(|path| layer.store = Some(at_home(path, &file.path))).is_some(),
            "socket" => value.map(|path| layer.socket = Some(at_home(path, &file.path))).is_some(),
            "lang" => value.and_then(Lang::from_code).map(|lang| layer.lang = Some(lang)).is_some(),
            "color" => {
                let color = value.and_then(|color| ColorArg::from_str(color, true).ok());
                color.map(|color| layer.color = Some(color)).is_some()
            }
            _ => {
                fault("cli-config-key", key, &KEYS.join(" "));
                continue;
            }
        };
        if !read {
            fault("cli-config-value", key, "");
        }
    }
    (layer, faults)
}

/// A relative path of a settings file counts from the folder of that file.
fn at_home(path: &str, file: &Path) -> PathBuf {
    file.parent().map_or_else(|| PathBuf::from(path), |folder| folder.join(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places() -> Places {
        Places::of(&|name| (name == "HOME").then(|| "/home/a".into()))
    }

    fn file(path: &str, text: &str) -> File {
        File { path: path.into(), text: text.into() }
    }

    #[test]
    fn flag_beats_environment_beats_files_beats_default() {
        let words = Words::new(Lang::Zh);
        let env = |name: &str| match name {
            "DUBAN_STORE" => Some(OsString::from("/env.redb")),
            "DUBAN_LANG" => Some(OsString::new()),
            _ => None,
        };
        let files =
            [file("/u/config.toml", "store = \"mine.redb\"\nlang = \"en\""), file("/etc/x", "lang = \"zh\"")];
        let flags = Global { store: Some("/flag.redb".into()), ..Global::default() };
        let store = |global: &Global, env: Env<'_>, files: &[File]| {
            settle(global, env, &places(), files, &words).unwrap().0.store
        };
        assert_eq!(store(&flags, &env, &files), PathBuf::from("/flag.redb"));
        assert_eq!(store(&Global::default(), &env, &files), PathBuf::from("/env.redb"));
        assert_eq!(store(&Global::default(), &|_| None, &files), PathBuf::from("/u/mine.redb"));
        let default = PathBuf::from("/home/a/.local/share/duban/duban.redb");
        assert_eq!(store(&Global::default(), &|_| None, &[]), default);
        let (settings, _) = settle(&Global::default(), &env, &places(), &files, &words).unwrap();
        assert_eq!(settings.lang, Lang::En, "an empty variable is unset");
    }

    #[test]
    fn the_language_is_known_before_the_arguments_are() {
        let lang = |arguments: &[&str], told: Option<&str>| {
            let arguments: Vec<OsString> = arguments.iter().map(OsString::from).collect();
            early_lang(&arguments, &|name| told.filter(|_| name == "DUBAN_LANG").map(OsString::from), &[])
        };
        assert_eq!(lang(&["list", "--lang", "en", "--nonsense"], None), Lang::En);
        assert_eq!(lang(&["--lang=en"], Some("zh")), Lang::En);
        assert_eq!(lang(&["list"], Some("en")), Lang::En);
        assert_eq!(lang(&["list"], None), Lang::Zh);
        assert_eq!(early_lang(&[], &|_| None, &[file("/u", "lang = \"en\"")]), Lang::En);
    }

    #[test]
    fn a_faulty_file_is_told_and_the_rest_of_it_holds() {
        let words = Words::new(Lang::Zh);
        let files = [file("/u/config.toml", "stor = 1\ncolor = \"purple\"\nlang = \"en\"")];
        let (settings, faults) = settle(&Global::default(), &|_| None, &places(), &files, &words).unwrap();
        assert_eq!(settings.lang, Lang::En);
        assert_eq!(faults.len(), 2);
        assert!(faults.iter().any(|fault| fault.contains("stor")), "{faults:?}");
        let broken = [file("/u/config.toml", "lang = ")];
        let (settings, faults) = settle(&Global::default(), &|_| None, &places(), &broken, &words).unwrap();
        assert_eq!((settings.lang, faults.len()), (Lang::Zh, 1));
    }

    #[test]
    fn a_day_is_a_day() {
        let words = Words::new(Lang::Zh);
        assert_eq!(day("2021-09-18", &words).unwrap().to_string(), "2021-09-18");
        for text in ["2021-09-31", "9月18日", "", "2021/9/18"] {
            assert_eq!(day(text, &words).unwrap_err().kind, Kind::Usage, "{text}");
        }
    }
}
