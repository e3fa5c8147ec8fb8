//! The targets: how many keys each job takes in the real program, counted from what is sent.
//!
//! A word of an input method counts its pinyin and one key to commit it; every job starts on 待办 with
//! nothing marked and ends when the act is durable or the answer is on the screen.

mod support;

use duban::text::pinyin::readings;
use support::desk::Desk;
use support::run::Place;

/// Sends and counts, so that the count cannot differ from what was struck.
struct Strokes<'a> {
    desk: &'a Desk,
    struck: usize,
}

impl<'a> Strokes<'a> {
    fn new(desk: &'a Desk) -> Self {
        Self { desk, struck: 0 }
    }

    /// One key each.
    fn keys(&mut self, keys: &str) -> &mut Self {
        for key in keys.chars() {
            self.desk.keys(&key.to_string());
            self.struck += 1;
        }
        self
    }

    /// One key that is sent as a sequence.
    fn sequence(&mut self, bytes: &str) -> &mut Self {
        self.desk.send(bytes);
        self.desk.breathe();
        self.struck += 1;
        self
    }

    /// A word committed by an input method: its pinyin and one more key.
    fn word(&mut self, han: &str) -> &mut Self {
        self.struck += han.chars().map(|c| readings(c)[0].len()).sum::<usize>() + 1;
        self.desk.send(han);
        self.desk.breathe();
        self
    }

    /// Enter; one that follows too closely on a committed word belongs to the input method.
    fn enter(&mut self) -> &mut Self {
        std::thread::sleep(std::time::Duration::from_millis(80));
        self.keys("\r")
    }
}

/// A made-up office of so many issues, and the desk on 待办.
fn office(issues: &str) -> (Place, Desk) {
    let place = Place::new("2021-09-18");
    place.ok(&["sample", "--size", issues, "--seed", "2"]);
    let desk = Desk::open(&place, 80, 24, &[]);
    desk.see("待我办");
    desk.breathe();
    (place, desk)
}

/// What the journal of a store in use says: a copy is asked.
fn asked(place: &Place, args: &[&str]) -> serde_json::Value {
    let copy = Place::new(&place.today);
    std::fs::copy(place.store(), copy.store()).unwrap();
    copy.json(args)
}

/// Prints and holds a target.
fn held(job: &str, struck: usize, target: usize) {
    println!("{job:<44} {struck:>3} keys, target {target}");
    assert!(struck <= target, "{job}: {struck} keys, target {target}");
}

#[test]
fn finding() {
    let (place, desk) = office("60");
    let mut strokes = Strokes::new(&desk);
    strokes.keys("/ji").enter().keys("o");
    let shown = desk.see("己市 › 逾期");
    let listed = asked(&place, &["list", "issues", "unit:JI", "is:overdue"]);
    let rows = listed["rows"].as_array().unwrap();
    assert!(!rows.is_empty());
    rows.iter().for_each(|row| assert!(shown.contains(row["no"].as_str().unwrap()), "{row}"));
    held("the overdue issues of one unit", strokes.struck, 6);

    let desk = again(&place, desk);
    let mut strokes = Strokes::new(&desk);
    strokes.keys("p");
    desk.see("通讯录");
    strokes.keys("ji");
    let people = asked(&place, &["who", "ji"]);
    let phone = people["rows"][0]["phone"].as_str().unwrap().to_owned();
    desk.see(&phone);
    held("a contact's telephone", strokes.struck, 4);

    let desk = again(&place, desk);
    desk.keys("2");
    desk.see("2 问题清单");
    let row = desk.text().lines().find(|line| line.contains('▶')).unwrap().to_owned();
    let no = row.split_whitespace().find(|word| word.contains('-')).unwrap().to_owned();
    let mut strokes = Strokes::new(&desk);
    strokes.keys("p");
    let unit = asked(&place, &["list", "issues", &format!("no:{no}")])["rows"][0]["unit"].clone();
    let people = asked(&place, &["who", unit.as_str().unwrap()]);
    let phone = people["rows"][0]["phone"].as_str().unwrap();
    desk.see(phone);
    held("the telephone of a row", strokes.struck, 1);

    desk.keys("\x1b");
    desk.gone(phone);
    let mut strokes = Strokes::new(&desk);
    strokes.keys("@");
    let like = asked(&place, &["list", "issues", &format!("unit:{}", &no[..2])]);
    desk.see(&format!("1/{}", like["total"]));
    held("rows like this cell", strokes.struck, 1);

    let desk = again(&place, desk);
    let mut strokes = Strokes::new(&desk);
    strokes.keys("m");
    desk.see("自查一览");
    held("the table of units and categories", strokes.struck, 1);
}

