//! Tables as files: made by the real binary, read back by other means, and compared with what the lists say.

mod support;

#[path = "export/book.rs"]
mod book;
#[path = "export/files.rs"]
mod files;
#[path = "export/forms.rs"]
mod forms;

use book::{Book, count, csv, day, hundredths, text};
use calamine::DataType;
use duban::pack::Pack;
use serde_json::Value;
use std::path::PathBuf;
use support::run::{Place, Ran};

const TODAY: &str = "2021-09-18";

/// A made-up campaign of so many issues.
fn place(issues: &str) -> Place {
    let place = Place::new(TODAY);
    let store = place.store().display().to_string();
    place.ok(&["sample", "--size", issues, "--seed", "2", "--store", &store]);
    place
}

/// Exports, and says where to.
fn export(place: &Place, name: &str, rest: &[&str]) -> PathBuf {
    let path = place.folder().join(name);
    let mut line = vec!["export", rest[0], "-o", path.to_str().unwrap()];
    line.extend(&rest[1..]);
    place.ok(&line);
    path
}

fn refused(place: &Place, line: &[&str]) -> Ran {
    let ran = place.run(line);
    assert!(!ran.err.is_empty() && ran.out.is_empty(), "{line:?} {ran:?}");
    ran
}

fn rows(place: &Place, line: &[&str]) -> Vec<Value> {
    place.json(line)["rows"].as_array().unwrap().clone()
}

/// Issues on the list, in its order.
fn issues(place: &Place, filter: &[&str]) -> Vec<Value> {
    let line: Vec<&str> = ["list", "issues"].iter().chain(filter).copied().collect();
    let off = ["draft", "reported", "unfounded", "rejected", "merged", "void"];
    let mut rows = rows(place, &line);
    rows.retain(|row| !off.contains(&row["state"].as_str().unwrap()));
    rows
}

