//! The word table of deadlines: every Chinese word and numeral the grammar knows, and nothing else.

use super::token::{DayPart, Num, Tok};
use crate::text::fold_char;
use Tok::{
    After, And, Around, AtOnce, Before, Begin, ByADate, Cutoff, Day, DayNo, DayRel, Days, During, Each, End,
    EvenMonths, Exclusive, Feast, Filler, Finish, FirstMonth, Half, HalfYear, Hour, Inclusive, Last,
    LastMonth, Limit, Lunar, Measure, Middle, Minute, Minutes, Month, MonthRel, Months, NotOver, Oclock,
    OddMonths, OfficeEnd, Once, Ordinal, Other, Part, Piece, Quarter, QuarterRel, SameDay, Standing, Start,
    Third, To, Until, Vague, Week, WeekRel, Weekday, Weekend, Within, Workday, Year, YearAfter, YearRel,
};
use std::collections::HashMap;
use std::sync::OnceLock;

const ONE: Tok = Tok::Num(Num::ONE);
const TWO: Tok = Tok::Num(Num { value: 2, ..Num::ONE });

/// Phrases, parted by a space, and what each of them means; the longest that fits is taken.
pub(super) static WORDS: &[(&str, &[Tok])] = &[
    // units
    ("年 年度 年份", &[Year]),
    ("季度 季", &[Quarter]),
    ("月 月份", &[Month]),
    ("个月", &[Months]),
    ("周 星期 礼拜", &[Week]),
    ("日", &[Day]),
    ("号", &[DayNo]),
    ("天 自然日 日历日 日历天", &[Days]),
    ("工作日 工作天 上班日", &[Workday]),
    ("小时 钟头", &[Hour]),
    ("分钟", &[Minutes]),
    ("分", &[Minute]),
    ("时 点 点钟", &[Oclock]),
    ("半", &[Half]),
    ("个", &[Piece]),
    ("第", &[Ordinal]),
    ("首个", &[Ordinal, ONE, Piece]),
    ("最后", &[Last]),
    // parts of a span
    ("上半年", &[HalfYear(1)]),
    ("下半年", &[HalfYear(2)]),
    ("前半年", &[HalfYear(1)]),
    ("后半年", &[HalfYear(2)]),
    ("上旬", &[Third(1)]),
    ("中旬", &[Third(2)]),
    ("下旬", &[Third(3)]),
    ("初", &[Begin]),
    ("中", &[Middle]),
    ("底 末 尾 底末", &[End]),
    ("末月 末个月", &[LastMonth]),
    ("首月", &[FirstMonth]),
    ("单月 单数月 单数月份 奇数月 单月份", &[OddMonths]),
    ("双月 双数月 双数月份 偶数月 双月份", &[EvenMonths]),
    ("元月 元月份", &[ONE, Month]),
    // relative to the anchor
    ("去年 上年", &[YearRel(-1)]),
    ("今年 本年 本年度 当年 全年", &[YearRel(0)]),
    ("明年 来年 下一年 下一年度 下年度", &[YearRel(1)]),
    ("后年", &[YearRel(2)]),
    ("次年 翌年", &[YearAfter]),
    ("上季度 上个季度", &[QuarterRel(-1)]),
    ("本季度 本季 当季 这个季度", &[QuarterRel(0)]),
    ("下季度 下个季度 下一季度 下季", &[QuarterRel(1)]),
    ("上月 上个月", &[MonthRel(-1)]),
    ("本月 本月份 当月 这个月 这月", &[MonthRel(0)]),
    ("下月 下月份 下个月 下一个月 次月", &[MonthRel(1)]),
    ("下下个月 下下月", &[MonthRel(2)]),
    ("上周 上星期 上个星期", &[WeekRel(-1)]),
    ("本周 这周 这一周 当周 本星期 这个星期 这星期 本礼拜 这个礼拜", &[WeekRel(0)]),
    ("下周 下一周 下个周 下星期 下个星期 下礼拜 下个礼拜", &[WeekRel(1)]),
    ("下下周 下下星期", &[WeekRel(2)]),
    ("昨天 昨日", &[DayRel(-1)]),
    ("今天 今日", &[DayRel(0)]),
    ("今晚", &[DayRel(0), Part(DayPart::Evening)]),
    ("即日", &[DayRel(0)]),
    ("即日起 现在起", &[DayRel(0), Start]),
    ("本日", &[DayRel(0)]),
    ("明天 明日", &[DayRel(1)]),
    ("明晚", &[DayRel(1), Part(DayPart::Evening)]),
    ("明早", &[DayRel(1), Part(DayPart::Early)]),
    ("次日 翌日", &[DayRel(1)]),
    ("后天 后日", &[DayRel(2)]),
    ("大后天", &[DayRel(3)]),
    ("周一", &[Weekday(1)]),
    ("周二", &[Weekday(2)]),
    ("周三", &[Weekday(3)]),
    ("周四", &[Weekday(4)]),
    ("周五", &[Weekday(5)]),
    ("周六", &[Weekday(6)]),
    ("周日 周天", &[Weekday(7)]),
    ("星期一", &[Weekday(1)]),
    ("星期二", &[Weekday(2)]),
    ("星期三", &[Weekday(3)]),
    ("星期四", &[Weekday(4)]),
    ("星期五", &[Weekday(5)]),
    ("星期六", &[Weekday(6)]),
    ("星期日 星期天", &[Weekday(7)]),
    ("礼拜一", &[Weekday(1)]),
    ("礼拜二", &[Weekday(2)]),
    ("礼拜三", &[Weekday(3)]),
    ("礼拜四", &[Weekday(4)]),
    ("礼拜五", &[Weekday(5)]),
    ("礼拜六", &[Weekday(6)]),
    ("礼拜日 礼拜天", &[Weekday(7)]),
    ("周末", &[Weekend]),
    ("周一次 星期一次", &[Week, Once]),
    // feasts and terms
    ("元旦 元旦节", &[Feast("new_year")]),
    ("春节 农历新年 过年", &[Feast("spring_festival")]),
    ("清明 清明节", &[Feast("tomb_sweeping")]),
    ("劳动节 五一节 五一劳动节", &[Feast("labour_day")]),
    ("儿童节 六一儿童节", &[Feast("childrens_day")]),
    ("端午 端午节", &[Feast("dragon_boat")]),
    ("建党节 七一建党节", &[Feast("party_day")]),
    ("建军节", &[Feast("army_day")]),
    ("教师节", &[Feast("teachers_day")]),
    ("中秋 中秋节", &[Feast("mid_autumn")]),
    ("国庆 国庆节 十一国庆 黄金周", &[Feast("national_day")]),
    ("暑假开学 暑期开学 秋季开学 秋季学期开学 秋季新学期开学 秋学期开学", &[Feast("fall_term_start")]),
    ("秋季学期 上学期开学", &[Feast("fall_term_start")]),
    ("寒假开学 春季开学 春季学期开学 春季新学期开学 春学期开学", &[Feast("spring_term_start")]),
    ("春季学期", &[Feast("spring_term_start")]),
    ("开学 新学期 新学期开学 下学期 下学期开学 学期开学", &[Feast("term_start")]),
    ("秋季学期末 秋季学期结束", &[Feast("fall_term_end")]),
    ("春季学期末 春季学期结束", &[Feast("spring_term_end")]),
    ("学期末 本学期末 学期结束 本学期结束 本学期 期末 期末考试", &[Feast("term_end")]),
    ("暑假 暑期 放暑假 暑假放假", &[Feast("summer_break")]),
    ("寒假 放寒假 寒假放假", &[Feast("winter_break")]),
    ("放假", &[Feast("school_break")]),
    ("高考", &[Feast("gaokao")]),
    ("中考", &[Feast("zhongkao")]),
    ("节前", &[Feast("feast"), Before]),
    ("节日", &[Feast("feast")]),
    ("结束", &[Finish]),
    ("假期 长假 小长假", &[During]),
    // how a day limits
    ("前 之前 以前 前夕", &[Before]),
    ("内 以内 之内 时间内 时间以内", &[Within]),
    ("后 之后 以后 过后", &[After]),
    ("止 为止 截止 到期", &[Until]),
    ("起 之日起", &[Start]),
    ("日起", &[Day, Start]),
    ("开始 以来", &[Start]),
    ("期间", &[During]),
    ("左右 前后 上下 约 大约 大概", &[Around]),
    ("至 到 直到 直至", &[To]),
    ("不晚于 不得晚于 不迟于 不得迟于 最迟 最晚 至迟 截止到 截止至 截止日期", &[Limit]),
    ("截止时间 限于", &[Limit]),
    ("不超过 不得超过 限 时限 期限 整改期限 整改时限 办理期限", &[NotOver]),
    ("含 含当日 含当天 含本日", &[Inclusive]),
    ("不含 不含当日 不含当天 不含本日", &[Exclusive]),
    // rhythm and clock
    ("每 逢 每逢 每个", &[Each]),
    ("每旬", &[Each, Third(3)]),
    ("双周 单周 隔周 每隔一周 每双周 每单周", &[Each, TWO, Week]),
    ("每学期 每个学期 每学年", &[Each, Feast("term_end")]),
    ("按日 逐日 天天", &[Each, Day]),
    ("按周 逐周", &[Each, Week]),
    ("按月 逐月 月月", &[Each, Month]),
    ("按季 按季度 逐季", &[Each, Quarter]),
    ("按半年", &[Each, Half, Year]),
    ("按年 按年度 逐年", &[Each, Year]),
    ("一次 一报", &[Once]),
    ("凌晨 清晨 早上 早晨", &[Part(DayPart::Early)]),
    ("上午", &[Part(DayPart::Morning)]),
    ("中午 正午", &[Part(DayPart::Noon)]),
    ("下午 午后", &[Part(DayPart::Afternoon)]),
    ("晚上 傍晚 晚间 当晚 晚", &[Part(DayPart::Evening)]),
    ("下班 下午下班", &[OfficeEnd]),
    // phrases whole
    ("当日 当天", &[SameDay]),
    ("立行立改 立整立改 立查立改 立改立行 立说立行 即知即改 即查即改 即行即改", &[AtOnce]),
    ("即改 即改即行 立知立改 边查边改 立即 立刻 马上 即刻 即时 当即 第一时间", &[AtOnce]),
    ("限期 限时", &[ByADate, NotOver]),
    ("长期 长期坚持 持续 持续推进 常态化 常态 长效 长抓不懈 常抓不懈 一以贯之", &[Standing]),
    ("久久为功 不间断 日常化 经常性", &[Standing]),
    ("尽快 尽早 早日 抓紧 及早 及时 适时 择期 择机 近期 近日 短期内 另行通知", &[Vague]),
    ("另行 等通知 待通知 待定 未定 待明确 待核实 按时 按期 如期 按要求 按规定", &[Vague]),
    (
        "不定期 随时 视情 视情况 有序推进 逐步 几天 几日 数日 数天 来天 多天 若干 暂无 另定 另议 待上级 以通知为准",
        &[Vague],
    ),
    ("截至 截至到", &[Cutoff]),
    ("截至目前", &[Cutoff, DayRel(0)]),
    ("目前", &[Other]),
    ("农历 阴历 正月 冬月 腊月", &[Lunar]),
    // after a number these make it an amount, a rank, a name
    ("万 亿 元 块 人 名 件 家 所 项 条 次 份 倍 届 批 班 楼 岁 页 款 章 级 类", &[Measure]),
    ("户 本 套 处 起案件 年级 号文 号楼", &[Measure]),
    ("中", &[Middle]),
    // expected beside a day
    ("和 及 与 以及", &[And]),
    ("的 之", &[]),
    ("自 从 由 于 在 请 须 需 应 应当 必须 务必 为 是 并 且 全部 全面", &[Filler]),
    ("基本 完成 完成整改 整改 整改到位 改正 到位 落实 落实到位 上报 报送 报", &[Filler]),
    ("报告 交 提交 上交 退还 清退 退费 办结 办理 销号 反馈 回复 答复 整治 进行", &[Filler]),
    ("开展 坚持 推进 时间 收到 接到 收到通知 通知 本通知 督办单 印发", &[Filler]),
    ("下发 交办 发出 发现 受理 一律 统一 再 责令", &[Filler]),
    // words whose characters mean something else alone
    ("学前 提前 前期 前列 当前 此前 前述 校内 内容 国内 内部 课后 今后 后续 先后", &[Other]),
    ("引起 一起 对照 甚至 至少 至今 达到 做到 得到 彻底 初中 高中 中学 中小学", &[Other]),
    ("集中 其中 中心 停止 禁止 防止 重点 难点 试点 地点 节点", &[Other]),
    ("时间节点", &[Filler]),
    ("同时 临时 课时 学时", &[Other]),
    ("准时", &[Vague]),
    ("部分 分管 分别 百分之 十分 天元 青年 学年 往年 周边 周期 季节 个别 个人", &[Other]),
    ("编号 一般", &[Other]),
    ("一并", &[Filler]),
    ("一定 进一步 唯一 同一 之一", &[Other]),
    ("一次性", &[Filler]),
];