/// Leaves the desk and comes back to 待办.
fn again(place: &Place, desk: Desk) -> Desk {
    drop(desk);
    let desk = Desk::open(place, 80, 24, &[]);
    desk.see("待我办");
    desk.breathe();
    desk
}

#[test]
fn entering() {
    let (place, desk) = office("60");
    let mut strokes = Strokes::new(&desk);
    strokes.keys("a");
    desk.see("登记问题");
    let before = strokes.struck;
    strokes.keys("ji 2.1 ").word("示例").word("三小").keys(" ").word("家教").keys(" 26").word("人");
    let text = strokes.struck - before;
    assert!(text >= 34, "{text} keys of text are too few to compare");
    desk.see("26");
    strokes.enter();
    desk.see("1 保存");
    strokes.keys("1");
    let said = desk.wait("the new number", |text| text.contains("已登记 JI-"));
    let no = said.split("已登记 ").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
    let row = asked(&place, &["list", "issues", &format!("no:{no}")])["rows"][0].clone();
    assert_eq!((row["item"].as_str(), row["students"].as_i64()), (Some("2.1"), Some(26)));
    assert_eq!(row["place"], "示例三小");
    held(&format!("an issue entered ({text} keys of text)"), strokes.struck, 45);
}

#[test]
fn acting() {
    // The row is found first, as the morning's list would show it; the job is what is done to it.
    let (place, desk) = office("60");
    let find = |desk: &Desk, filter: &str| {
        desk.keys("/");
        desk.see("查找");
        filter.chars().for_each(|c| desk.keys(&c.to_string()));
        desk.see(filter);
        std::thread::sleep(std::time::Duration::from_millis(80));
        desk.keys("\r");
        let seen = desk.wait("a row", |text| text.contains("2 问题清单 1/"));
        let row = seen.lines().find(|line| line.contains('▶')).unwrap().to_owned();
        row.split_whitespace().find(|word| word.contains('-')).unwrap().to_owned()
    };
    let no = find(&desk, "state:claimed");
    let mut strokes = Strokes::new(&desk);
    strokes.keys("x");
    desk.see("验收销号");
    strokes.keys("11");
    desk.see("1 保存");
    strokes.keys("1");
    desk.see(&format!("已验收销号 {no}"));
    let row = asked(&place, &["list", "issues", &format!("no:{no}")])["rows"][0].clone();
    assert_eq!(row["state"], "closed");
    held("a claimed issue with its evidence closed", strokes.struck, 5);

    desk.keys("\x1b");
    desk.see("SYJ-002");
    let no = find(&desk, "is:overdue");
    let mut strokes = Strokes::new(&desk);
    strokes.keys("e");
    desk.see("申请延期");
    strokes.keys("+14");
    desk.see("2021-");
    strokes.enter().keys("11");
    desk.see("1 保存");
    strokes.keys("1");
    desk.see(&format!("已申请延期 {no}"));
    let shown = asked(&place, &["show", &no]);
    assert!(shown.to_string().contains("extend_to"), "{shown}");
    held("an extension asked for", strokes.struck, 8);
}

#[test]
fn chasing_twelve() {
    let (place, desk) = office("200");
    let late = asked(&place, &["list", "issues", "is:overdue"])["total"].as_i64().unwrap();
    assert!(late >= 12, "{late} overdue issues are too few");
    let before = asked(&place, &["history"])["total"].as_i64().unwrap();
    let mut strokes = Strokes::new(&desk);
    strokes.keys("o*c");
    desk.see("1 保存");
    strokes.keys("1");
    desk.see("已催办");
    let after = asked(&place, &["history"])["total"].as_i64().unwrap();
    assert!(after - before >= late, "{before} facts before, {after} after");
    held(&format!("{late} rows chased"), strokes.struck, 4);

    // One act: one undo takes it all back.
    strokes.sequence("\x1a");
    desk.see("撤销第");
    assert_eq!(asked(&place, &["list", "issues", "is:overdue"])["total"].as_i64(), Some(late));
}
