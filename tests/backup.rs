//! Backups while an office serves, and what comes back of them.

#[path = "support/mod.rs"]
mod support;

use duban::api::{Answer, Request};
use duban::link::{Attach, Seat, attach, new_op, restore};
use duban::model::backup::{Backup, BackupTo};
use duban::model::command::Command;
use duban::model::refusal::Why;
use duban::model::trouble::Trouble;
use duban::model::verb::Verb;
use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use support::campaign::{Campaign, verb};

const NAME: &str = "甄某某";

fn campaign() -> Campaign {
    let campaign = Campaign::new();
    campaign.done(Command::new(Verb::Pack, new_op()).set("keep_names", "yes"));
    for n in 0..5 {
        let issue = Command::new(Verb::Register, new_op()).set("unit", "TY").set("item", "2.1");
        let issue = issue.set("place", "示例小学").set("title", format!("示例{n}"));
        campaign.done(issue.set("deadline", "8月15日前"));
    }
    let take = Command::new(Verb::Take, new_op()).set("channel", "来电").set("title", "补课收费");
    campaign.done(take.set("complainant", NAME));
    campaign
}

fn folder(campaign: &Campaign, name: &str) -> PathBuf {
    campaign.store().parent().unwrap().join(name)
}

fn back_up(seat: &Seat, to: BackupTo, names: bool) -> Backup {
    match seat.ask(Request::Backup { to, names }) {
        Answer::Backup(made) => *made,
        other => panic!("{other:?}"),
    }
}

/// Every fact of a store, as text, and that it verifies.
fn journal(store: &Path) -> Vec<String> {
    let seat = attach(&Attach { write: false, ..Attach::alone(store, "clerk") }).unwrap();
    let Answer::Verified(verified) = seat.ask(Request::Verify) else { panic!("not verified") };
    assert_eq!(verified.fault, None);
    let request = Request::History { what: None, since: None, limit: Some(u32::MAX), after: 0 };
    let Answer::History(lines) = seat.ask(request) else { panic!("no history") };
    seat.close().unwrap();
    lines.into_iter().map(|line| format!("{:?}", line.fact)).collect()
}

fn holds(path: &Path, text: &str) -> bool {
    fs::read(path).unwrap().windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn twenty_backups_under_load_are_each_a_whole_beginning_of_the_journal() {
    let mut campaign = campaign();
    let to = folder(&campaign, "copies");
    let over = AtomicBool::new(false);
    let mut made: Vec<(u64, Backup)> = Vec::new();
    std::thread::scope(|scope| {
        for n in 0..10 {
            let (over, seat) = (&over, campaign.seat().sibling("clerk").unwrap());
            scope.spawn(move || {
                for count in 0.. {
                    if over.load(Ordering::Relaxed) {
                        break;
                    }
                    let note = verb(Verb::Note, &format!("TY-{:03}", 1 + count % 5));
                    let note = Request::Do(Box::new(note.set("note_text", format!("{n}/{count}"))));
                    assert!(matches!(seat.ask(note), Answer::Done(_)));
                }
                seat.close().unwrap();
            });
        }
        for n in 0..20 {
            let Answer::Hello(hello) = campaign.seat().ask(Request::Hello) else { panic!("no hello") };
            let to = BackupTo::File { path: to.join(format!("{n}.redb")) };
            fs::create_dir_all(folder(&campaign, "copies")).unwrap();
            made.push((hello.head, back_up(campaign.seat(), to, true)));
        }
        over.store(true, Ordering::Relaxed);
    });
    campaign.verified();
    campaign.leave();
    let whole = journal(&campaign.store());
    for (asked_at, backup) in &made {
        let copy = journal(&backup.path);
        assert_eq!(copy.len() as u64, backup.seq);
        assert!(backup.seq >= *asked_at, "what was acknowledged before it is in it");
        assert_eq!(copy[..], whole[..copy.len()]);
        let described: Backup =
            serde_json::from_slice(&fs::read(format!("{}.json", backup.path.display())).unwrap()).unwrap();
        assert_eq!(described, *backup);
        assert_eq!(fs::metadata(&backup.path).unwrap().len(), backup.bytes);
        assert_eq!(fs::metadata(&backup.path).unwrap().permissions().mode() & 0o077, 0);
    }
    // Some of them are put in the place of the store; each time what stood there stays.
    let mut stands = whole.len();
    for (_, backup) in made.iter().step_by(5) {
        let restored = restore(&backup.path, &campaign.store(), "clerk").unwrap();
        assert_eq!(restored.head.seq, backup.seq);
        let (aside, before) = restored.before.unwrap();
        assert_eq!(before, Some(stands as u64));
        assert_eq!(journal(&aside).len(), stands);
        assert_eq!(journal(&campaign.store())[..], whole[..backup.seq as usize]);
        stands = backup.seq as usize;
    }
    campaign.reopen();
    campaign.done(verb(Verb::Note, "TY-001").set("note_text", "恢复以后接着办"));
    campaign.verified();
}

#[test]
fn a_folder_keeps_the_newest_and_nothing_else_is_touched() {
    let campaign = campaign();
    let to = folder(&campaign, "backups");
    for _ in 0..5 {
        back_up(campaign.seat(), BackupTo::Own { keep: 3 }, true);
    }
    let foreign = to.join("duban-20200101-000000000-1.redb");
    fs::write(&foreign, "not ours").unwrap();
    back_up(campaign.seat(), BackupTo::Folder { folder: to.clone(), keep: 1 }, true);
    let names: BTreeSet<String> = fs::read_dir(&to)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".redb"))
        .collect();
    assert_eq!(names.len(), 2, "{names:?}");
    assert!(foreign.exists());
}

