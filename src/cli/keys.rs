//! `duban keys`: the card of the keys in force, in two columns; or what is wrong with a keymap file.

use super::context::Context;
use super::failure::{Failure, Kind};
use super::out::Shape;
use crate::i18n::Words;
use crate::keymap::{Action, Context as Place, Group, Keymap, KeymapProblem, Preset};
use crate::text::{fit, pad, width};
use serde::Serialize;
use std::path::{Path, PathBuf};

/// `duban keys [--preset NAME] [--check FILE]`
#[derive(Debug, clap::Args)]
pub struct Keys {
    #[arg(long, value_name = "NAME")]
    pub preset: Option<String>,
    #[arg(long, value_name = "FILE")]
    pub check: Option<PathBuf>,
}

/// One line of the card.
#[derive(Debug, Serialize)]
pub struct Line {
    pub action: &'static str,
    pub group: &'static str,
    pub keys: Vec<String>,
    pub label: String,
}

#[derive(Serialize)]
struct Body {
    schema: &'static str,
    preset: &'static str,
    total: usize,
    rows: Vec<Line>,
}

impl Keys {
    /// Prints the card, or checks a file.
    pub fn run(&self, context: &mut Context) -> Result<(), Failure> {
        let words = context.words.clone();
        if let Some(file) = &self.check {
            return check(context, file);
        }
        let keymap = match &self.preset {
            Some(name) => {
                Keymap::preset(Preset::from_code(name).ok_or_else(|| unknown_preset(&words, name))?)
            }
            None => in_force(context),
        };
        let lines = lines(&words, &keymap);
        if context.settings.json {
            let preset = keymap.started_from().code();
            return context.out.json(&Body {
                schema: "duban.keys/1",
                preset,
                total: lines.len(),
                rows: lines,
            });
        }
        match context.out.shape() {
            Shape::Fit(columns) => {
                card(&words, &lines, columns).iter().try_for_each(|line| context.out.line(line))
            }
            Shape::Tabs => lines.iter().try_for_each(|line| {
                context.out.painted(&format!("{}\t{}\t{}", line.keys.join("  "), line.label, line.action))
            }),
        }
    }
}

/// The user's keymap, or the default one; faults are told and leave the rest in force.
pub fn in_force(context: &Context) -> Keymap {
    let file = context.settings.config.join("keymap.toml");
    match std::fs::read_to_string(&file) {
        Err(_) => Keymap::preset(Preset::Default),
        Ok(text) => {
            let (keymap, problems) = Keymap::read(&file.display().to_string(), &text);
            problems.iter().for_each(|problem| context.out.say(&told(&context.words, problem)));
            keymap
        }
    }
}

fn check(context: &mut Context, file: &Path) -> Result<(), Failure> {
    let words = context.words.clone();
    let text = std::fs::read_to_string(file).map_err(|error| Failure::file(&words, file, &error))?;
    let (_, problems) = Keymap::read(&file.display().to_string(), &text);
    if problems.is_empty() {
        return context.out.line(&words.get("keymap-sound"));
    }
    let told: Vec<String> = problems.iter().map(|problem| told(&words, problem)).collect();
    Err(Failure::new(Kind::BadInput, told.join("\n")))
}

fn told(words: &Words, problem: &KeymapProblem) -> String {
    words.keymap_problem(problem.code(), &problem.args())
}

fn unknown_preset(words: &Words, name: &str) -> Failure {
    let known: Vec<&str> = Preset::ALL.iter().map(|preset| preset.code()).collect();
    Failure::new(Kind::Usage, words.with("cli-unknown-preset", &[("name", name)]))
        .hint(words.with("cli-known-values", &[("known", known.join(" "))]))
}

/// Every bound action with its keys, in the order of the groups. The keys are those of lists, or else of
/// the first place where the action has any.
pub fn lines(words: &Words, keymap: &Keymap) -> Vec<Line> {
    let keys = |action: Action| {
        let places = [Place::List].into_iter().chain(Place::ALL);
        places.map(|place| keymap.keys_of(place, action)).find(|keys| !keys.is_empty()).unwrap_or_default()
    };
    let mut lines = Vec::new();
    for group in Group::ALL {
        let offered = |action: &&Action| action.row().group == group;
        for action in Action::ALL.iter().filter(offered) {
            let keys: Vec<String> = keys(*action).iter().map(ToString::to_string).collect();
            if !keys.is_empty() {
                let label = words.action(action.code());
                lines.push(Line { action: action.code(), group: group.code(), keys, label });
            }
        }
    }
    lines
}

