//! Power cuts: whatever of the unsynced writes reached the disk, torn or not, what was acknowledged is
//! there, and so it is after a second cut during the recovery from the first.

use super::disk::{Cuts, Disk, Step};
use super::*;

/// What had been acknowledged before a step: this head, and a checkpoint as of this fact.
struct Mark {
    step: usize,
    head: u64,
    sheet: u64,
}

/// Appends, checkpoints, closes and opens again, and notes what was acknowledged when.
fn work(disk: &Disk) -> Vec<Mark> {
    let (mut head, mut sheet) = (4, 0);
    let mut marks = vec![Mark { step: 0, head, sheet }];
    for round in 0..3 {
        let store = open_on(disk).unwrap();
        for turn in 0..7 {
            let size = [1, 2, 1, 12, 2, 1, 4][turn];
            head = store.append(head, &batch(head + 1, head + size)).unwrap().seq;
            marks.push(Mark { step: disk.count(), head, sheet });
            if turn % 3 == 2 {
                store.checkpoint(head, &[head as u8; 2000], &[]).unwrap();
                sheet = head;
                marks.push(Mark { step: disk.count(), head, sheet });
            }
        }
        // The last round ends without a farewell.
        if round < 2 {
            store.close().unwrap();
        }
    }
    marks
}

/// That an image of a cut before `step` holds what was acknowledged, whole batches of it, and at most
/// one batch more.
fn check_cut(image: Vec<u8>, step: usize, marks: &[Mark]) -> Disk {
    let done = marks.iter().rposition(|mark| mark.step <= step).unwrap();
    let next = marks[done + 1..].iter().map(|mark| mark.head).find(|head| *head != marks[done].head);
    let disk = Disk::holding(image);
    let store = open_on(&disk).unwrap_or_else(|error| panic!("cut before step {step}: {error:?}"));
    let head = check(&store);
    assert!(head == marks[done].head || Some(head) == next, "cut before step {step}: head {head}");
    let sheet = store.load().unwrap().sheet.map_or(0, |(as_of, _)| as_of);
    assert!(sheet >= marks[done].sheet, "cut before step {step}: sheet {sheet}");
    drop(store);
    disk
}

#[test]
fn a_power_cut_loses_nothing_acknowledged_nor_does_a_second_one() {
    let disk = Disk::default();
    create_on(&disk, &batch(1, 4));
    let start = disk.bytes();
    let disk = Disk::holding(start.clone());
    let marks = work(&disk);
    let steps = disk.steps();
    assert!(steps.iter().filter(|step| matches!(step, Step::Sync)).count() > 60);

    let mut random = fastrand::Rng::with_seed(512);
    let mut cuts = Cuts::of(start, &steps);
    let mut images = 0;
    for step in 0..=steps.len() {
        for turn in 0..5 {
            let image = cuts.cut(step, &mut random);
            let recovered = check_cut(image.clone(), step, &marks);
            images += 1;
            if turn % 4 == 0 {
                let recovery = recovered.steps();
                let mut again = Cuts::of(image, &recovery);
                let second = again.cut(random.usize(..=recovery.len()), &mut random);
                check_cut(second, step, &marks);
                images += 1;
            }
        }
    }
    assert!(images > 2200, "{images} images of {} steps", steps.len());
}
