//! The presets as a whole, and what a user's file does to them.

use super::*;

fn keys(text: &str) -> Vec<Key> {
    text.parse::<Chord>().unwrap().keys().to_vec()
}

fn matched(map: &Keymap, context: Context, text: &str) -> Option<Action> {
    match map.look(context, &keys(text)) {
        Look::Matched(binding) => Some(binding.action()),
        _ => None,
    }
}

fn shown(map: &Keymap, context: Context, width: Width) -> String {
    let hints = map.hints(context, width);
    let words: Vec<String> =
        hints.iter().map(|hint| format!("{}:{}", hint.key, hint.action.code())).collect();
    words.join(" ")
}

#[test]
fn the_presets_are_without_fault() {
    for preset in Preset::ALL {
        let sheet = sheet::Sheet::read(preset.code(), preset.text());
        assert_eq!(sheet.problems, [], "{}", preset.code());
        let (map, _) = Keymap::read("k", &format!("preset = \"{}\"", preset.code()));
        assert_eq!(map.started_from(), preset);
    }
}

/// What a web bastion, a window manager or a browser keeps for itself.
fn eaten(key: Key) -> bool {
    let kept = matches!(key.code(), Code::Char('w' | 'n' | 't'));
    key.alt() || (key.ctrl() && kept) || matches!(key.code(), Code::F(11 | 12))
}

#[test]
fn no_action_hangs_on_a_key_that_may_be_eaten() {
    for preset in Preset::ALL {
        let map = Keymap::preset(preset);
        let safe = |context, action| {
            let keys = map.keys_of(context, action);
            keys.into_iter().any(|chord| !chord.keys().iter().any(|key| eaten(*key)))
        };
        // The way in for everything else, without letters: an input method swallows those.
        for action in [Action::Palette, Action::Menu, Action::Help] {
            for context in Context::ALL {
                let keys = map.keys_of(context, action);
                let named = |c: &Chord| matches!(c.keys(), [k] if matches!(k.code(), Code::F(1..=10)));
                assert!(keys.iter().any(named), "{action:?} in {context:?}");
            }
        }
        for &action in Action::ALL {
            let row = action.row();
            if row.in_palette() {
                continue;
            }
            for context in Context::ALL.into_iter().filter(|context| *context != Context::Global) {
                let reached = !row.works_in(context) || safe(context, action);
                assert!(reached, "{action:?} in {context:?} of {preset:?}");
            }
        }
    }
}

#[test]
fn every_letter_of_the_desk_means_what_it_should() {
    let map = Keymap::preset(Preset::Default);
    let desk = [
        ("a", Action::RegisterIssue),
        ("i", Action::TakeIntake),
        ("f4", Action::TakeIntake),
        ("enter", Action::Open),
        ("r", Action::Amend),
        ("x", Action::NextStep),
        ("e", Action::Extend),
        ("s", Action::Progress),
        ("c", Action::Chase),
        ("t", Action::ReassignMenu),
        ("n", Action::Note),
        ("l", Action::Link),
        ("!", Action::SuperviseMenu),
        ("w", Action::WriteLetter),
        ("d", Action::Export),
        ("@", Action::LikeCell),
        ("/", Action::Find),
        ("o", Action::OverdueOnly),
        ("v", Action::SavedQueries),
        ("m", Action::Overview),
        ("f", Action::Tally),
        ("p", Action::Phone),
        ("b", Action::Basis),
        ("h", Action::History),
        ("y", Action::Copy),
        ("ctrl-z", Action::Undo),
        ("ctrl-r", Action::Redo),
        ("z", Action::Zoom),
        (":", Action::Palette),
        ("?", Action::Help),
        ("f10", Action::Menu),
        ("f12", Action::Meeting),
        ("q", Action::Quit),
        (".", Action::RepeatLast),
        ("-", Action::LastView),
        ("7", Action::GotoTab7),
    ];
    for context in [Context::List, Context::Detail, Context::Matrix] {
        for (key, action) in desk {
            assert_eq!(matched(&map, context, key), Some(action), "{key} in {context:?}");
        }
    }
    assert_eq!(matched(&map, Context::List, "space"), Some(Action::Mark));
    assert_eq!(matched(&map, Context::List, "*"), Some(Action::MarkAll));
    assert_eq!(matched(&map, Context::List, "g"), Some(Action::Freeze));
    assert_eq!(matched(&map, Context::List, "f8"), Some(Action::Freeze));
    for letter in ["j", "k"] {
        assert_eq!(map.look(Context::List, &keys(letter)), Look::NotFound, "{letter} is free");
    }
}

#[test]
fn signs_of_an_input_method_count_in_lists_only() {
    let map = Keymap::preset(Preset::Default);
    for (sign, action) in
        [('\u{FF1F}', Action::Help), ('\u{FF1A}', Action::Palette), ('\u{3002}', Action::RepeatLast)]
    {
        assert_eq!(map.look(Context::List, &[Key::char(sign)]), Look::Matched(Binding::Action(action)));
        assert_eq!(map.look(Context::Text, &[Key::char(sign)]), Look::NotFound);
    }
    assert_eq!(
        map.look(Context::List, &[Key::char('\u{FF13}')]),
        Look::Matched(Binding::Action(Action::GotoTab3))
    );
    assert_eq!(map.look(Context::List, &[Key::char('\u{5929}')]), Look::NotFound, "the search takes it");
}

