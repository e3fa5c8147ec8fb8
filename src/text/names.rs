//! What reads like somebody's name written in full beside what he is: `教师王示例`, `王示例老师`. A hint for a person
//! who decides; names without such a word beside them are not looked for.

use super::surnames::COMMON;
use std::ops::Range;

/// Words that a name follows.
const BEFORE: &[&str] = &[
    "教师",
    "老师",
    "校长",
    "园长",
    "书记",
    "主任",
    "家长",
    "学生",
    "同学",
    "负责人",
    "举办者",
    "举办人",
    "投资人",
    "法人",
    "法定代表人",
    "股东",
    "会计",
    "教练",
    "教导",
    "姓名",
    "经营者",
    "反映人",
    "举报人",
    "当事人",
];
/// Words that follow a name.
const AFTER: &[&str] = &["老师", "校长", "副校长", "园长", "主任", "书记", "同学", "家长"];
/// What a name does not go on with, and what may stand before one that a word follows.
const ENDS: &[char] = &[
    '在', '的', '与', '和', '为', '等', '因', '向', '对', '于', '将', '收', '组', '利', '未', '违', '私',
    '有', '从', '被', '把', '参', '开', '通', '以', '自', '至', '及', '到', '给', '是', '由', '让', '说',
    '称', '经', '举', '带', '办', '多', '擅', '已', '并', '又', '也', '不', '没', '每', '要', '接', '索',
    '强', '该', '名', '人', '等', '某', '共', '家', '周', '月', '日', '年', '报', '某',
];
/// Words of daily life that begin like a surname.
const NO_NAMES: &[&str] = &[
    "周末", "周边", "周六", "周日", "周一", "周二", "周三", "周四", "周五", "周期", "高收", "高中", "高价",
    "高额", "高考", "高级", "高三", "高二", "高一", "高年", "高校", "方面", "方式", "方案", "金额", "程序",
    "任教", "任课", "任职", "安排", "安全", "严重", "单独", "常年", "关于", "万元", "余名", "余人", "余元",
    "江湖", "田径", "马上", "毛笔", "白天", "何时", "何人", "路边", "史学", "郭外", "许可", "许诺", "许多",
    "陆续", "温馨", "牛奶", "童话", "文化", "武术", "石头", "梁上", "宋词", "唐诗", "万人", "段考",
];

/// The names, in the order in which they stand.
pub fn likely(text: &str) -> Vec<&str> {
    found(text).into_iter().map(|range| &text[range]).collect()
}

/// True for two to four characters that begin with a surname: somebody's name, or like one.
pub fn is_like_one(word: &str) -> bool {
    let likely = word.chars().next().is_some_and(|first| COMMON.contains(first));
    let is_word = NO_NAMES.iter().any(|known| word.starts_with(known));
    word.chars().all(is_han) && (2..=4).contains(&word.chars().count()) && likely && !is_word
}

/// The text with each name reduced to its surname: `王某某`.
pub fn without(text: &str) -> String {
    let mut hidden = String::new();
    let mut from = 0;
    for range in found(text) {
        hidden.push_str(&text[from..range.start]);
        for (at, c) in text[range.clone()].chars().enumerate() {
            hidden.push(if at == 0 { c } else { '某' });
        }
        from = range.end;
    }
    hidden.push_str(&text[from..]);
    hidden
}

fn found(text: &str) -> Vec<Range<usize>> {
    let mut names: Vec<Range<usize>> = Vec::new();
    for word in BEFORE {
        names.extend(text.match_indices(word).filter_map(|(at, _)| name_from(text, at + word.len())));
    }
    for word in AFTER {
        names.extend(text.match_indices(word).filter_map(|(at, _)| name_until(text, at)));
    }
    names.sort_by_key(|name| (name.start, std::cmp::Reverse(name.end)));
    let mut apart: Vec<Range<usize>> = Vec::new();
    for name in names {
        if apart.last().is_none_or(|last| last.end <= name.start) {
            apart.push(name);
        }
    }
    apart
}

/// A name that begins here: a surname and one or two characters more.
fn name_from(text: &str, start: usize) -> Option<Range<usize>> {
    let rest = &text[start..];
    let mut chars = rest.char_indices();
    let (_, surname) = chars.next()?;
    let is_word = NO_NAMES.iter().any(|word| rest.starts_with(word));
    let (at, second) = chars.next()?;
    if !COMMON.contains(surname) || is_word || !goes_on(second) {
        return None;
    }
    let end = match chars.next() {
        Some((at, third)) if goes_on(third) => at + third.len_utf8(),
        _ => at + second.len_utf8(),
    };
    // What goes on as a word is none: two characters and a word after them are a name all the same.
    let end = if AFTER.iter().any(|word| rest[at + second.len_utf8()..].starts_with(word)) {
        at + second.len_utf8()
    } else {
        end
    };
    Some(start..start + end)
}

/// A name that ends here: three characters or two, the first a surname, with nothing before that it could belong to.
fn name_until(text: &str, end: usize) -> Option<Range<usize>> {
    let before = &text[..end];
    for length in [3, 2] {
        let Some((start, surname)) = before.char_indices().rev().nth(length - 1) else { continue };
        let name = &before[start..];
        let given = name.chars().skip(1).all(goes_on);
        let apart = before[..start].chars().next_back().is_none_or(|c| !is_han(c) || ENDS.contains(&c));
        let is_word = NO_NAMES.iter().any(|word| name.starts_with(word));
        if COMMON.contains(surname) && given && apart && !is_word {
            return Some(start..end);
        }
    }
    None
}

fn goes_on(c: char) -> bool {
    is_han(c) && !ENDS.contains(&c)
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_beside_what_somebody_is() {
        for (text, names) in [
            ("教师王示例在家补课", &["王示例"][..]),
            ("在职教师李例组织学生补课", &["李例"]),
            ("由张示例老师收取费用", &["张示例"]),
            ("校长陈例、教师刘示例等人", &["陈例", "刘示例"]),
            ("举办者：赵示例", &[]),
            ("教师王某某有偿补课", &[]),
            ("教师周末补课", &[]),
            ("家长高额缴费", &[]),
            ("在职教师有偿家教，收费26人", &[]),
            ("张老师收礼", &[]),
            ("学校违规招生", &[]),
            ("", &[]),
        ] {
            assert_eq!(likely(text), names, "{text}");
        }
        assert_eq!(without("校长陈例、教师刘示例等人"), "校长陈某、教师刘某某等人");
        assert_eq!(without("教师周末补课"), "教师周末补课");
    }
}
