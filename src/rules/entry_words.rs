//! The word table of typed values and quick entry: signs of count and money, yes and no.

/// Signs after a count of pupils.
pub const STUDENT_SIGNS: &[&str] = &["名学生", "个学生", "学生", "人", "名", "生"];
/// Signs after a count of teachers.
pub const TEACHER_SIGNS: &[&str] = &["名教师", "个教师", "名老师", "教师", "老师"];
/// Signs after any other count.
pub const COUNT_SIGNS: &[&str] = &["个", "件", "项", "次"];
/// Signs after an amount in yuan.
pub const YUAN_SIGNS: &[&str] = &["元整", "块钱", "元", "块"];
/// Signs after an amount in ten thousand yuan.
pub const WAN_SIGNS: &[&str] = &["万元", "万"];
/// Signs before an amount that is not exact.
pub const ABOUT_SIGNS: &[&str] = &["大约", "约", "近"];
/// Words for yes.
pub const YES: &[&str] = &["是", "1", "y", "yes", "true", "√", "✓", "已完成", "完成"];
/// Words for no.
pub const NO: &[&str] = &["否", "0", "2", "n", "no", "false", "×", "未完成", "没有"];
/// Codes of the program's own short lists, and what they are called.
pub const CODE_WORDS: &[(&str, &[&str])] = &[
    ("agreed", &["同意"]),
    ("refused", &["不同意"]),
    ("papers", &["看材料", "资料审核"]),
    ("on_site", &["现场核查", "看现场"]),
    ("call_back", &["回访", "回访群众"]),
    ("memo", &["备忘"]),
    ("instruction", &["领导批示", "批示"]),
    ("call", &["电话"]),
    ("group", &["群", "群发", "群里"]),
    ("written", &["书面", "函", "发函"]),
    ("electronic", &["电子", "电子版"]),
    ("paper", &["纸质", "纸质件"]),
    ("immediate", &["立行立改"]),
    ("by_date", &["限期整改"]),
    ("standing", &["长期坚持"]),
    ("liaison", &["联络员", "联络人"]),
    ("leader", &["分管领导"]),
    ("head", &["主要负责人"]),
    ("inspector", &["责任督学", "督学"]),
];
/// Marks between the parts of a measure written on one line.
pub const MEASURE_MARKS: &[char] = &['；', ';', '|', '｜'];
/// What may follow a number that is a month.
pub const MONTH_SIGNS: &[&str] = &["月", "月份", "月清查", "月月清", "月线索清查"];
/// Marks between the words of a list.
pub const LIST_MARKS: &[char] = &[',', '，', '、', '|', '｜'];
/// What quick entry takes for the end of a deadline.
pub const DEADLINE_ENDS: &[&str] = &["前", "内", "底", "之前", "以前"];
/// Phrases that quick entry takes for a deadline whole.
pub const DEADLINE_WORDS: &[&str] = &["立行立改", "长期坚持", "限期整改", "即知即改", "立即整改"];

/// The number before one of some signs.
pub fn before<'a>(text: &'a str, signs: &[&str]) -> Option<&'a str> {
    signs.iter().find_map(|sign| text.strip_suffix(sign)).map(str::trim)
}