/// The card: two columns of keys and labels under their headings, read down the left one first.
fn card(words: &Words, lines: &[Line], columns: usize) -> Vec<String> {
    let half = columns.saturating_sub(2) / 2;
    let keys = lines.iter().map(|line| width(&line.keys.join("  "))).max().unwrap_or(0).min(half / 2);
    let mut entries: Vec<String> = Vec::new();
    let mut group = "";
    for line in lines {
        if line.group != group {
            group = line.group;
            entries.push(format!("[{}]", words.get(&format!("group-{group}"))));
        }
        entries
            .push(fit(&format!("  {}  {}", pad(&fit(&line.keys.join("  "), keys), keys), line.label), half));
    }
    let tall = entries.len().div_ceil(2);
    let right = |i: usize| entries.get(tall + i).map_or("", String::as_str);
    (0..tall).map(|i| format!("{}  {}", pad(&entries[i], half), right(i)).trim_end().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;
    use crate::keymap::Width;

    #[test]
    fn every_action_group_and_place_has_its_words() {
        for lang in [Lang::Zh, Lang::En] {
            let words = Words::new(lang);
            for action in Action::ALL {
                let id = action.row().label_id();
                assert!(words.has(&id) && words.has(&format!("{id}-short")), "{id}");
                assert_eq!(words.action(action.code()), words.get(&id));
            }
            Group::ALL.iter().for_each(|group| assert!(words.has(&format!("group-{}", group.code()))));
            Place::ALL.iter().for_each(|place| assert!(words.has(&format!("context-{}", place.code()))));
        }
    }

    #[test]
    fn every_fault_of_a_keymap_is_told() {
        let faulty = "preset = \"emacs\"\n[nowhere]\n\"a\" = \"up\"\n[list]\n\"a\" = \"dwn\"\n\"hyper-x\" = \"up\"\n\
                      \"b\" = 3\n\"c\" = \"up\"\n\"c c\" = \"down\"\n\"k\" = \"next_field\"\n[text]\n\"d\" = \"accept\"\n";
        for lang in [Lang::Zh, Lang::En] {
            let words = Words::new(lang);
            let mut codes = std::collections::BTreeSet::new();
            for text in [faulty, "[list"] {
                for problem in Keymap::read("keymap.toml", text).1 {
                    let told = told(&words, &problem);
                    assert!(!told.contains("No localization") && !told.contains('$'), "{told}");
                    assert!(told.contains("keymap.toml"), "{told}");
                    codes.insert(problem.code());
                }
            }
            assert!(codes.len() >= 8, "{codes:?}");
        }
    }

    #[test]
    fn the_lines_of_hints_are_as_drawn() {
        let words = Words::new(Lang::Zh);
        let keymap = Keymap::preset(Preset::Default);
        let line = |wide| {
            let hints = keymap.hints(Place::List, wide);
            let hints: Vec<String> = hints
                .iter()
                .filter(|hint| hint.action.row().in_palette())
                .map(|hint| format!("{}{}", hint.key, words.action_short(hint.action.code())))
                .collect();
            format!(" {}", hints.join(" "))
        };
        assert_eq!(
            line(Width::Wide),
            " a登记 r更正 x验收 e延期 s进展 c催办 t转办 !督办 w出文 d导出 /查找 o逾期 m一览 @同类 p电话 b依据 h过程 y复制 u撤销 ?帮助"
        );
        assert!(width(&line(Width::Narrow)) <= 73);
    }

    #[test]
    fn the_card_fits_and_names_every_key_once() {
        for lang in [Lang::Zh, Lang::En] {
            let words = Words::new(lang);
            let lines = lines(&words, &Keymap::preset(Preset::Default));
            let card = card(&words, &lines, 80);
            assert!(card.iter().all(|line| width(line) <= 80));
            for group in Group::ALL {
                let heading = format!("[{}]", words.get(&format!("group-{}", group.code())));
                assert_eq!(card.join("\n").matches(&heading).count(), 1, "{heading}");
            }
        }
    }
}
