//! The story of one made-up issue: from being found to wherever it stands.

use super::people::{CHIEF, login};
use super::texts::{ItemTexts, fill, texts};
use super::told::{Event, Told};
use crate::calendar::Calendar;
use crate::model::command::Command;
use crate::model::ids::OpId;
use crate::model::verb::Verb;
use crate::pack::{Pack, RouteQuery};
use chrono::{Datelike, Days, NaiveDate};
use fastrand::Rng;
use std::ops::Range;

/// Share of issues by category, and by stage (its place in the plan's list) outside training; thousandths.
const CATEGORIES: [u32; 5] = [100, 300, 120, 280, 200];
const STAGES: [(usize, u32); 5] = [(1, 420), (2, 320), (4, 120), (8, 80), (0, 60)];
/// The category of training bodies, and their stage, by their places in the plan.
const TRAINING: usize = 3;
const TRAINING_STAGE: usize = 9;
/// Days after which the head start of a story is over: what is found first is found by self-check.
const SELF_CHECK_END: (i32, u32, u32) = (2021, 7, 20);

/// Tells stories, one after the other, from one stream of chance.
pub struct Teller {
    rng: Rng,
    pack: Pack,
    calendar: Calendar,
    /// The deadline of issues that are given none.
    phase_end: Option<NaiveDate>,
    founder: String,
    /// Code and weight of the reporting units.
    units: Vec<(String, u32)>,
}

/// What a story is about.
struct Plot {
    unit: String,
    category: usize,
    item: &'static ItemTexts,
    stage: String,
    place: String,
    students: u32,
    amount: u32,
    found: NaiveDate,
    lead: String,
    gap: bool,
}

impl Teller {
    /// A teller of a campaign.
    pub fn new(seed: u64, pack: &Pack, founder: &str) -> Self {
        let names = &texts().names;
        let made = names.counties.iter().chain(&names.direct);
        let units = made.map(|unit| (unit.code.clone(), unit.weight)).collect();
        Self {
            rng: Rng::with_seed(seed),
            pack: pack.clone(),
            calendar: pack.calendar(),
            phase_end: pack.rectification_phase().map(|phase| phase.due),
            founder: founder.to_owned(),
            units,
        }
    }

    /// The events of one issue, in order. Days may lie past the day the campaign is looked at.
    pub fn story(&mut self, issue: usize) -> Vec<Event> {
        let Some(plot) = self.plot() else { return Vec::new() };
        let mut told = Told { issue, events: Vec::new(), due: self.phase_end };
        let day = self.begin(&plot, &mut told);
        self.go_on(&plot, &mut told, day);
        told.events
    }

    fn plot(&mut self) -> Option<Plot> {
        let weights: Vec<u32> = self.units.iter().map(|(_, weight)| *weight).collect();
        let unit = {
            let unit = self.pick(&weights);
            self.units.get(unit)?.0.clone()
        };
        let category = self.pick(&CATEGORIES);
        let group = self.pack.categories.get(category)?.clone();
        let item_id = group.items.get(self.rng.usize(..group.items.len().max(1)))?.id.clone();
        let item = texts().items.iter().find(|item| item.id == item_id)?;
        let stage = self.stage(category);
        let free = !sums(&item.desc, 0).is_empty() && !sums(&item.measures, 0).is_empty();
        let amount = if free && self.rng.u32(..10) < 4 { 0 } else { self.amount(category) };
        let found = self.found();
        let query =
            RouteQuery { category: &group.id, item: &item_id, stage: &stage, ..RouteQuery::default() };
        let route = self.pack.route(&query);
        let place = self.place(&stage);
        let students = self.count(14.0, 0.9).clamp(1, 400);
        Some(Plot {
            unit,
            category,
            item,
            stage,
            place,
            students,
            amount,
            found,
            lead: route.lead,
            gap: route.gap,
        })
    }

