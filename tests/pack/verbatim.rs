//! The built-in pack against the notice, word for word. The notice is read here on its own terms; only
//! list numbers and blanks are left out of the comparison, and the final punctuation of items.

use super::zhuzhou;

const NOTICE: &str = include_str!("../data/notice-2021.txt");

fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn unpointed(text: &str) -> String {
    plain(text).trim_end_matches(['；', ';', '。']).to_owned()
}

/// Lines with words, between the line that starts with one text and the next that starts with another.
fn lines(from: &str, to: &str) -> Vec<&'static str> {
    let lines = NOTICE.lines().map(str::trim).skip_while(|line| !line.starts_with(from)).skip(1);
    lines.take_while(|line| !line.starts_with(to)).filter(|line| !line.is_empty()).collect()
}

/// What follows a number at the start of a line, with or without its dot.
fn numbered(line: &str) -> Option<String> {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    (rest.len() < line.len()).then(|| plain(rest.trim_start_matches('.')))
}

/// What follows `（一）` or `(一)` at the start of a line.
fn lettered(line: &str) -> Option<&str> {
    let rest = line.strip_prefix(['（', '('])?;
    let at = rest.find(['）', ')']).filter(|at| *at <= "十二".len())?;
    Some(rest[at..].trim_start_matches(['）', ')']))
}

#[test]
fn categories_and_items() {
    let pack = zhuzhou();
    let lines = lines("三、整治重点", "四、");
    let names: Vec<String> = lines.iter().copied().filter_map(lettered).map(plain).collect();
    assert_eq!(names, pack.categories.iter().map(|it| plain(&it.name)).collect::<Vec<_>>());
    let items: Vec<String> =
        lines.iter().copied().filter_map(numbered).map(|line| unpointed(&line)).collect();
    assert_eq!(items, pack.items().map(|it| it.text.clone()).collect::<Vec<_>>());
    assert_eq!(items.len(), 21);
}

#[test]
fn phases_with_their_deadlines() {
    let pack = zhuzhou();
    let lines = lines("四、实施步骤", "五、");
    let found: Vec<(String, String)> = lines
        .iter()
        .copied()
        .filter_map(lettered)
        .map(|line| line.split_once('。').unwrap())
        .map(|(name, text)| (plain(name), plain(text)))
        .collect();
    assert_eq!(found, pack.phases.iter().map(|it| (it.name.clone(), plain(&it.text))).collect::<Vec<_>>());
    let deadlines: Vec<String> =
        lines.iter().filter_map(|line| line.strip_prefix("完成时限:")).map(plain).collect();
    assert_eq!(deadlines, pack.phases.iter().map(|it| it.deadline.clone()).collect::<Vec<_>>());
}

#[test]
fn duties_of_the_sections() {
    let pack = zhuzhou();
    let found: Vec<(String, String)> = lines("（二）工作机构职责", "各县市区教育行政部门")
        .into_iter()
        .filter_map(numbered)
        .map(|line| line.split_once('：').map(|(name, duties)| (name.to_owned(), duties.to_owned())).unwrap())
        .collect();
    let ours = pack.offices.iter().filter(|it| it.clause.starts_with("二（二）"));
    assert_eq!(found, ours.map(|it| (it.name.clone(), plain(&it.duties))).collect::<Vec<_>>());
    assert_eq!(found.len(), 7);
    // The two that section two has no numbered line for.
    let whole = plain(NOTICE);
    for office in pack.offices.iter().filter(|it| it.clause == "二（一）") {
        for part in office.duties.split('；') {
            assert!(whole.contains(&plain(part)), "{part}");
        }
        assert!(whole.contains(&office.full), "{}", office.full);
    }
}

#[test]
fn paragraphs_and_leaders() {
    let pack = zhuzhou();
    let whole = plain(NOTICE);
    for paragraph in pack.preamble.iter().chain(&pack.requirements) {
        assert!(whole.contains(&plain(&paragraph.text)), "{}", paragraph.clause);
    }
    let found: Vec<(String, String)> = lines("五、工作要求", "附件：")
        .into_iter()
        .filter_map(lettered)
        .map(|line| line.split_once('。').unwrap())
        .map(|(name, text)| (name.to_owned(), plain(text)))
        .collect();
    let ours = pack.requirements.iter().filter(|it| it.clause.starts_with('五'));
    assert_eq!(found, ours.map(|it| (it.name.clone(), plain(&it.text))).collect::<Vec<_>>());
    let line = |role: &str| {
        let leader = pack.leaders.iter().find(|it| it.role == role).unwrap();
        let names = leader.names.join("、");
        [names]
            .into_iter()
            .chain(leader.posts.clone())
            .filter(|it| !it.is_empty())
            .collect::<Vec<_>>()
            .join("，")
    };
    assert!(whole.contains(&format!("组长：{}副组长：{}。成员", line("组长"), line("副组长"))));
    for post in &pack.leaders.iter().find(|it| it.role == "成员").unwrap().posts {
        assert!(whole.contains(&plain(post)), "{post}");
    }
    for drive in &pack.campaign.drives {
        assert!(pack.preamble[1].text.contains(drive.as_str()), "{drive}");
    }
}

#[test]
fn the_schedule() {
    let pack = zhuzhou();
    let cells = lines("教育领域几个突出问题集中整治主要工作安排表", "附件2");
    let columns: Vec<&str> = cells[..4].to_vec();
    assert_eq!(columns, pack.annexes[0].columns);
    let found: Vec<Vec<String>> =
        cells[4..].chunks(4).map(|row| row.iter().map(|cell| plain(cell)).collect()).collect();
    let ours: Vec<Vec<String>> = pack
        .schedule
        .iter()
        .map(|it| vec![it.no.to_string(), it.time.clone(), plain(&it.work), it.by.clone()])
        .collect();
    assert_eq!(found, ours);
    let duty = &pack.screening.as_ref().unwrap().text;
    assert_eq!(plain(NOTICE).matches(duty.as_str()).count(), 2);
}

#[test]
fn contacts_hotlines_and_grounds() {
    let pack = zhuzhou();
    let table = plain(&lines("附件2", "\u{0}").concat());
    let mut at = 0;
    for contact in &pack.contacts {
        let name = &pack.office(&contact.unit).unwrap().name;
        let row = format!("{}{name}{}{}{}", contact.printed_no, contact.name, contact.phone, contact.post);
        at += table[at..].find(&row).unwrap_or_else(|| panic!("{row}")) + row.len();
    }
    for hotline in &pack.hotlines {
        assert!(NOTICE.contains(&hotline.printed), "{}", hotline.printed);
    }
    let whole = plain(NOTICE);
    let said = |text: &str| whole.contains(text);
    for ground in &pack.grounds {
        // "…不精准、整改不及时或不到位": the verb of the last is that of the one before.
        assert!(said(&ground.text) || said(&ground.text.replacen("整改", "", 1)), "{}", ground.text);
    }
    for settle in &pack.settle {
        assert!(pack.clause_text(&settle.a.clause).is_some(), "{}", settle.id);
    }
}