#[test]
fn text_keeps_its_characters_and_an_undo_stays_out_of_forms() {
    for preset in Preset::ALL {
        let map = Keymap::preset(preset);
        for context in [Context::Form, Context::Text] {
            for chord in map.bindings(context).keys() {
                assert_eq!(chord.keys()[0].text(), None, "{chord} in {context:?}");
            }
            for key in ["left", "home", "end", "backspace", "delete", "ctrl-u", "ctrl-z"] {
                let taken = matched(&map, context, key).filter(|a| *a != Action::Suspend);
                assert_eq!(taken, None, "{key} in {context:?}");
            }
        }
        assert_eq!(matched(&map, Context::Form, "f4"), Some(Action::TakeIntake), "a call comes at any time");
        assert_eq!(matched(&map, Context::Dialog, "1"), None, "digits answer questions");
    }
}

#[test]
fn ctrl_c_never_quits_unless_the_habit_is_asked_for() {
    let quits = |preset| {
        let map = Keymap::preset(preset);
        Context::ALL.into_iter().any(|c| matched(&map, c, "ctrl-c") == Some(Action::Quit))
    };
    assert!(!quits(Preset::Default));
    assert!(quits(Preset::Vim));
}

#[test]
fn a_chord_waits_and_says_for_what() {
    let map = Keymap::preset(Preset::Vim);
    let Look::Pending(next) = map.look(Context::List, &keys("g")) else { panic!("g alone matched") };
    assert_eq!(next, [("g".parse().unwrap(), Binding::Action(Action::Home))]);
    assert_eq!(matched(&map, Context::List, "g g"), Some(Action::Home));
    assert_eq!(map.look(Context::List, &keys("g x")), Look::NotFound);
    assert_eq!(map.look(Context::List, &[]), Look::NotFound);
    assert_eq!(matched(&map, Context::List, "j"), Some(Action::Down));
    assert_eq!(matched(&map, Context::List, "H"), Some(Action::History));
    assert_eq!(matched(&map, Context::List, "a"), Some(Action::RegisterIssue), "the default lies beneath");
}

#[test]
fn a_file_holds_only_differences() {
    let text = "[global]\n\"o\" = \"\"\n\"f7\" = \"find is:overdue\"\n\"a b\" = \"export\"\n[matrix]\n\"d\" = \"\"\n";
    let (map, problems) = Keymap::read("k.toml", text);
    assert_eq!(problems, []);
    assert_eq!(map.look(Context::List, &keys("o")), Look::NotFound);
    assert_eq!(
        map.look(Context::List, &keys("f7")),
        Look::Matched(Binding::Command(Action::Find, "is:overdue".into()))
    );
    assert!(matches!(map.look(Context::List, &keys("a")), Look::Pending(_)), "the chord drove out the key");
    assert_eq!(matched(&map, Context::List, "d"), Some(Action::Export));
    assert_eq!(matched(&map, Context::Matrix, "d"), None);
    assert_eq!(matched(&map, Context::List, "r"), Some(Action::Amend));
}

#[test]
fn a_fault_leaves_the_defaults_in_force() {
    let (map, problems) = Keymap::read("k.toml", "[global]\n\"a\" = \"nothing_such\"\n\"z\" = \"quit\"\n");
    assert_eq!(problems.len(), 1);
    assert_eq!(matched(&map, Context::List, "a"), Some(Action::RegisterIssue));
    assert_eq!(matched(&map, Context::List, "z"), Some(Action::Quit), "the sound line counts");
    let (map, problems) = Keymap::read("k.toml", "[global\n");
    assert_eq!((problems.len(), problems[0].code()), (1, "syntax"));
    assert_eq!(matched(&map, Context::List, "a"), Some(Action::RegisterIssue));
}

#[test]
fn hints_follow_the_order_of_the_desk() {
    let map = Keymap::preset(Preset::Default);
    let initials = |width| {
        let hints = map.hints(Context::List, width);
        hints.iter().map(|h| h.key.to_string()).filter(|k| k.len() == 1).collect::<String>()
    };
    assert_eq!(initials(Width::of(160)), "arxesct!wd/om@pbhyu?");
    assert_eq!(initials(Width::of(80)), "arxec!/opyu?");
    assert_eq!(
        shown(&map, Context::Form, Width::Narrow),
        "enter:accept tab:next_field ctrl-s:save esc:back f1:help"
    );
    let (map, _) = Keymap::read("k", "[global]\n\"r\" = \"\"\n\"u\" = \"\"\n");
    assert!(shown(&map, Context::List, Width::Narrow).contains("f2:amend"), "the next key stands in");
    assert!(shown(&map, Context::List, Width::Narrow).contains("ctrl-z:undo"));
}