    /// Registered by the unit (or found by a section), reported, numbered. The day it was numbered.
    fn begin(&mut self, plot: &Plot, told: &mut Told) -> NaiveDate {
        let unit = login(&plot.unit);
        let by_section = plot.found > self_check_end() && self.rng.u32(..10) < 4 && !plot.gap;
        let who = if by_section { login(&plot.lead) } else { unit.clone() };
        let source = self.source(plot, by_section);
        let n = plot.students.to_string();
        let amount = plot.amount.to_string();
        let surname = self.one(&texts().names.surnames);
        let mask = format!("{surname}{}", texts().names.masked);
        let slots = [
            ("n", n.as_str()),
            ("amount", amount.as_str()),
            ("place", plot.place.as_str()),
            ("org", plot.place.as_str()),
            ("mask", mask.as_str()),
            ("grade", self.one(&texts().names.grades)),
            ("subject", self.one(&texts().names.subjects)),
            ("title", plot.item.title.as_str()),
            ("date", &format!("{}-{}", plot.found.month(), plot.found.day())),
        ];
        let title = if plot.amount > 0 && plot.category == 1 {
            &texts().titles.both
        } else if plot.amount > 0 {
            &texts().titles.amount
        } else {
            &texts().titles.students
        };
        let mut command = Command::new(Verb::Register, OpId::default())
            .set("unit", &plot.unit)
            .set("item", &plot.item.id)
            .set("place", &plot.place)
            .set("stage", &plot.stage)
            .set("title", fill(title, &slots))
            .set("desc", fill(self.one(&sums(&plot.item.desc, plot.amount)), &slots))
            .set("source", source)
            .set("found_on", plot.found.to_string())
            .set("students", &n)
            .set("persons", self.rng.u32(1..4).to_string());
        if plot.amount > 0 {
            command = command.set("amount", &amount);
        }
        told.add(plot.found, &who, command, true);
        if !by_section {
            told.act(plot.found, &unit, Verb::Submit);
        }
        // Late in the campaign the office falls behind: some of it still lies there.
        let day = if plot.found > self_check_end() {
            self.after(plot.found, 1..7)
        } else {
            self.after(plot.found, 0..3)
        };
        let mut accept = Command::new(Verb::Accept, OpId::default());
        if self.rng.u32(..10) < 7 {
            let due = later(day, self.rng.u64(10..60));
            told.due = Some(due);
            let (month, day) = (due.month().to_string(), due.day().to_string());
            accept =
                accept.set("deadline", fill(&texts().phrases.deadline, &[("month", &month), ("day", &day)]));
        }
        if !plot.gap || self.rng.u32(..10) < 8 {
            accept = accept.set("lead", &plot.lead);
        }
        told.add(day, &self.founder.clone(), accept, false);
        day
    }

    /// Measures, progress, an extension, a claim, and how it ends.
    fn go_on(&mut self, plot: &Plot, told: &mut Told, numbered: NaiveDate) {
        let (unit, lead) = (login(&plot.unit), login(&plot.lead));
        if plot.gap && !told.led() {
            return;
        }
        if self.rng.u32(..100) < 3 {
            let day = self.after(numbered, 3..15);
            let mut command =
                Command::new(Verb::Unfounded, OpId::default()).set("checked_by", &texts().names.chief);
            command.reason = self.one(&texts().phrases.unfounded).to_owned();
            told.add(day, &lead, command, false);
            return;
        }
        let mut day = self.after(numbered, 1..9);
        let count = [1, 1, 2, 2, 3][self.rng.usize(..5)];
        told.add(day, &unit, self.plan(plot, day, count), false);
        if self.rng.u32(..10) < 5 {
            day = self.after(day, 3..16);
            let text = self.one(&texts().phrases.progress).to_owned();
            told.add(
                day,
                &unit,
                Command::new(Verb::Progress, OpId::default()).set("progress_text", text),
                false,
            );
        }
        if self.rng.u32(..100) < 14 {
            day = self.extension(told, &unit, day);
        }
        if self.rng.u32(..100) < 24 {
            return;
        }
        self.finish(plot, told, (&unit, &lead), day);
    }

    fn plan(&mut self, plot: &Plot, day: NaiveDate, count: usize) -> Command {
        let amount = plot.amount.to_string();
        let mut command = Command::new(Verb::Plan, OpId::default());
        for (part, measure) in sums(&plot.item.measures, plot.amount).iter().take(count).enumerate() {
            let due = later(day, self.rng.u64(5..40));
            let person = format!("{}{}", self.one(&texts().names.surnames), texts().names.masked);
            let part = part + 1;
            command = command
                .set(format!("goal.{part}"), &plot.item.goal)
                .set(format!("action.{part}"), fill(measure, &[("amount", &amount)]))
                .set(format!("person.{part}"), person)
                .set(format!("due.{part}"), due.to_string());
        }
        command
    }

    fn extension(&mut self, told: &mut Told, unit: &str, day: NaiveDate) -> NaiveDate {
        let asked = self.after(day, 2..12);
        let to = later(told.due.unwrap_or(asked), self.rng.u64(7..25));
        let mut command = Command::new(Verb::Extend, OpId::default()).set("extend_to", to.to_string());
        command.reason = self.one(&texts().phrases.extend).to_owned();
        told.add(asked, unit, command, false);
        let decided = self.after(asked, 1..4);
        let agreed = if self.rng.u32(..10) < 8 { "agreed" } else { "refused" };
        told.add(
            decided,
            CHIEF,
            Command::new(Verb::DecideExtension, OpId::default()).set("decision", agreed),
            false,
        );
        decided
    }

