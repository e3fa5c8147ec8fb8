//! What the campaign is: its paper, its days, its leaders, the paragraphs that order it.

use chrono::NaiveDate;
use serde::Deserialize;

/// The paper a campaign rests on, and the campaign's own days.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Campaign {
    pub name: String,
    pub short: String,
    /// Title of the paper.
    pub title: String,
    /// Who issued it, as it signs.
    pub issuer: String,
    /// Whom it addresses, as printed.
    #[serde(default)]
    pub addressed_to: String,
    /// Number of the paper; empty when it prints none, `None` while nobody has looked.
    pub doc_no: Option<String>,
    /// Day of the paper; `None` while nobody has filled it in.
    pub doc_date: Option<NaiveDate>,
    /// The paper it carries out.
    #[serde(default)]
    pub basis: String,
    /// Bodies above that are reported to, by their ids in `outside`, nearest first.
    #[serde(default)]
    pub upstream: Vec<String>,
    /// The year that days written without one belong to.
    pub year: i32,
    pub start: NaiveDate,
    pub end: NaiveDate,
    /// The office that runs it: full name, the name people use, and its id in `offices`.
    pub office: String,
    pub office_short: String,
    pub office_unit: String,
    /// Code of the unit at the head of the tree.
    pub root: String,
    /// Other drives that go on at the same time and count some of the same issues.
    #[serde(default)]
    pub drives: Vec<String>,
    pub number_style: NumberStyle,
}

/// How numbers are written: text with `{unit}`, `{category}`, `{year}` and `{seq}` (`{seq:03}`: at
/// least three digits).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberStyle {
    pub in_notice: bool,
    pub issue: String,
    pub intake: String,
    pub clue: String,
    pub order: String,
    pub transfer: String,
}

impl NumberStyle {
    /// The styles with the names of their keys.
    pub fn all(&self) -> [(&'static str, &str); 5] {
        [
            ("issue", &self.issue),
            ("intake", &self.intake),
            ("clue", &self.clue),
            ("order", &self.order),
            ("transfer", &self.transfer),
        ]
    }
}

/// One number in a style; place-holders that are not known stay as they are.
pub fn number(style: &str, unit: &str, category: &str, year: i32, seq: u32) -> String {
    let mut text = String::with_capacity(style.len() + 8);
    let mut rest = style;
    while let Some((before, holder, after)) = next_holder(rest) {
        text.push_str(before);
        match holder.split_once(':').unwrap_or((holder, "")) {
            ("unit", "") => text.push_str(unit),
            ("category", "") => text.push_str(category),
            ("year", "") => text.push_str(&year.to_string()),
            ("seq", width) => {
                let width = width.parse().unwrap_or(1).min(MAX_DIGITS);
                text.push_str(&format!("{seq:0width$}"));
            }
            _ => text.push_str(&format!("{{{holder}}}")),
        }
        rest = after;
    }
    text + rest
}

/// A sequence is never padded to more digits than this.
pub(super) const MAX_DIGITS: usize = 9;

/// What stands before the next place-holder, its inside, and what follows it.
pub(super) fn next_holder(style: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = style.split_once('{')?;
    let (holder, after) = rest.split_once('}')?;
    Some((before, holder, after))
}

/// A passage of the paper that is shown where somebody asks what a duty rests on.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paragraph {
    pub clause: String,
    pub name: String,
    /// Verbatim, without its number and heading.
    pub text: String,
}

/// One line of the list of leaders, as printed. Who answers for what is not invented.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leader {
    pub role: String,
    /// Names as printed; empty while they have to be filled in, or when `unnamed`.
    #[serde(default)]
    pub names: Vec<String>,
    /// Posts that hold the place, as printed.
    #[serde(default)]
    pub posts: Vec<String>,
    /// The paper names posts only.
    #[serde(default)]
    pub unnamed: bool,
    #[serde(default)]
    pub duties: String,
    pub clause: String,
}

/// A table printed at the end of the paper.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Annex {
    pub clause: String,
    pub name: String,
    /// Column heads in print order.
    pub columns: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_follow_their_style() {
        assert_eq!(number("{unit}-{seq:03}", "TY", "2", 2021, 7), "TY-007");
        assert_eq!(number("{unit}-{seq:03}", "TY", "2", 2021, 1234), "TY-1234");
        assert_eq!(number("督〔{year}〕{seq}号", "TY", "2", 2021, 3), "督〔2021〕3号");
        assert_eq!(number("{unit}{category}.{seq:02}", "TY", "2", 2021, 3), "TY2.03");
        assert_eq!(number("{what}-{seq}", "TY", "2", 2021, 3), "{what}-3");
        assert_eq!(number("{seq:99999}", "", "", 2021, 3), "000000003");
        assert_eq!(number("{seq", "", "", 2021, 3), "{seq");
    }
}
