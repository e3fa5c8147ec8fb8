//! Tab 8 on the real binary in a pty: the terminal is lent to another program and comes back whole; without
//! such a program the folders are shown.

mod support;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use support::desk::Desk;
use support::run::Place;

fn place() -> Place {
    let place = Place::new("2021-09-18");
    place.ok(&["sample", "--size", "S", "--seed", "1", "--store", place.store().to_str().unwrap()]);
    place
}

/// Puts a script on the path of the desk, and nothing else but the system's own programs.
fn program(place: &Place, name: &str, script: &str) -> String {
    let folder = place.folder().join("programs");
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    folder.display().to_string()
}

#[test]
fn without_the_programs_the_folders_are_shown() {
    let place = place();
    let desk = Desk::open_with(&place, 100, 30, &[], &[("PATH", "")]);
    desk.see("待我办");
    desk.keys("8");
    desk.see("收件箱里没有文件");
    desk.keys("r");
    let screen = desk.see("没有装 rz");
    let flat: String = screen.split(['│', '\n', ' ']).collect();
    for folder in ["data/duban/inbox", "data/duban/outbox"] {
        assert!(flat.contains(folder), "{screen}");
    }
    desk.keys("1");
    desk.gone("没有装 rz");
    desk.keys("0");
    desk.see("待催报");
}

#[test]
fn the_terminal_is_lent_and_comes_back_whole() {
    let place = place();
    let path =
        program(&place, "rz", "echo are you there\nread line\nprintf %s \"$line\" >came.csv\necho half >.x");
    program(&place, "sz", "exit 1");
    let desk = Desk::open_with(&place, 100, 30, &[], &[("PATH", &path)]);
    desk.see("待我办");
    desk.keys("8");
    desk.see("收件箱里没有文件");
    desk.keys("r1");
    let lent = desk.see("are you there");
    assert!(
        lent.contains("收到的放进") && !lent.contains("待催报"),
        "the ordinary screen, with a word: {lent}"
    );
    // These are all keys of the desk; none of them reaches it.
    desk.send("0q1 ab\n");
    let back = desk.see("收到2个文件");
    assert!(back.contains("8收发") && back.contains("came.csv 6 B"), "{back}");
    let inbox = place.folder().join("data/duban/inbox");
    let came = inbox.join("came.csv");
    assert_eq!(fs::read_to_string(&came).unwrap(), "0q1 ab");
    assert_eq!(fs::metadata(&came).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::read_dir(&inbox).unwrap().count(), 2, "what was caught in is gone");
    desk.keys("r2");
    desk.see("没有发成");
    desk.keys("0");
    desk.see("待催报");
}

#[test]
fn what_a_killed_program_leaves_is_not_taken_in() {
    let place = place();
    let path = program(&place, "rz", "echo half >half.csv\nstty raw -echo 2>/dev/null\nkill -9 $$");
    let desk = Desk::open_with(&place, 100, 30, &[], &[("PATH", &path)]);
    desk.see("待我办");
    desk.keys("8r1");
    desk.see("没有收到文件");
    assert_eq!(fs::read_dir(place.folder().join("data/duban/inbox")).unwrap().count(), 0);
    desk.keys("0");
    desk.see("待催报");
    desk.keys("q");
    assert_eq!(desk.end(), 0);
}