    fn finish(&mut self, plot: &Plot, told: &mut Told, (unit, lead): (&str, &str), day: NaiveDate) {
        let claimed = self.after(day, 4..45);
        let claim = |teller: &mut Self| {
            Command::new(Verb::Claim, OpId::default())
                .set("statement", teller.one(&texts().phrases.statement))
                .set("done", "yes")
        };
        if plot.amount > 0 {
            let evidence = self.one(&texts().phrases.evidence).to_owned();
            let command = Command::new(Verb::Evidence, OpId::default())
                .set("evidence_name", evidence)
                .set("evidence_where", &texts().phrases.evidence_where);
            told.add(claimed, unit, command, false);
        }
        let command = claim(self);
        told.add(claimed, unit, command, false);
        let mut seen = self.after(claimed, 1..7);
        if self.rng.u32(..100) < 11 {
            let mut command = Command::new(Verb::SendBack, OpId::default());
            command.reason = self.one(&texts().phrases.rework).to_owned();
            told.add(seen, lead, command, false);
            let again = self.after(seen, 2..9);
            let command = claim(self);
            told.add(again, unit, command, false);
            seen = self.after(again, 1..6);
        }
        let way = ["papers", "papers", "on_site", "call_back"][self.rng.usize(..4)];
        let command = Command::new(Verb::Close, OpId::default())
            .set("verify_way", way)
            .set("opinion", &texts().phrases.opinion);
        told.add(seen, lead, command, false);
    }

    fn source(&mut self, plot: &Plot, by_section: bool) -> String {
        let known = &self.pack.sources;
        let at = if by_section {
            2 + self.rng.usize(..2)
        } else if plot.found <= self_check_end() {
            usize::from(self.rng.u32(..10) >= 8)
        } else {
            usize::from(self.rng.u32(..10) < 6)
        };
        known.get(at).map(|source| source.name.clone()).unwrap_or_default()
    }

    /// Most are found by 20 July, the last days most of all; the rest until the day of looking.
    fn found(&mut self) -> NaiveDate {
        let (month, day) = match self.rng.u32(..100) {
            0..=24 => (7, self.rng.u32(5..18)),
            25..=64 => (7, self.rng.u32(18..21)),
            65..=81 => (8, self.rng.u32(1..31)),
            _ => (9, self.rng.u32(1..18)),
        };
        NaiveDate::from_ymd_opt(2021, month, day).unwrap_or_else(self_check_end)
    }

    fn stage(&mut self, category: usize) -> String {
        let at = if category == TRAINING {
            TRAINING_STAGE
        } else {
            STAGES[self.pick(&STAGES.map(|(_, weight)| weight))].0
        };
        self.pack.stages.get(at).map(|stage| stage.name.clone()).unwrap_or_default()
    }

    fn place(&mut self, stage: &str) -> String {
        let names = &texts().names;
        let number = self.rng.usize(..99) + 1;
        let (tens, ones) = (number / 10, number % 10);
        let digit = |n: usize| names.numerals.get(n.wrapping_sub(1)).map_or("", String::as_str);
        let numeral = match (tens, ones) {
            (0, ones) => digit(ones).to_owned(),
            (1, ones) => format!("{}{}", digit(10), digit(ones)),
            (tens, ones) => format!("{}{}{}", digit(tens), digit(10), digit(ones)),
        };
        let org = self.one(&names.organisations);
        let pattern = texts().places.get(stage).or_else(|| texts().places.values().next());
        pattern.map_or_else(String::new, |pattern| fill(pattern, &[("k", &numeral), ("org", org)]))
    }

    fn amount(&mut self, category: usize) -> u32 {
        let median = if category == 4 { 9_000.0 } else { 2_600.0 };
        self.count(median, 1.1).clamp(50, 260_000) / 10 * 10
    }

    /// A count whose logarithm is spread evenly on both sides of a median.
    fn count(&mut self, median: f64, spread: f64) -> u32 {
        let chance: f64 = (0..6).map(|_| self.rng.f64()).sum::<f64>() - 3.0;
        (median * (chance * spread * 1.4).exp()).round() as u32
    }

    fn pick(&mut self, weights: &[u32]) -> usize {
        let mut left = self.rng.u32(..weights.iter().sum::<u32>().max(1));
        for (index, weight) in weights.iter().enumerate() {
            if left < *weight {
                return index;
            }
            left -= weight;
        }
        0
    }

    fn one<'a>(&mut self, words: &'a [String]) -> &'a str {
        words.get(self.rng.usize(..words.len().max(1))).map_or("", String::as_str)
    }

    /// A working day some days later: offices act on no other.
    fn after(&mut self, day: NaiveDate, days: Range<u64>) -> NaiveDate {
        let days = self.rng.u64(days);
        self.calendar.working_on_or_after(later(day, days))
    }
}

/// Patterns that fit: where no money is involved those that name a sum are left out.
fn sums(patterns: &[String], amount: u32) -> Vec<String> {
    patterns.iter().filter(|pattern| amount > 0 || !pattern.contains("{amount}")).cloned().collect()
}

fn later(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

fn self_check_end() -> NaiveDate {
    let (year, month, day) = SELF_CHECK_END;
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}
