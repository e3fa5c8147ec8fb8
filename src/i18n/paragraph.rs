//! The campaign in one paragraph, in the style of official papers. What is nothing is left out, or said to be
//! nothing where its absence would be asked about.

use super::Words;
use super::figures::{percent, wan};
use crate::model::figures::Tally;
use crate::model::said::Said;
use i18n_embed_fl::fl;

/// Units that are named with what is overdue in them.
const NAMED: usize = 3;

impl Words {
    /// The paragraph.
    pub fn paragraph(&self, said: &Said) -> String {
        let parts = [
            self.all_said(said),
            self.by_category(said),
            self.overdue_said(said),
            self.supervised(said),
            self.money_said(said),
            self.beyond(said),
        ];
        let sentences: String = parts.into_iter().flatten().collect();
        format!("{sentences}{}", self.get("say-meaning"))
    }

    fn all_said(&self, said: &Said) -> Option<String> {
        let total = &said.total;
        let lead = match said.scope.as_str() {
            "" => fl!(self.loader, "say-lead", day = self.day_said(said.as_of)),
            scope => fl!(
                self.loader,
                "say-lead-scope",
                day = self.day_said(said.as_of),
                scope = self.scope_line(scope)
            ),
        };
        if total.issues == 0 {
            return Some(format!("{lead}{}", self.get("say-none")));
        }
        let rate = percent(total.rectified.into(), total.issues.into(), 2);
        let counts = fl!(
            self.loader,
            "say-whole",
            issues = total.issues,
            rectified = total.rectified,
            rate = rate,
            closed = total.closed
        );
        Some(format!("{lead}{counts}"))
    }

    fn by_category(&self, said: &Said) -> Option<String> {
        let some = said.categories.iter().filter(|category| category.issues > 0);
        let told: Vec<String> = some.map(|category| self.counted(category, category.issues)).collect();
        let several = told.len() > 1;
        several.then(|| fl!(self.loader, "say-categories", categories = self.list(&told)))
    }

    fn overdue_said(&self, said: &Said) -> Option<String> {
        if said.total.issues == 0 {
            return None;
        }
        let mut units: Vec<&Tally> = said.units.iter().filter(|unit| unit.overdue > 0).collect();
        units.sort_by_key(|unit| std::cmp::Reverse(unit.overdue));
        let named: Vec<String> =
            units.iter().take(NAMED).map(|unit| self.counted(unit, unit.overdue)).collect();
        let n = said.total.overdue;
        Some(match (&said.oldest, units.len()) {
            (None, _) => self.get("say-overdue-none"),
            (Some((days, _)), 1) if said.units.len() == 1 => {
                fl!(self.loader, "say-overdue-here", n = n, days = (*days))
            }
            (Some((days, _)), 1) => {
                fl!(self.loader, "say-overdue-one", n = n, unit = units[0].name.as_str(), days = (*days))
            }
            (Some((days, _)), all) if all <= NAMED => {
                fl!(self.loader, "say-overdue", n = n, units = self.list(&named), days = (*days))
            }
            (Some((days, _)), _) => {
                fl!(self.loader, "say-overdue-mostly", n = n, units = self.list(&named), days = (*days))
            }
        })
    }

    fn supervised(&self, said: &Said) -> Option<String> {
        let (listed, off) = (said.total.listed + said.total.delisted, said.total.delisted);
        let mut parts = Vec::new();
        if said.orders > 0 {
            parts.push(fl!(self.loader, "say-orders", n = said.orders));
        }
        match (listed, off) {
            (0, _) => {}
            (_, 0) => parts.push(fl!(self.loader, "say-listed-all", n = listed)),
            _ => parts.push(fl!(self.loader, "say-listed", n = listed, off = off)),
        }
        self.sentence(&parts)
    }

    fn money_said(&self, said: &Said) -> Option<String> {
        let part = |id: &str, fen: i64| (fen > 0).then(|| self.with(id, &[("wan", wan(fen))]));
        let parts =
            [part("say-amount", said.total.amount_fen), part("say-refunded", said.total.refunded_fen)];
        self.sentence(&parts.into_iter().flatten().collect::<Vec<String>>())
    }

