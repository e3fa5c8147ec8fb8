//! The meeting is played: ten questions, each answered by at most four keys or one command, and each answer held
//! against the made-up data. No name and no number is ever on the screen.

mod support;

use serde_json::Value;
use support::desk::Desk;
use support::run::Place;

fn place() -> Place {
    let place = Place::new("2021-09-18");
    let store = place.store().display().to_string();
    place.ok(&["sample", "--size", "60", "--seed", "2", "--store", &store]);
    place
}

fn rows(place: &Place, line: &[&str]) -> Vec<Value> {
    place.json(line)["rows"].as_array().unwrap().clone()
}

fn text<'v>(row: &'v Value, key: &str) -> &'v str {
    row[key].as_str().unwrap_or_default()
}

/// Strikes some keys at a fresh desk before a meeting, and waits for what must be on the screen.
fn answered(place: &Place, keys: &[&str], wanted: &[String]) -> String {
    assert!(keys.len() <= 4, "{keys:?}");
    let desk = Desk::open(place, 160, 45, &["--meeting"]);
    desk.wait("meeting", |screen| screen.contains("投屏中"));
    for key in keys {
        desk.send(key);
    }
    let screen = desk.wait(&format!("{wanted:?}"), |screen| wanted.iter().all(|one| screen.contains(one)));
    desk.kill();
    screen
}

#[test]
fn ten_questions_are_answered_within_four_keys_or_one_command() {
    let place = place();
    let status = place.json(&["status"]);
    let units = status["units"].as_array().unwrap();
    let worst = units.iter().max_by_key(|unit| unit["overdue"].as_i64()).unwrap();
    let (name, overdue) = (text(worst, "name"), worst["overdue"].as_i64().unwrap());
    assert!(overdue > 0);

    // 1 How many are overdue at the worst of them?
    answered(&place, &["6"], &[format!("{name}{overdue}")]);
    // 2 Who has not handed in the screening of August?
    let missing = rows(&place, &["missing", "2021-08"]);
    let who: Vec<String> = missing.iter().map(|row| text(row, "unit").to_owned()).collect();
    assert!(!who.is_empty());
    answered(&place, &["6"], &[format!("未报{}家：{}", who.len(), who.join("、"))]);
    // 3 The telephone of the liaison of a section? By command: the screen tells no numbers.
    let people = rows(&place, &["list", "contacts"]);
    let liaison = people.iter().find(|row| text(row, "unit") == "教师科").unwrap();
    let first = place.ok(&["who", "教师科"]).lines().next().unwrap().to_owned();
    assert!(first.contains(text(liaison, "phone")) && first.contains(text(liaison, "name")), "{first}");
    // 4 What has changed since the first of September?
    let diff = place.json(&["diff", "--since", "2021-09-01"]);
    let then = place.json(&["status", "as-of:2021-09-01"]);
    let counted = |of: &Value, key: &str| of["total"][key].as_i64().unwrap();
    let moves = &diff["total"]["moves"];
    let net = moves["added"].as_i64().unwrap() - moves["removed"].as_i64().unwrap();
    assert_eq!(counted(&status, "issues") - counted(&then, "issues"), net);
    let told = place.ok(&["diff", "--since", "2021-09-01"]);
    assert!(told.lines().next().unwrap().contains(&format!("新增{}", moves["added"])), "{told}");
    assert!(told.lines().take(3).all(|line| duban::text::width(line) <= 60), "{told}");
    // 5 Which listed one is not off the list, and for what?
    let listed = rows(&place, &["list", "issues", "is:listed"]);
    let [issue] = &listed[..] else { panic!("{listed:?}") };
    let no = text(issue, "no");
    let shown = place.json(&["show", no]);
    let grounds = shown.to_string();
    let ground =
        ["涉及金额较大", "社会影响较大", "性质恶劣"].into_iter().find(|ground| grounds.contains(ground));
    let told = place.ok(&["show", no]);
    assert!(told.contains(ground.unwrap()) && told.contains("挂牌"), "{told}");
    // 6 Who complained? That is not told.
    let screen = answered(&place, &["5", "\r"], &["详情".to_owned()]);
    assert!(!screen.contains("举报人"), "{screen}");
    let refused = place.run(&["do", "reveal", "SL-001", "--reason", "领导问"]);
    assert_ne!(refused.code, 0, "{refused:?}");
    // 7 How many now, and what is the rate?
    let (issues, rectified) = (counted(&status, "issues"), counted(&status, "rectified"));
    answered(&place, &["6"], &[format!("问题{issues}个 已整改{rectified}个")]);
    // 8 How many of one class are not rectified in one unit?
    let of_class = place.json(&["status", &format!("单位：{name}"), "类别：2"]);
    let open = counted(&of_class, "issues") - counted(&of_class, "rectified");
    let kept = rows(&place, &["list", "issues", &format!("单位：{name}"), "类别：2"]);
    let still = kept.iter().filter(|row| {
        ["registered", "assigned", "planned", "rectifying", "claimed"].contains(&text(row, "state"))
    });
    assert_eq!(still.count() as i64, open);
    // 9 What is due next, and what is missing for it?
    let schedule = rows(&place, &["list", "tasks"]);
    let next = schedule.iter().find(|row| row["days_left"].as_i64().is_some_and(|days| days >= 0)).unwrap();
    answered(&place, &["4"], &[text(next, "text").to_owned()]);
    // 10 On which clause does it rest?
    answered(&place, &["2", "b"], &["二（二）".to_owned()]);
}

#[test]
fn no_name_and_no_number_is_ever_on_the_screen() {
    let place = place();
    let people = rows(&place, &["list", "contacts"]);
    let members = rows(&place, &["list", "members"]);
    let mut hidden: Vec<String> = people
        .iter()
        .flat_map(|row| [text(row, "name").to_owned(), text(row, "phone").to_owned()])
        .chain(members.iter().map(|row| text(row, "name").to_owned()))
        .collect();
    hidden.retain(|text| text.chars().count() > 2);
    assert!(hidden.len() > 20);
    for (cols, rows) in [(160, 45), (80, 24)] {
        let desk = Desk::open(&place, cols, rows, &["--meeting"]);
        desk.wait("meeting", |screen| screen.contains("投屏中"));
        for key in [
            "0", "1", "2", "\r", "\x1b", "h", "\x1b", "p", "\x1b", "3", "4", "\r", "\x1b", "5", "6", "7", "9",
        ] {
            desk.send(key);
            desk.breathe();
            let screen = desk.text();
            assert!(screen.contains("投屏中"), "{key:?}\n{screen}");
            for one in &hidden {
                assert!(!screen.contains(one), "{key:?} {one}\n{screen}");
            }
        }
        // Nothing is written, and it says so.
        desk.send("2");
        desk.send("x");
        desk.see("投屏中，不能改");
        desk.kill();
    }
}
