//! A small campaign with something of everything in two counties and in the office itself, and a member of
//! every role.

use super::support::campaign::{Campaign, verb};
use duban::api::{Answer, Request};
use duban::link::new_op;
use duban::model::command::Command;
use duban::model::verb::Verb;

/// Roles of the plan, each with the unit its member sits in.
pub const ROLES: [(&str, &str); 10] = [
    ("admin", "ZZB"),
    ("zzb", "ZZB"),
    ("chief", "ZZB"),
    ("handler", "JSK"),
    ("reporter", "TY"),
    ("discipline", "ZZB"),
    ("intake", "ZZB"),
    ("inspector", "ZZB"),
    ("publicity", "ZZB"),
    ("viewer", "ZZB"),
];

/// Something that can be seen or not: what it is called in the table, its number, and the words that give
/// it away wherever they turn up.
pub struct Thing {
    pub name: &'static str,
    pub no: String,
    pub canary: String,
}

/// What is planted in protected fields.
#[derive(Clone)]
pub struct Planted {
    pub complainant: String,
    pub phone: String,
    pub accused: String,
    /// Title, description and place of what is about the office itself.
    pub office: String,
}

impl Planted {
    /// Values that turn up nowhere by chance.
    pub fn new(mark: &str) -> Self {
        let of = |what: &str| format!("{what}{mark}");
        Self {
            complainant: of("举报者"),
            phone: of("1390000"),
            accused: of("被举报者"),
            office: of("办公室自身"),
        }
    }

    /// The protected values themselves.
    pub fn secrets(&self) -> [&str; 3] {
        [&self.complainant, &self.phone, &self.accused]
    }
}

fn make(verb: Verb) -> Command {
    Command::new(verb, new_op())
}

fn no(campaign: &Campaign, command: Command) -> String {
    campaign.done(command).subjects[0].clone()
}

/// Builds it.
pub fn town(planted: &Planted) -> (Campaign, Vec<Thing>) {
    let campaign = Campaign::new();
    campaign.done(make(Verb::Pack).set("keep_names", "yes"));
    let school = make(Verb::Unit).set("code", "TYX").set("name", "示例县下小学").set("kind", "direct");
    campaign.done(school.set("parent", "TY"));
    for (role, unit) in ROLES {
        let member = make(Verb::Member).set("login", role).set("name", format!("员{role}"));
        campaign.done(member.set("unit", unit).set("roles", role));
    }
    campaign.done(
        make(Verb::Member)
            .set("login", "lk")
            .set("name", "渌口联络乙")
            .set("unit", "LK")
            .set("roles", "reporter"),
    );
    campaign.done(make(Verb::Person).set("unit", "LK").set("name", "渌口通讯甲").set("phone", "000-1"));
    let mut things = Vec::new();
    let mut add = |name: &'static str, no: String, canary: &str| {
        things.push(Thing { name, no, canary: canary.to_owned() });
    };
    let issue = |unit: &str, canary: &str| {
        make(Verb::Register)
            .set("unit", unit)
            .set("item", "2.1")
            .set("place", canary)
            .set("title", format!("{canary}有偿补课"))
            .set("deadline", "8月15日前")
    };
    let own = no(&campaign, issue("TY", "甲处"));
    let below = no(&campaign, issue("TYX", "乙处"));
    let other = no(&campaign, issue("LK", "丙处"));
    add("issue of the own unit", own.clone(), "甲处");
    add("issue of a unit below", below, "乙处");
    add("issue of another unit", other.clone(), "丙处");
    add("contact of another unit", "渌口通讯甲".into(), "渌口通讯甲");
    add("member of another unit", "lk".into(), "渌口联络乙");
    let about = |v: Verb, no: &str| verb(v, no);
    for (issue, canary, name) in
        [(&own, "单甲", "order to the own unit"), (&other, "单丙", "order to another unit")]
    {
        let order = about(Verb::Order, issue).set("demand", canary).set("order_due", "2021-07-30");
        add(name, no(&campaign, order), canary);
    }
    let transfer = about(Verb::Transfer, &own).set("to_body", "公安").set("materials", "移送材料甲");
    let transfer = Command { reason: "移送缘由甲".into(), ..transfer.set("accused", &planted.accused) };
    add("transfer of an issue of the own unit", no(&campaign, transfer), "移送材料甲");
    let outcome = about(Verb::Outcome, &own)
        .set("identity", "public_teacher")
        .set("sanctions", "staff_demerit")
        .set("authority", "追责机关甲")
        .set("accused", &planted.accused)
        .for_party("discipline", "纪某", "决定1号");
    add("outcome on an issue of the own unit", no(&campaign, outcome), "追责机关甲");
    let take = |unit: &str, title: &str| {
        make(Verb::Take)
            .set("channel", "来电")
            .set("unit", unit)
            .set("title", title)
            .set("desc", format!("{title}详情"))
            .set("complainant", &planted.complainant)
            .set("complainant_phone", &planted.phone)
            .set("accused", &planted.accused)
    };
    add("intake about the own unit", no(&campaign, take("TY", "来电甲事")), "来电甲事");
    add("intake about the office", no(&campaign, take("JJK", &planted.office)), &planted.office);
    // The item says which section is in charge: the handler's own, another, none.
    for (unit, item, title, name) in [
        ("TY", "2.1", "线索甲事", "clue on the own unit"),
        ("LK", "4.1", "线索丙事", "clue on another unit"),
        ("JJK", "", planted.office.as_str(), "clue on the office"),
    ] {
        let taken = take(unit, title).set("disposal", "clue");
        let taken = campaign.done(if item.is_empty() {
            taken
        } else {
            taken.set("item", item).set("category", &item[..1])
        });
        let clue = taken.subjects.iter().find(|no| no.starts_with("XS")).unwrap();
        let intake = taken.subjects.iter().find(|no| no.starts_with("SL")).unwrap();
        // The intake itself says the same as the clue: it has its own lines in the table.
        let canary = if unit == "JJK" { title.to_owned() } else { format!("{title}{clue}") };
        let _ = intake;
        add(name, clue.clone(), &canary);
    }
    let task = make(Verb::Task).set("title", "渌口周报丙").set("owed_by", "LK").set("deadline", "2021-07-20");
    add("request to another unit", no(&campaign, task), "渌口周报丙");
    let inspect = make(Verb::Inspect).set("title", "督查丙").set("method", "明察暗访").set("inspected", "LK");
    add("inspection of another unit", no(&campaign, inspect), "督查丙");
    add("meeting", no(&campaign, make(Verb::Meet).set("title", "调度会丙")), "调度会丙");
    let publish = make(Verb::Publish).set("title", "通报丙").set("publicity_kind", "文件").set("unit", "LK");
    add("publicity of another unit", no(&campaign, publish), "通报丙");
    let paper = verb(Verb::HandIn, "问题清单/渌口").set("filler", "填报丙").set("reviewer", "审核丙");
    campaign.done(paper.for_party("unit", "刘某", "来函"));
    add("paper of another unit", "问题清单/渌口".into(), "填报丙");
    (campaign, things)
}

/// Asks as a member.
pub fn ask(campaign: &Campaign, login: &str, request: Request) -> Answer {
    campaign.seat().ask_as(vec![(login.to_owned(), request)]).remove(0)
}
