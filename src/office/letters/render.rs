//! From a template and what can be said to a letter. Pure: no books, no clock.

use super::values::{Entry, Values, text};
use crate::model::letter::{Block, Enclosure, FormBox, FormRow, Letter, Line, ListHead, Piece};
use crate::model::table::Table;
use crate::pack::{BlockTemplate, FormRowTemplate, LetterTemplate, parted};
use chrono::NaiveDate;

/// What stands around a letter.
pub struct Frame {
    pub about: String,
    pub synthetic: bool,
    pub made_on: NaiveDate,
}

/// Share of the width of a column that does not say it.
const WIDE: u8 = 10;
/// Stands for all items of a list in the text around them.
const EACH: &str = "each";

/// The letter. `tables` are those of the template's enclosures, in order.
pub fn render(
    template: &LetterTemplate,
    values: &Values,
    frame: Frame,
    tables: Vec<Option<Table>>,
) -> Letter {
    let said = |text: &str| say(text, &[&values.one]);
    let enclosed = template.enclosures.iter().zip(tables);
    Letter {
        kind: template.id.clone(),
        name: template.name.clone(),
        about: frame.about,
        synthetic: frame.synthetic,
        made_on: frame.made_on,
        title: said(&template.title),
        number: said(&template.number),
        to: said(&template.to),
        blocks: template.blocks.iter().flat_map(|block| blocks(block, values)).collect(),
        enclosures: enclosed
            .map(|(one, table)| Enclosure { name: said(&one.name), table: table.map(Box::new) })
            .collect(),
        signer: said(&template.signer),
        day: said(&template.day),
        copies: said(&template.copies),
    }
}

/// A text with its place-holders filled from the first entry that knows them; what none knows is left blank.
fn say(written: &str, entries: &[&Entry]) -> Line {
    let (parts, rest) = parted(written);
    let mut line = Line::new();
    for (before, holder) in parts {
        line.extend(text(before));
        match entries.iter().find_map(|entry| entry.get(holder)) {
            Some(value) => line.extend(value.iter().cloned()),
            None => line.push(Piece::Blank),
        }
    }
    line.extend(text(rest));
    line
}

/// What a block of a template becomes: nothing where it is not wanted, several where it is said of each.
fn blocks(block: &BlockTemplate, values: &Values) -> Vec<Block> {
    let wanted = block.when.as_ref().is_none_or(|name| values.has(name))
        && block.unless.as_ref().is_none_or(|name| !values.has(name));
    if !wanted {
        return Vec::new();
    }
    let Some(list) = &block.each else { return vec![one(block, &[&values.one])] };
    let entries = values.lists.get(list.as_str()).map_or(&[][..], Vec::as_slice);
    let entries = &entries[..entries.len().min(block.most.map_or(usize::MAX, usize::from))];
    if block.list.is_some() {
        return vec![table(block, entries, values)];
    }
    match &block.item {
        Some(_) if entries.is_empty() => Vec::new(),
        Some(item) => {
            let each = joined(item, block.join.as_deref().unwrap_or_default(), entries, values);
            vec![one(block, &[&Entry::from([(EACH, each)]), &values.one])]
        }
        None => entries.iter().map(|entry| one(block, &[entry, &values.one])).collect(),
    }
}

fn joined(item: &str, join: &str, entries: &[Entry], values: &Values) -> Line {
    let mut line = Line::new();
    for (at, entry) in entries.iter().enumerate() {
        if at > 0 {
            line.extend(text(join));
        }
        line.extend(say(item, &[entry, &values.one]));
    }
    line
}

fn one(block: &BlockTemplate, entries: &[&Entry]) -> Block {
    let said = |written: &Option<String>| say(written.as_deref().unwrap_or_default(), entries);
    if block.page == Some(true) {
        Block::Page
    } else if block.head.is_some() {
        Block::Head { level: block.level.unwrap_or(1), text: said(&block.head) }
    } else if block.note.is_some() {
        Block::Note(said(&block.note))
    } else if let Some(rows) = &block.form {
        Block::Form(rows.iter().map(|row| form_row(row, entries)).collect())
    } else if let Some(who) = &block.sign {
        Block::Sign(who.iter().map(|who| say(who, entries)).collect())
    } else if block.slip.is_some() {
        Block::Slip(said(&block.slip))
    } else {
        Block::Text(said(&block.text))
    }
}