/// Days that go by their numerals, and what must follow for the numerals to mean them.
const NUMERAL_FEASTS: &[(&str, &str)] = &[
    ("五一", "labour_day"),
    ("六一", "childrens_day"),
    ("七一", "party_day"),
    ("八一", "army_day"),
    ("十一", "national_day"),
];
const FEAST_TAILS: &str = "前后期假长之以放小黄";

const DIGITS: [&str; 10] =
    ["〇零○◯", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"];

/// The value of a Han digit.
pub(super) fn digit(c: char) -> Option<u32> {
    if c.is_ascii() {
        return None;
    }
    (0..).zip(DIGITS).find(|(_, han)| han.contains(c)).map(|(value, _)| value)
}

/// The power a Han numeral stands for, and whether it needs no digit before it.
pub(super) fn ten(c: char) -> Option<(u32, bool)> {
    match c {
        '十' | '拾' => Some((10, false)),
        '百' => Some((100, false)),
        '千' => Some((1000, false)),
        '廿' => Some((20, true)),
        '卅' => Some((30, true)),
        _ => None,
    }
}

/// The feast meant by a numeral run, when what follows says so.
pub(super) fn numeral_feast(run: &[char], rest: &[char]) -> Option<&'static str> {
    let followed = rest.first().is_some_and(|c| FEAST_TAILS.contains(*c));
    NUMERAL_FEASTS
        .iter()
        .find(|(name, _)| followed && name.chars().eq(run.iter().copied()))
        .map(|(_, code)| *code)
}

/// A character as the grammar reads it: half width, lower case, the list mark as `&`.
pub(super) fn fold(c: char) -> char {
    match c {
        '、' => '&',
        '。' => ',',
        _ => fold_char(c).to_ascii_lowercase(),
    }
}

/// The longest word at the start of `rest`: its characters and its meaning.
pub(super) fn longest(rest: &[char]) -> Option<(usize, &'static [Tok])> {
    type ByFirst = HashMap<char, Vec<(Vec<char>, &'static [Tok])>>;
    static TABLE: OnceLock<ByFirst> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut table = ByFirst::new();
        for (words, toks) in WORDS {
            for word in words.split(' ') {
                let word: Vec<char> = word.chars().collect();
                table.entry(word[0]).or_default().push((word, toks));
            }
        }
        table
    });
    table
        .get(rest.first()?)?
        .iter()
        .filter(|(word, _)| rest.starts_with(word))
        .map(|(word, toks)| (word.len(), *toks))
        .max_by_key(|(len, _)| *len)
}
