//! Readings of Han characters: the pinyin table with what it lacks, surnames and places first.

use super::surnames::{PLACES, SURNAMES};
use pinyin::ToPinyinMulti;
use std::borrow::Cow;
use std::sync::OnceLock;

const FIRST: u32 = 0x3007;
const LAST: u32 = 0x9FFF;

/// The readings of the common planes, flat, with where each character's begin.
struct Table {
    flat: Vec<&'static str>,
    /// `ends[i]` closes the readings of `FIRST + i`.
    ends: Vec<u32>,
    /// Every reading once, in the order of the alphabet.
    syllables: Vec<&'static str>,
    /// The place of each of `flat` in `syllables`.
    ids: Vec<u16>,
    /// First letters by character, from `FIRST`.
    letters: Vec<u32>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Table {
            flat: Vec::with_capacity(40_000),
            ends: Vec::with_capacity((LAST - FIRST + 1) as usize),
            syllables: Vec::new(),
            ids: Vec::new(),
            letters: Vec::with_capacity((LAST - FIRST + 1) as usize),
        };
        for code in FIRST..=LAST {
            if let Some(c) = char::from_u32(code) {
                let mut all = gather(c);
                table.letters.push(begun(&all));
                table.flat.append(&mut all);
            }
            table.ends.push(u32::try_from(table.flat.len()).unwrap_or(u32::MAX));
        }
        table.syllables.clone_from(&table.flat);
        table.syllables.sort_unstable();
        table.syllables.dedup();
        table.ids = table.flat.iter().filter_map(|sound| place_of(&table.syllables, sound)).collect();
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
    Cow::Borrowed(&table().flat[span(code)])
}

/// Where a character's readings stand in the table.
fn span(code: u32) -> std::ops::Range<usize> {
    let ends = &table().ends;
    let at = (code - FIRST) as usize;
    let start = if at == 0 { 0 } else { ends[at - 1] };
    start as usize..ends[at] as usize
}

fn place_of(syllables: &[&'static str], sound: &str) -> Option<u16> {
    syllables.binary_search(&sound).ok().and_then(|at| u16::try_from(at).ok())
}

/// Every reading there is, in the order of the alphabet.
pub fn syllables() -> &'static [&'static str] {
    &table().syllables
}

/// The readings of a character as places in [`syllables`].
pub fn syllables_of(c: char) -> Cow<'static, [u16]> {
    match u32::from(c) {
        code if code < FIRST => Cow::Borrowed(&[]),
        code if code <= LAST => Cow::Borrowed(&table().ids[span(code)]),
        _ => Cow::Owned(gather(c).iter().filter_map(|sound| place_of(syllables(), sound)).collect()),
    }
}

/// The first letters of a character's readings: bit 0 is `a`.
pub fn first_letters(c: char) -> u32 {
    match u32::from(c) {
        code if code < FIRST => 0,
        code if code <= LAST => table().letters[(code - FIRST) as usize],
        _ => begun(&gather(c)),
    }
}

fn begun(sounds: &[&str]) -> u32 {
    sounds.iter().fold(0, |letters, sound| letters | 1 << (sound.as_bytes()[0] - b'a'))
}

/// How a character is read as a surname, where that is not as everywhere.
pub fn surname(c: char) -> &'static [&'static str] {
    SURNAMES.iter().find(|(han, _)| *han == c).map_or(&[], |(_, sounds)| sounds)
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
    for (_, extra) in SURNAMES.iter().chain(PLACES).filter(|(han, _)| *han == c) {
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
    Some(match c {
        '〇' | '零' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
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

    /// The characters of the first level of GB 2312: the 3,755 commonest, decoded from their codes.
    fn common() -> Vec<char> {
        let codes = (0xB0..=0xD7_u8).flat_map(|high| (0xA1..=0xFE_u8).map(move |low| [high, low]));
        let all: Vec<char> = codes
            .filter_map(|code| {
                let (text, bad) = encoding_rs::GBK.decode_without_bom_handling(&code);
                text.chars().next().filter(|c| !bad && ('\u{4E00}'..='\u{9FFF}').contains(c))
            })
            .collect();
        assert_eq!(all.len(), 3755);
        all
    }

    #[test]
    fn every_reading_of_a_common_character_finds_it() {
        use crate::text::pinyin::{Quality, find};
        for c in common() {
            let (alone, inside) = (c.to_string(), format!("某{c}某"));
            assert!(!readings(c).is_empty(), "{c}");
            for sound in readings(c).iter() {
                let found = find(sound, &alone).map(|found| found.quality);
                assert_eq!(found, Some(Quality::Exact), "{sound} {c}");
                assert!(find(sound, &inside).is_some(), "{sound} {inside}");
                assert!(find(&sound[..1], &alone).is_some(), "{sound} {c}");
                assert!(find(&format!("m{sound}m"), &inside).is_some(), "{sound} {inside}");
            }
            assert_eq!(syllables_of(c).len(), readings(c).len());
        }
    }

    #[test]
    fn surnames_are_found_as_they_are_called() {
        for line in [
            "单 shan",
            "曾 zeng",
            "仇 qiu",
            "解 xie",
            "任 ren",
            "区 ou",
            "查 zha",
            "尉迟 yuchi",
            "盖 ge",
            "华 hua",
            "朴 piao",
            "万俟 moqi",
            "长孙 zhangsun",
            "乐 yue",
            "乐 le",
            "召 shao",
            "缪 miao",
            "翟 zhai",
            "翟 di",
            "逄 pang",
            "员 yun",
            "宓 fu",
            "宓 mi",
            "晟 sheng",
            "晟 cheng",
            "冼 xian",
            "覃 qin",
            "覃 tan",
            "晁 chao",
            "黑 he",
            "折 she",
            "祭 zhai",
            "秘 bi",
            "种 chong",
            "柏 bai",
            "谌 chen",
            "谌 shen",
            "乜 nie",
            "隗 wei",
            "隗 kui",
            "繁 po",
            "郗 xi",
            "郗 chi",
            "澹台 tantai",
            "令狐 linghu",
            "单于 chanyu",
            "吕 lv",
            "吕 lu",
            "吕 lyu",
            "葛 ge",
            "纪 ji",
            "费 fei",
            "费 bi",
            "牟 mou",
            "牟 mu",
            "佴 nai",
            "句 gou",
            "燕 yan",
            "应 ying",
            "那 na",
            "臧 zang",
            "阚 kan",
            "褚 chu",
            "薄 bo",
            "郇 xun",
            "欧阳 ouyang",
            "上官 shangguan",
            "夏侯 xiahou",
            "诸葛 zhuge",
            "皇甫 huangfu",
            "公孙 gongsun",
            "慕容 murong",
            "司徒 situ",
            "钟离 zhongli",
            "宇文 yuwen",
        ] {
            let (surname, sound) = line.split_once(' ').unwrap();
            let name = format!("{surname}某某");
            let found = crate::text::pinyin::find(sound, &name).map(|found| found.quality);
            assert_eq!(found, Some(crate::text::pinyin::Quality::Prefix), "{line}");
            let whole = crate::text::pinyin::find(&format!("{sound}moumou"), &name);
            assert!(whole.is_some(), "{line}");
        }
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