fn said(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn date(value: &Value) -> Option<chrono::NaiveDate> {
    value.as_str().map(|day| day.parse().unwrap())
}

#[test]
fn the_problem_list_says_what_the_list_says() {
    let place = place("60");
    let pack = Pack::parse(duban::pack::built_in("zhuzhou-2021").unwrap(), "built in").unwrap();
    for filter in [vec![], vec!["unit:ja|yi"], vec!["cat:2", "sort:-amount"], vec!["as-of:2021-08-10"]] {
        let line: Vec<&str> = ["问题清单"].iter().chain(&filter).copied().collect();
        let book = Book::read(&export(&place, "t1.xlsx", &[&line[..], &["--force"]].concat()));
        let wanted = issues(&place, &filter);
        assert!(wanted.len() > 3, "{filter:?}");
        assert_eq!(book.rows.len(), wanted.len(), "{filter:?}");
        for (at, row) in wanted.iter().enumerate() {
            let cell = |head: &str| book.cell(at, head);
            assert_eq!(count(cell("序号")), Some(at as i64 + 1));
            for (head, key) in [
                ("问题编号", "no"),
                ("县市区（单位）", "unit"),
                ("学校（机构）名称", "place"),
                ("学段（类型）", "stage"),
                ("发现方式", "source"),
                ("责任科室（股室）", "lead"),
            ] {
                assert_eq!(text(cell(head)), said(&row[key]), "{filter:?} {row}");
            }
            let item = row["item"].as_str().map_or(String::new(), |id| pack.item(id).unwrap().text.clone());
            assert_eq!(text(cell("对应整治重点")), item, "{row}");
            assert_eq!(day(cell("发现时间")), date(&row["found_on"]), "{row}");
            assert_eq!(count(cell("涉及教师（人）")), row["persons"].as_i64(), "{row}");
            assert_eq!(count(cell("涉及学生（人）")), row["students"].as_i64(), "{row}");
            assert_eq!(hundredths(cell("涉及金额（元）")), row["amount_fen"].as_i64(), "{row}");
        }
        let sum = |key: &str| wanted.iter().filter_map(|row| row[key].as_i64()).sum::<i64>();
        assert_eq!(count(book.sum("涉及学生（人）")), Some(sum("students")));
        assert_eq!(count(book.sum("涉及教师（人）")), Some(sum("persons")));
        assert_eq!(hundredths(book.sum("涉及金额（元）")), Some(sum("amount_fen")));
    }
}

#[test]
fn the_ledger_has_a_line_a_measure_and_one_for_an_issue_without() {
    let place = place("60");
    let measures = rows(&place, &["list", "ledger"]);
    let issues = issues(&place, &[]);
    let mut at = 0;
    let book = Book::read(&export(&place, "t2.xlsx", &["T2"]));
    let lines = csv(&export(&place, "t2.csv", &["T2"]));
    let place_of = |head: &str| lines[0].iter().position(|known| known == head).unwrap();
    for (n, issue) in issues.iter().enumerate() {
        let own: Vec<&Value> = measures.iter().filter(|measure| measure["no"] == issue["no"]).collect();
        for line in 0..own.len().max(1) {
            let measure = own.get(line).copied().unwrap_or(&Value::Null);
            let cell = |head: &str| book.cell(at, head);
            // What is the issue's own is said once, and in the file for programs on every line.
            let once = if line == 0 { said(&issue["no"]) } else { String::new() };
            assert_eq!(text(cell("问题编号")), once, "{issue}");
            assert_eq!(lines[at + 1][place_of("问题编号")], said(&issue["no"]));
            assert_eq!(lines[at + 1][place_of("序号")], (n + 1).to_string());
            assert_eq!(text(cell("整改措施")), said(&measure["action"]), "{issue}");
            assert_eq!(text(cell("整改目标")), said(&measure["goal"]), "{issue}");
            assert_eq!(text(cell("责任人")), said(&measure["person"]), "{issue}");
            assert_eq!(day(cell("完成时间")), date(&measure["done_on"]), "{issue}");
            if line == 0 {
                let closed = if issue["state"] == "closed" { "是" } else { "否" };
                assert_eq!(text(cell("是否销号")), closed, "{issue}");
                assert_eq!(day(cell("销号时间")), date(&issue["closed_on"]), "{issue}");
            }
            if measure["done"] == true {
                assert_eq!(text(cell("完成情况")), "已完成");
            }
            at += 1;
        }
    }
    assert_eq!(book.rows.len(), at);
    assert!(
        measures.len() > 40
            && issues.len() < at
            && book.below.iter().any(|note| note.contains("还没有整改措施"))
    );
}

#[test]
fn figures_are_those_of_the_status_and_add_up() {
    let place = place("60");
    for filter in [vec![], vec!["unit:ja|ji"], vec!["as-of:2021-08-10"], vec!["cat:4"]] {
        let line: Vec<&str> = ["T5"].iter().chain(&filter).copied().collect();
        let book = Book::read(&export(&place, "t5.xlsx", &[&line[..], &["--force"]].concat()));
        let status = place.json(&[&["status"], &filter[..]].concat());
        let units: Vec<&Value> =
            status["units"].as_array().unwrap().iter().filter(|unit| unit["issues"] != 0).collect();
        let total = &status["total"];
        for (head, key) in [("合计_问题数（个）", "issues"), ("合计_已整改", "rectified")] {
            assert_eq!(count(book.sum(head)), total[key].as_i64(), "{filter:?}");
        }
        let underway = total["rectifying"].as_i64().unwrap() + total["claimed"].as_i64().unwrap();
        assert_eq!(count(book.sum("合计_正在整改")), Some(underway), "{filter:?}");
        let mut met = 0;
        for row in 0..book.rows.len() {
            let name = text(book.cell(row, "单位"));
            let n = |head: &str| count(book.cell(row, head)).unwrap();
            let unit = units.iter().find(|unit| unit["name"] == name.as_str());
            met += usize::from(unit.is_some());
            let of = |key: &str| unit.map_or(0, |unit| unit[key].as_i64().unwrap());
            assert_eq!((n("合计_问题数（个）"), n("合计_已整改")), (of("issues"), of("rectified")), "{name}");
            assert_eq!(
                n("合计_已整改") + n("合计_正在整改") + n("合计_未启动"),
                n("合计_问题数（个）"),
                "{name}"
            );
            let wan = (of("refunded_fen") + 5_000) / 10_000;
            assert_eq!(hundredths(book.cell(row, "清退与曝光_清退金额（万元）")), Some(wan), "{name}");
            let rate = match of("issues") {
                0 => "—".to_owned(),
                issues => format!(
                    "{:.2}%",
                    (of("rectified") * 20_000 + issues).div_euclid(2 * issues) as f64 / 100.0
                ),
            };
            assert_eq!(text(book.cell(row, "合计_整改率")), rate, "{name}");
            across(&book, &book.rows[row], &name);
        }
        assert_eq!(met, units.len(), "every unit that has an issue has a line");
        across(&book, book.total.as_ref().unwrap(), "合计");
        let counted = (2..book.heads.len())
            .filter(|at| !book.heads[*at].contains('率') && !book.heads[*at].contains("万元"));
        let sent = book.heads.iter().position(|head| head == "移送_移送线索（件）").unwrap();
        let sent = count(&book.total.as_ref().unwrap()[sent]);
        for at in counted {
            // No body has said whether it opens a case: the sum is not known, unless nothing was sent.
            let said = book.rows.iter().filter_map(|row| count(&row[at]));
            let sum: Option<i64> = match book.heads[at].as_str() {
                "移送_立案（件）" => (sent == Some(0)).then_some(0),
                _ => said.reduce(|a, b| a + b),
            };
            assert_eq!(count(&book.total.as_ref().unwrap()[at]), sum, "{}", book.heads[at]);
        }
        // Where a body has not said whether it opens a case that is blank, and no zero.
        let column =
            |head: &str| (0..book.rows.len()).map(|row| count(book.cell(row, head))).collect::<Vec<_>>();
        for (sent, filed) in column("移送_移送线索（件）").into_iter().zip(column("移送_立案（件）"))
        {
            assert_eq!(filed, (sent == Some(0)).then_some(0), "{sent:?}");
        }
    }
}

/// The categories of a line add up to all.
fn across(book: &Book, line: &[calamine::Data], name: &str) {
    for part in ["_问题数（个）", "_已整改"] {
        let of_categories = book
            .heads
            .iter()
            .enumerate()
            .filter(|(_, head)| head.ends_with(part) && !head.starts_with("合计"));
        let (places, sum) =
            of_categories.fold((0, 0), |(n, sum), (at, _)| (n + 1, sum + count(&line[at]).unwrap()));
        assert_eq!((places, Some(sum)), (5, count(&line[book.at(&format!("合计{part}"))])), "{name}");
    }
}

#[test]
fn the_other_tables_have_the_lines_of_their_lists() {
    let place = place("60");
    let orders = rows(&place, &["list", "orders"]);
    let book = Book::read(&export(&place, "t10.xlsx", &["督办台账"]));
    assert_eq!(book.rows.len(), orders.len());
    for order in &orders {
        let at =
            (0..book.rows.len()).find(|at| text(book.cell(*at, "督办编号")) == said(&order["no"])).unwrap();
        assert_eq!(day(book.cell(at, "签发时间")), date(&order["issued_on"]));
        assert_eq!(day(book.cell(at, "办结时限")), date(&order["order_due"]));
        assert_eq!(text(book.cell(at, "签发人")), said(&order["signer"]));
        assert_eq!(text(book.cell(at, "问题编号")), said(&order["issues"][0]));
    }
    // As of a day there is nothing that came later.
    let past = Book::read(&export(&place, "t10-8.xlsx", &["T10", "as-of:2021-08-10"]));
    let then = orders.iter().filter(|order| order["issued_on"].as_str() <= Some("2021-08-10"));
    assert_eq!((past.rows.len(), past.info.contains("2021年8月10日")), (then.count(), true));
    assert!(
        past.rows.len() == 1 && past.cell(0, "签收时间").is_empty() && !book.cell(0, "签收时间").is_empty()
    );
    let tasks = rows(&place, &["list", "tasks"]);
    let book = Book::read(&export(&place, "t6.xlsx", &["T6"]));
    assert_eq!(book.rows.len(), tasks.len());
    for (at, task) in tasks.iter().enumerate() {
        assert_eq!(text(book.cell(at, "主要工作")), said(&task["work"]));
        assert_eq!(day(book.cell(at, "截止日期")), date(&task["due"]));
        let missing = task["missing"].as_array().unwrap().len() as i64;
        let (owed, handed) = (book.cell(at, "应报（家）"), book.cell(at, "已报（家）"));
        if task["owed"] == 0 {
            assert_eq!((text(owed), text(handed)), ("—".into(), "—".into()), "{task}");
        } else {
            assert_eq!(count(owed).unwrap() - count(handed).unwrap(), missing, "{task}");
        }
    }
    let book = Book::read(&export(&place, "t7.xlsx", &["T7", "unit:ja"]));
    let people = rows(&place, &["list", "contacts", "甲区"]);
    let liaison = people.iter().find(|person| person["role"] == "liaison").unwrap();
    assert_eq!(book.rows.len(), 1);
    assert_eq!(text(book.cell(0, "联系电话")), said(&liaison["phone"]), "a telephone number is a text");
    let book = Book::read(&export(&place, "t8.xlsx", &["T8"]));
    let heads = book.heads.clone();
    assert!(heads.iter().any(|head| head == "月度清查_2021-08"), "{heads:?}");
    for unit in rows(&place, &["list", "evaluation"]) {
        let at = (0..book.rows.len()).find(|at| text(book.cell(*at, "单位")) == said(&unit["unit"])).unwrap();
        assert_eq!(count(book.cell(at, "迟报次数")), unit["late"].as_i64(), "{unit}");
        assert_eq!(count(book.cell(at, "退回次数")), unit["returned"].as_i64(), "{unit}");
        let cells: Vec<String> = book.rows[at][2..heads.len() - 2].iter().map(text).collect();
        let missing = cells.iter().filter(|cell| *cell == "未" || *cell == "退").count() as i64;
        assert!(missing <= unit["missing"].as_i64().unwrap(), "{unit} {cells:?}");
    }
    let book = Book::read(&export(&place, "t11.xlsx", &["T11"]));
    let rates: Vec<f64> = (0..book.rows.len())
        .filter_map(|at| text(book.cell(at, "整改率")).strip_suffix('%')?.parse().ok())
        .collect();
    assert!(rates.len() > 5 && rates.is_sorted_by(|a, b| a >= b), "{rates:?}");
    assert_eq!(count(book.sum("逾期")), place.json(&["status"])["total"]["overdue"].as_i64());
    let book = Book::read(&export(&place, "t12.xlsx", &["T12"]));
    assert_eq!(count(book.sum("问题数（个）")), place.json(&["status"])["total"]["issues"].as_i64());
    assert_eq!(count(book.sum("受理举报（件）")), Some(rows(&place, &["list", "intakes"]).len() as i64));
    // A month is asked for by its name; what was not handed in is blank.
    let book = Book::read(&export(&place, "t4.xlsx", &["T4", "9月"]));
    assert!(book.info.contains("2021-09"), "{}", book.info);
    assert!(book.rows.iter().all(|row| text(&row[2]) == "未报" && row[3].is_empty()));
    let book = Book::read(&export(&place, "t4-8.xlsx", &["T4", "8月"]));
    let handed = book.rows.iter().filter(|row| text(&row[2]) == "是");
    assert!(handed.clone().count() > 5 && handed.clone().all(|row| count(&row[3]) == Some(0)));
}

#[test]
fn a_member_hands_in_what_he_sees() {
    let place = place("60");
    let whole = Book::read(&export(&place, "all.xlsx", &["T5"]));
    let account = uzers::get_current_username().unwrap().into_string().unwrap();
    place.ok(&["member", "add", &account, "--unit", "JI", "--roles", "reporter"]);
    let own = Book::read(&export(&place, "own.xlsx", &["T5"]));
    assert_eq!(own.rows.len(), 1);
    let at = (0..whole.rows.len()).find(|at| text(whole.cell(*at, "单位")) == "己市").unwrap();
    for head in ["合计_问题数（个）", "合计_已整改", "督办_督办单（件）", "督办_挂牌（件）"]
    {
        assert_eq!(count(own.cell(0, head)), count(whole.cell(at, head)), "{head}");
    }
    // What the plan keeps from him is not zero to him.
    assert_eq!(count(whole.cell(at, "移送_移送线索（件）")), Some(1));
    for head in ["移送_移送线索（件）", "处理人数（人）_党纪处分"] {
        assert!(own.cell(0, head).is_empty() && own.sum(head).is_empty(), "{head}");
    }
    assert!(own.below.iter().any(|note| note.contains("无权查看")), "{:?}", own.below);
    assert!(own.info.contains("己市"), "{}", own.info);
    let list = Book::read(&export(&place, "list.xlsx", &["T1"]));
    assert!(
        !list.rows.is_empty()
            && (0..list.rows.len()).all(|at| text(list.cell(at, "县市区（单位）")) == "己市")
    );
    for table in ["T3", "T9"] {
        let path = place.folder().join("kept.csv");
        assert_eq!(refused(&place, &["export", table, "-o", path.to_str().unwrap()]).code, 4);
        assert!(!path.exists());
    }
}