#[test]
fn a_copy_without_names_has_none_and_verifies() {
    let mut campaign = campaign();
    let to = |name: &str| BackupTo::File { path: folder(&campaign, name) };
    let (with, without) = (back_up(campaign.seat(), to("a"), true), back_up(campaign.seat(), to("b"), false));
    assert!(holds(&with.path, NAME) && with.names);
    assert!(!holds(&without.path, NAME) && !without.names);
    assert_eq!(journal(&without.path), journal(&with.path));
    campaign.leave();
    restore(&without.path, &campaign.store(), "clerk").unwrap();
    campaign.reopen();
    let look = Command { reason: "核查".into(), ..verb(Verb::Reveal, "SL-001") };
    let Answer::Revealed { names, .. } = campaign.seat().ask(Request::Do(Box::new(look))) else { panic!() };
    assert!(names.iter().all(|name| name.text.is_none()));
}

#[test]
fn evidence_comes_along_and_comes_back() {
    let mut campaign = campaign();
    let Answer::Kept { hash } = campaign.seat().ask(Request::KeepFile { bytes: b"receipt".to_vec() }) else {
        panic!("not kept")
    };
    let evidence = verb(Verb::Evidence, "TY-001").set("evidence_name", "收据").set("evidence_file", &hash);
    campaign.done(evidence);
    let made = back_up(campaign.seat(), BackupTo::Own { keep: 3 }, true);
    assert_eq!(made.evidence, 1);
    campaign.leave();
    fs::remove_dir_all(format!("{}.evidence", campaign.store().display())).unwrap();
    restore(&made.path, &campaign.store(), "clerk").unwrap();
    campaign.reopen();
    campaign.verified();
}

#[test]
fn a_damaged_store_says_which_backup_to_take_and_that_one_takes_its_place() {
    let mut campaign = campaign();
    let made = back_up(campaign.seat(), BackupTo::Own { keep: 3 }, true);
    campaign.leave();
    let mut bytes = fs::read(campaign.store()).unwrap();
    // All but the head of the file, which says that it is a store.
    bytes[4096..].fill(0x5a);
    fs::write(campaign.store(), &bytes).unwrap();
    match attach(&Attach::alone(campaign.store(), "clerk")) {
        Err(Trouble::Damaged { backup, .. }) => assert_eq!(backup.as_ref(), Some(&made.path)),
        Err(other) => panic!("{other:?}"),
        Ok(_) => panic!("opened"),
    }
    let restored = restore(&made.path, &campaign.store(), "clerk").unwrap();
    let (aside, before) = restored.before.unwrap();
    assert_eq!(before, None, "nothing of it could be read");
    assert_eq!(fs::read(aside).unwrap(), bytes);
    campaign.reopen();
    campaign.verified();
}

#[test]
fn what_cannot_be_restored_leaves_everything_as_it_was() {
    let mut campaign = campaign();
    let made = back_up(campaign.seat(), BackupTo::Own { keep: 3 }, true);
    let refused = |from: &Path| restore(from, &campaign.store(), "clerk").unwrap_err();
    assert!(matches!(refused(&made.path), Trouble::Held { .. }), "somebody works on it");
    let folder = campaign.store().parent().unwrap().to_owned();
    campaign.leave();
    let before = fs::read(campaign.store()).unwrap();
    let none = folder.join("none.redb");
    assert!(matches!(restore(&none, &campaign.store(), "clerk"), Err(Trouble::Missing { .. })));
    fs::write(&none, "no store").unwrap();
    assert!(matches!(restore(&none, &campaign.store(), "clerk"), Err(Trouble::NotAStore { .. })));
    let mut bytes = fs::read(&made.path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 4096].fill(0x5a);
    fs::write(&none, bytes).unwrap();
    let damaged = restore(&none, &campaign.store(), "clerk");
    assert!(damaged.is_err() || journal(&campaign.store()) == journal(&made.path), "{damaged:?}");
    if damaged.is_err() {
        assert_eq!(fs::read(campaign.store()).unwrap(), before);
    }
}

#[test]
fn only_who_keeps_the_members_makes_one_and_a_shared_office_only_in_its_own_folder() {
    let campaign = campaign();
    let member = Command::new(Verb::Member, new_op()).set("login", "li").set("name", "李某");
    campaign.done(member.set("unit", "JSK").set("roles", "handler"));
    let li = campaign.seat().sibling("li").unwrap();
    let answer = li.ask(Request::Backup { to: BackupTo::Own { keep: 1 }, names: true });
    assert!(matches!(answer, Answer::Refused(refusal) if refusal.why == Why::NoRight));
}