    fn beyond(&self, said: &Said) -> Option<String> {
        let mut parts = Vec::new();
        if let Some(n) = said.transferred.filter(|n| *n > 0) {
            parts.push(match said.filed.filter(|filed| *filed > 0) {
                Some(filed) => fl!(self.loader, "say-transferred-filed", n = n, filed = filed),
                None => fl!(self.loader, "say-transferred", n = n),
            });
        }
        let kinds = ["talked-to", "party", "office", "contract"];
        let people = said.people.unwrap_or_default();
        let told: Vec<String> = kinds
            .iter()
            .zip(people)
            .filter(|(_, n)| *n > 0)
            .map(|(kind, n)| self.with_n(&format!("say-people-{kind}"), n))
            .collect();
        if let Some((persons, sanctions)) = said.held.filter(|(persons, _)| *persons > 0) {
            parts.push(fl!(self.loader, "say-held", persons = persons, sanctions = sanctions));
        }
        if !told.is_empty() {
            parts.push(fl!(self.loader, "say-people", people = self.list(&told)));
        }
        if said.told > 0 {
            parts.push(fl!(self.loader, "say-told", n = said.told));
        }
        self.sentence(&parts)
    }

    fn sentence(&self, parts: &[String]) -> Option<String> {
        (!parts.is_empty()).then(|| {
            let said = parts.join(&self.get("say-comma"));
            let mut letters = said.chars();
            let first: String = letters.next().map_or_else(String::new, |c| c.to_uppercase().collect());
            fl!(self.loader, "say-sentence", parts = format!("{first}{}", letters.as_str()))
        })
    }

    fn counted(&self, of: &Tally, n: u32) -> String {
        fl!(self.loader, "say-counted", name = of.name.as_str(), n = n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    fn tally(name: &str, issues: u32, overdue: u32) -> Tally {
        Tally { name: name.into(), issues, overdue, ..Tally::default() }
    }

    fn said() -> Said {
        let total = Tally {
            issues: 412,
            rectified: 233,
            closed: 214,
            overdue: 17,
            listed: 1,
            delisted: 2,
            amount_fen: 125_003_900,
            refunded_fen: 5_000,
            ..Tally::default()
        };
        Said {
            as_of: "2021-09-14".parse().unwrap(),
            scope: String::new(),
            total,
            categories: vec![
                tally("收受礼品礼金", 41, 0),
                tally("有偿补课", 124, 0),
                tally("违规招生", 0, 0),
            ],
            units: vec![
                tally("荷塘区", 31, 2),
                tally("天元区", 46, 7),
                tally("渌口区", 20, 3),
                tally("攸县", 9, 5),
            ],
            orders: 6,
            transferred: Some(4),
            filed: None,
            people: Some([3, 0, 1, 0]),
            held: Some((3, 4)),
            told: 0,
            linked: 0,
            reopened: 0,
            oldest: Some((14, "TY-007".into())),
        }
    }

    #[test]
    fn the_paragraph_says_what_there_is_and_nothing_else() {
        let words = Words::new(Lang::Zh);
        assert_eq!(
            words.paragraph(&said()),
            "截至9月14日，共排查发现问题412个，已整改233个，整改率56.55%，其中已销号214个。分类看，收受礼品礼金41个、\
             有偿补课124个。逾期未完成17个，主要是天元区7个、攸县5个、渌口区3个，最长14天。发督办单6件，挂牌督办3个，\
             已解除2个。涉及金额125.00万元，已清退0.01万元。移送线索4件，处理3人、4人次，其中谈话诫勉3人、政务（事业）处分1人。\
             （填报口径：已整改含验收通过未销号）"
        );
        let none = Said {
            total: Tally::default(),
            categories: vec![],
            units: vec![],
            orders: 0,
            transferred: None,
            people: None,
            held: None,
            oldest: None,
            ..said()
        };
        assert_eq!(
            words.paragraph(&none),
            "截至9月14日，没有登记在册的问题。（填报口径：已整改含验收通过未销号）"
        );
        let calm = Said { total: Tally { overdue: 0, ..said().total }, oldest: None, ..said() };
        assert!(words.paragraph(&calm).contains("没有逾期。"));
        for text in [Words::new(Lang::En).paragraph(&said()), Words::new(Lang::En).paragraph(&none)] {
            assert!(!text.contains("No localization") && !text.contains("NaN"), "{text}");
        }
    }
}
