//! A plain list as a page: what is no table of the plan, an index, a register.

use super::page::{Field, Fonts, Head, Page};
use crate::i18n::Words;
use crate::model::table::Sort;
use crate::text::clean_text;
use chrono::NaiveDate;

/// A list before it is laid out.
#[derive(Debug, Clone, Default)]
pub struct Roll {
    pub title: String,
    pub info: String,
    pub heads: Vec<(String, Option<Sort>)>,
    pub rows: Vec<Vec<Field>>,
}

impl Roll {
    /// A list with these heads, all of texts.
    pub fn new(title: String, info: String, heads: Vec<String>) -> Self {
        Self { title, info, heads: heads.into_iter().map(|head| (head, None)).collect(), rows: Vec::new() }
    }

    /// The page; with the mark of made-up data, where they are.
    pub fn page(self, synthetic: bool, as_of: NaiveDate, words: &Words) -> Page {
        let mark = synthetic.then(|| words.get("screen-synthetic"));
        let title = match &mark {
            Some(mark) => {
                words.with("table-title-made-up", &[("title", self.title.as_str()), ("mark", mark.as_str())])
            }
            None => self.title.clone(),
        };
        let head = |(label, sort): &(String, Option<Sort>)| {
            let sort = sort.unwrap_or(Sort::Text);
            Head { label: label.clone(), sort, shared: false, width: None, choices: Vec::new() }
        };
        Page {
            name: self.title.clone(),
            mark,
            info: self.info.clone(),
            heads: self.heads.iter().map(head).collect(),
            spans: Vec::new(),
            total: None,
            revisions: Default::default(),
            firsts: vec![true; self.rows.len()],
            total_last: false,
            foot: Vec::new(),
            notes: Vec::new(),
            repeated: 1,
            breaks: Vec::new(),
            continued: words.with("table-continued", &[("title", title.as_str()), ("n", "&N")]),
            title,
            chart: None,
            choices_name: String::new(),
            fonts: Fonts {
                title: words.get("table-font-title"),
                head: words.get("table-font-head"),
                body: words.get("table-font-body"),
            },
            page_of: words.get("table-page"),
            as_of,
            rows: self.rows,
        }
    }
}

/// A text as a field.
pub fn text(text: &str) -> Field {
    let text = clean_text(text);
    if text.is_empty() { Field::Blank } else { Field::Text(text) }
}

/// A day as a field.
pub fn day(day: Option<NaiveDate>) -> Field {
    day.map_or(Field::Blank, Field::Day)
}

/// A number as a field.
pub fn count(n: impl TryInto<i64>) -> Field {
    n.try_into().map_or(Field::Blank, Field::Count)
}
