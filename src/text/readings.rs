//! Readings of Han characters: the pinyin table with what it lacks, surnames and places first.

use pinyin::ToPinyinMulti;
use std::borrow::Cow;
use std::sync::OnceLock;

/// Readings as a surname or in a place name. They add to the common ones and replace none.
const NAMES: &[(char, &[&str])] = &[
    // surnames
    ('单', &["shan"]),
    ('曾', &["zeng"]),
    ('仇', &["qiu"]),
    ('解', &["xie"]),
    ('查', &["zha"]),
    ('区', &["ou"]),
    ('任', &["ren"]),
    ('尉', &["yu"]),
    ('盖', &["ge"]),
    ('朴', &["piao"]),
    ('缪', &["miao"]),
    ('冼', &["xian"]),
    ('洗', &["xian"]),
    ('乐', &["yue", "le"]),
    ('翟', &["zhai", "di"]),
    ('覃', &["qin", "tan"]),
    ('晁', &["chao"]),
    ('黑', &["he"]),
    ('折', &["she"]),
    ('员', &["yun"]),
    ('祭', &["zhai"]),
    ('秘', &["bi"]),
    ('种', &["chong"]),
    ('召', &["shao"]),
    ('逄', &["pang"]),
    ('柏', &["bai", "bo"]),
    ('谌', &["chen", "shen"]),
    ('乜', &["nie"]),
    ('隗', &["wei", "kui"]),
    ('繁', &["po"]),
    ('郗', &["xi", "chi"]),
    ('宿', &["su"]),
    ('葛', &["ge"]),
    ('纪', &["ji"]),
    ('曲', &["qu"]),
    ('贾', &["jia"]),
    ('夏', &["xia"]),
    ('吕', &["lv"]),
    ('万', &["wan", "mo"]),
    ('俟', &["qi"]),
    ('澹', &["tan"]),
    ('令', &["ling"]),
    // places
    ('渌', &["lu"]),
    ('长', &["chang", "zhang"]),
    ('攸', &["you"]),
    ('醴', &["li"]),
    ('荥', &["xing", "ying"]),
    ('郴', &["chen"]),
    ('耒', &["lei"]),
    ('汨', &["mi"]),
    ('沅', &["yuan"]),
    ('峒', &["dong", "tong"]),
    ('圩', &["xu", "wei"]),
    ('埔', &["pu", "bu"]),
    ('厦', &["xia", "sha"]),
    ('六', &["liu", "lu"]),
    ('番', &["pan", "fan"]),
    ('蚌', &["beng", "bang"]),
    ('洞', &["dong", "tong"]),
    ('铅', &["qian", "yan"]),
    ('堡', &["bao", "pu", "bu"]),
    ('丽', &["li"]),
    ('重', &["chong", "zhong"]),
];

const DIGITS: [&str; 10] = ["〇零", "一", "二两", "三", "四", "五", "六", "七", "八", "九"];

const FIRST: u32 = 0x3007;
const LAST: u32 = 0x9FFF;

/// The readings of the common planes, flat, with where each character's begin.
struct Table {
    flat: Vec<&'static str>,
    /// `ends[i]` closes the readings of `FIRST + i`.
    ends: Vec<u32>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table =
            Table { flat: Vec::with_capacity(40_000), ends: Vec::with_capacity((LAST - FIRST + 1) as usize) };
        for code in FIRST..=LAST {
            if let Some(c) = char::from_u32(code) {
                let mut all = gather(c);
                table.flat.append(&mut all);
            }
            table.ends.push(u32::try_from(table.flat.len()).unwrap_or(u32::MAX));
        }
        table
    })
}

/// Every reading of `c` in plain lower-case letters, the commonest first; none for what is not Han.
/// A ü is written each way it is typed: `lv`, `lu`, `lyu`.
pub fn readings(c: char) -> Cow<'static, [&'static str]> {
    let code = u32::from(c);
    if code < FIRST {
        return Cow::Borrowed(&[]);
    }
    if code > LAST {
        return Cow::Owned(gather(c));
    }
    let table = table();
    let at = (code - FIRST) as usize;
    let start = if at == 0 { 0 } else { table.ends[at - 1] };
    Cow::Borrowed(&table.flat[start as usize..table.ends[at] as usize])
}

fn gather(c: char) -> Vec<&'static str> {
    let mut out: Vec<&'static str> = Vec::new();
    let mut add = |plain: &'static str| {
        if !out.contains(&plain) {
            out.push(plain);
        }
    };
    for reading in c.to_pinyin_multi().into_iter().flatten() {
        typed(reading.plain()).iter().copied().for_each(&mut add);
    }
    if c == '\u{3007}' {
        add("ling");
    }
    for (_, extra) in NAMES.iter().filter(|(han, _)| *han == c) {
        extra.iter().copied().for_each(&mut add);
    }
    out
}

/// A reading as it is typed; the sounds without a plain spelling (`ê`, `ḿ`) are left out.
fn typed(plain: &'static str) -> Cow<'static, [&'static str]> {
    match plain {
        "lü" => Cow::Borrowed(&["lv", "lu", "lyu"]),
        "nü" => Cow::Borrowed(&["nv", "nu", "nyu"]),
        "lüe" => Cow::Borrowed(&["lve", "lue", "lyue"]),
        "nüe" => Cow::Borrowed(&["nve", "nue", "nyue"]),
        _ if plain.bytes().all(|b| b.is_ascii_lowercase()) => Cow::Owned(vec![plain]),
        _ => Cow::Borrowed(&[]),
    }
}

/// The value of a figure or a Han digit.
pub fn digit(c: char) -> Option<usize> {
    if c.is_ascii() {
        return c.to_digit(10).map(|n| n as usize);
    }
    DIGITS.iter().position(|han| han.contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surnames_and_places_add_readings() {
        for (c, want) in [
            ('单', "shan"),
            ('单', "dan"),
            ('曾', "zeng"),
            ('仇', "qiu"),
            ('长', "chang"),
            ('长', "zhang"),
            ('渌', "lu"),
            ('吕', "lv"),
            ('吕', "lu"),
            ('吕', "lyu"),
            ('略', "lue"),
            ('〇', "ling"),
            ('天', "tian"),
        ] {
            assert!(readings(c).contains(&want), "{c} {want} {:?}", readings(c));
        }
        assert!(readings('a').is_empty());
        assert!(readings('，').is_empty());
    }

    #[test]
    fn every_reading_is_plain_letters() {
        for c in '\u{3007}'..='\u{9FFF}' {
            for reading in readings(c).iter() {
                assert!(reading.bytes().all(|b| b.is_ascii_lowercase()), "{c} {reading}");
                assert!(!reading.is_empty());
            }
        }
    }
}
