//! A table in the form that the plan gives it: its columns chosen, ordered and named.

use super::Body;
use crate::model::paper::Paper;
use crate::model::table::{Column, Heading};
use crate::pack::{FormColumn, TableForm};

/// What the headings of the categories begin with; together they are one name in a form.
const CATEGORY: &str = "category-";

/// The body with the columns of the form, and what the form says beside them.
pub fn shaped(body: Body, form: &TableForm) -> (Body, Paper) {
    let chosen = chosen(&body.columns, form);
    let chosen = if chosen.is_empty() { whole(&body.columns) } else { chosen };
    let breaks = chosen.iter().zip(0..).filter(|((at, _), _)| begins(&body.columns, *at, &form.breaks));
    let paper = Paper {
        form: form.id.clone(),
        title: form.title.clone(),
        total: form.total.unwrap_or_default(),
        foot: form.foot.clone(),
        repeat: form.repeat.unwrap_or(2),
        breaks: breaks.map(|(_, place)| place).collect(),
        file: form.file.clone(),
    };
    let columns = chosen.iter().map(|(at, said)| worded(&body.columns[*at], *said)).collect();
    let pick = |row: &Vec<_>| chosen.iter().filter_map(|(at, _)| row.get(*at).cloned()).collect();
    let rows = body.rows.iter().map(pick).collect();
    (Body { columns, rows, ..body }, paper)
}

type Chosen<'f> = Vec<(usize, Option<&'f FormColumn>)>;

/// Every column as it is, where nothing is said of columns.
fn whole(columns: &[Column]) -> Chosen<'static> {
    (0..columns.len()).map(|at| (at, None)).collect()
}

/// The columns a form names, by their place.
fn chosen<'f>(columns: &[Column], form: &'f TableForm) -> Chosen<'f> {
    let mut chosen: Chosen<'f> = Vec::new();
    let mut rest = form.columns.as_slice();
    while let Some(first) = rest.first() {
        let family = of_categories(&first.key);
        let run = if family { rest.iter().take_while(|entry| of_categories(&entry.key)).count() } else { 1 };
        let (now, after) = rest.split_at(run);
        rest = after;
        if family {
            chosen.extend(by_category(columns, now));
        } else {
            let named = (0..columns.len()).filter(|at| is_called(&columns[*at], &first.key));
            chosen.extend(named.map(|at| (at, Some(first))));
        }
    }
    chosen
}

fn of_categories(key: &str) -> bool {
    key.starts_with("category.")
}

/// Columns named one after the other that every category has: category by category.
fn by_category<'f>(columns: &[Column], named: &'f [FormColumn]) -> Chosen<'f> {
    let heading = |column: &Column| column.group.as_ref().map(|group| group.key.clone());
    let mut headings: Vec<String> =
        columns.iter().filter_map(heading).filter(|key| key.starts_with(CATEGORY)).collect();
    headings.dedup();
    let mut chosen = Vec::new();
    for of in headings {
        for entry in named {
            let is = |column: &Column| heading(column).as_ref() == Some(&of) && is_called(column, &entry.key);
            chosen.extend((0..columns.len()).filter(|at| is(&columns[*at])).map(|at| (at, Some(entry))));
        }
    }
    chosen
}

/// The heading of a column as forms call it.
fn family(column: &Column) -> Option<&str> {
    let key = column.group.as_ref()?.key.as_str();
    Some(if key.starts_with(CATEGORY) { "category" } else { key })
}

fn is_called(column: &Column, name: &str) -> bool {
    match (family(column), name.split_once('.')) {
        (Some(heading), Some((wanted, key))) => heading == wanted && column.key == key,
        (Some(heading), None) => heading == name,
        (None, _) => column.key == name,
    }
}

/// True for the first column of what a part begins with.
fn begins(columns: &[Column], at: usize, breaks: &[String]) -> bool {
    let named = |name: &String| {
        let here = &columns[at];
        let alone = name.contains('.') || here.group.is_none();
        let first = at == 0
            || columns[at - 1].group.as_ref().map(|group| &group.key)
                != here.group.as_ref().map(|group| &group.key);
        is_called(here, name) && (alone || first)
    };
    breaks.iter().any(named)
}

fn worded(column: &Column, said: Option<&FormColumn>) -> Column {
    let Some(said) = said else { return column.clone() };
    // A heading that stands for several columns gives none of them its name.
    let own = column.group.is_none() || said.key.contains('.');
    let group =
        said.group.as_ref().map(|label| Heading { key: format!("form-{label}"), label: Some(label.clone()) });
    Column {
        label: said.label.clone().filter(|_| own).or_else(|| column.label.clone()),
        group: group.or_else(|| column.group.clone()),
        width: said.width,
        ..column.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::table::{Cell, Sort};

    fn body() -> Body {
        let heading = |key: &str| Heading { key: key.to_owned(), label: None };
        let columns = vec![
            Column::new("unit", Sort::Text),
            Column::new("issues", Sort::Count).under(&heading("all")),
            Column::new("issues", Sort::Count).under(&heading("category-1")),
            Column::new("rate", Sort::Rate).under(&heading("category-1")),
            Column::new("issues", Sort::Count).under(&heading("category-2")),
            Column::new("rate", Sort::Rate).under(&heading("category-2")),
        ];
        let rows = vec![(0..6).map(Cell::Count).collect()];
        Body { columns, rows, ..Body::default() }
    }

    fn form(keys: &[&str]) -> TableForm {
        let column = |key: &&str| FormColumn { key: (*key).to_owned(), ..FormColumn::default() };
        TableForm { columns: keys.iter().map(column).collect(), ..TableForm::default() }
    }

    fn places(keys: &[&str]) -> Vec<usize> {
        chosen(&body().columns, &form(keys)).into_iter().map(|(at, _)| at).collect()
    }

    #[test]
    fn columns_are_chosen_by_name_heading_and_category() {
        assert_eq!(places(&["category.rate", "category.issues", "unit"]), [3, 2, 5, 4, 0]);
        assert_eq!(places(&["all", "category"]), [1, 2, 3, 4, 5]);
        assert_eq!(places(&["all.issues", "nothing"]), [1]);
        let mut form = form(&["category.rate", "unit"]);
        form.columns[1].label = Some("U".into());
        form.breaks = vec!["category".into()];
        let (body, paper) = shaped(body(), &form);
        assert_eq!(body.rows, [[3, 5, 0].map(Cell::Count)]);
        assert_eq!((body.columns[2].label.as_deref(), paper.breaks.len()), (Some("U"), 0));
    }
}