fn form_row(row: &FormRowTemplate, entries: &[&Entry]) -> FormRow {
    let foot = say(&row.foot, entries);
    let of = |label: Line, value: &str| FormBox { label, value: say(value, entries), foot: foot.clone() };
    let boxes = match row.row.as_slice() {
        [whole] => vec![of(Line::new(), whole)],
        pairs => pairs
            .chunks(2)
            .map(|pair| of(say(&pair[0], entries), pair.get(1).map_or("", String::as_str)))
            .collect(),
    };
    FormRow { boxes, lines: row.lines.max(1) }
}

fn table(block: &BlockTemplate, entries: &[Entry], values: &Values) -> Block {
    let columns = block.list.as_deref().unwrap_or_default();
    let head = |head: &str, wide: Option<u8>| ListHead {
        text: say(head, &[&values.one]),
        wide: wide.unwrap_or(WIDE).max(1),
    };
    let row = |entry: &Entry| columns.iter().map(|column| say(&column.text, &[entry, &values.one])).collect();
    let mut rows: Vec<Vec<Line>> = entries.iter().map(row).collect();
    // A list to be filled in by hand has its lines even where nothing is known.
    let empty = usize::from(block.lines.unwrap_or(0)).saturating_sub(rows.len());
    rows.extend(std::iter::repeat_n(vec![Line::new(); columns.len()], empty));
    Block::List { heads: columns.iter().map(|column| head(&column.head, column.wide)).collect(), rows }
}

#[cfg(test)]
mod tests {
    use super::super::values::{count, entry};
    use super::*;

    fn block(text: &str) -> BlockTemplate {
        BlockTemplate { text: Some(text.into()), ..BlockTemplate::default() }
    }

    fn known() -> Values {
        let mut values = Values::default();
        values.put("unit", text("甲区"));
        values.put("overdue_n", count(0));
        values.list("issues", [entry([("no", text("JA-001"))]), entry([("no", text("JA-002"))])]);
        values.list("missing", []);
        values
    }

    fn said(block: &BlockTemplate) -> Vec<String> {
        let piece = |piece: &Piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Blank => "_".into(),
            other => format!("{other:?}"),
        };
        let line = |block: Block| match block {
            Block::Text(line) => line.iter().map(piece).collect(),
            other => format!("{other:?}"),
        };
        blocks(block, &known()).into_iter().map(line).collect()
    }

    #[test]
    fn what_is_not_known_is_left_blank() {
        assert_eq!(said(&block("{unit}：{person}")), ["甲区：_"]);
    }

    #[test]
    fn a_list_is_told_one_by_one_or_in_one_sentence() {
        let each = BlockTemplate { each: Some("issues".into()), ..block("{unit}{no}") };
        assert_eq!(said(&each), ["甲区JA-001", "甲区JA-002"]);
        assert_eq!(said(&BlockTemplate { most: Some(1), ..each.clone() }), ["甲区JA-001"]);
        let joined = BlockTemplate {
            item: Some("{no}".into()),
            join: Some("、".into()),
            text: Some("有{each}。".into()),
            ..each
        };
        assert_eq!(said(&joined), ["有JA-001、JA-002。"]);
        assert!(said(&BlockTemplate { each: Some("missing".into()), ..joined }).is_empty());
    }

    #[test]
    fn a_part_stands_only_where_there_is_something_to_say() {
        let when = |name: &str| BlockTemplate { when: Some(name.into()), ..block("x") };
        let unless = |name: &str| BlockTemplate { unless: Some(name.into()), ..block("x") };
        for (name, there) in
            [("unit", true), ("issues", true), ("overdue_n", false), ("missing", false), ("person", false)]
        {
            assert_eq!(
                (said(&when(name)).len(), said(&unless(name)).len()),
                (usize::from(there), usize::from(!there)),
                "{name}"
            );
        }
    }
}
