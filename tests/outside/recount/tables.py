"""The tables and what is read aloud, cell by cell as they are printed: {line: {column: text}}."""

from functools import cmp_to_key

from facts import day_of
from printed import half_up, points, rate, slashed, wan

TOTAL = "合计"
NO_UNIT = "未注明单位"
FIGURES = {
    "received": "受理线索合计（件）", "true": "核查结论_属实", "partly": "核查结论_部分属实",
    "untrue": "核查结论_不属实", "unverifiable": "核查结论_无法核实", "pending": "核查结论_正在核查",
    "to_issue": "处置去向_转为问题（个）", "to_discipline": "处置去向_移送纪检监察机关（件）",
    "to_other": "处置去向_移送其他机关（件）",
}


def numbered(table, column="序号"):
    """Lines are numbered in their order; the line of totals has no number."""
    for at, line in enumerate(line for line in table if line != TOTAL):
        table[line][column] = str(at + 1)
    table.get(TOTAL, {})[column] = ""
    return table


def t4(day, month):
    """The screening of a month: what each unit signed. What was not handed in is blank, and no zero; a signed
    nothing is zero of everything."""
    table = {}
    for owed in day.owed:
        key = owed[0]
        if key[1] != month:
            continue
        there, late = day.there(key), day.late(owed)
        paper = day.papers[key] if there else {"parts": {}}
        nil = bool(paper.get("nil"))
        signed = {paper["parts"][field, n]: paper["parts"].get(("count", n))
                  for field, n in paper["parts"] if field == "cell"}
        line = {"是否开展清查": "是" if there else "未报"}
        for code, title in FIGURES.items():
            figure = signed.get(code, 0 if nil else None)
            line[title] = "" if figure is None else str(figure)
        line["是否零报告"] = ("是" if nil else "否") if there else ""
        line["填报时间"] = slashed(day_of(paper["handed_on"])) if there else ""
        line["备注"] = (f"迟{late}日" if there else f"未报，已迟{late}日") if late else ""
        table[key[2]] = line
    if table:
        sums = {title: [int(line[title]) for line in table.values() if line[title]]
                for title in FIGURES.values()}
        blank = {"是否开展清查": "", "是否零报告": "", "填报时间": "", "备注": ""}
        table[TOTAL] = blank | {title: str(sum(known)) if known else "" for title, known in sums.items()}
    return numbered(table)


def t5(day):
    """Figures by unit and class. The total is counted over all, not added up from the lines."""
    table = {}
    for unit in day.units():
        table[unit] = t5_line(day, lambda record, unit=unit: day.unit_of(record) == unit)
    if day.of_no_unit():
        table[NO_UNIT] = t5_line(day, lambda record: not day.unit_of(record))
    table[TOTAL] = t5_line(day, lambda record: True)
    return numbered(table)


def t5_line(day, keep):
    """Neither rectified nor under way is not begun: the three add up to the issues."""
    whole, beside = day.tally(keep), day.beside(keep)
    underway = whole["rectifying"] + whole["claimed"]
    line = {
        "合计_问题数（个）": whole["issues"],
        "合计_已整改": whole["rectified"],
        "合计_正在整改": underway,
        "合计_未启动": whole["issues"] - whole["rectified"] - underway,
        "合计_整改率": rate(whole["rectified"], whole["issues"]),
    }
    for category in day.pack["categories"]:
        own = day.tally(lambda issue, of=category["id"]: keep(issue) and issue.get("category") == of)
        name = category["short"]
        line[f"{name}_问题数（个）"] = own["issues"]
        line[f"{name}_已整改"] = own["rectified"]
        line[f"{name}_其中已销号"] = own["closed"]
        line[f"{name}_整改率"] = rate(own["rectified"], own["issues"])
    talked, party, office, contract = beside["people"]
    line |= {
        "督办_督办单（件）": beside["orders"],
        "督办_挂牌（件）": whole["listed"] + whole["delisted"],
        "督办_已摘牌": whole["delisted"],
        "移送_移送线索（件）": beside["transferred"],
        "移送_立案（件）": "" if beside["filed"] is None else beside["filed"],
        "处理人数（人）_谈话诫勉等": talked,
        "处理人数（人）_党纪处分": party,
        "处理人数（人）_政务（事业）处分": office,
        "处理人数（人）_解聘辞退": contract,
        "清退与曝光_清退金额（万元）": wan(whole["refunded_fen"]),
        "清退与曝光_通报曝光（起）": beside["told"],
    }
    return {column: str(cell) for column, cell in line.items()}


def t5_notes(day):
    """What the foot of T5 says in numbers: issues that are in their second round, transfers without an
    answer, pairs of issues that are two sides of one matter."""
    pairs = {tuple(sorted([issue["no"], other])) for issue in day.issues for other in issue.get("linked") or []}
    again = sum((issue.get("round") or 1) > 1 for issue in day.issues)
    return {"reopened": again or None, "silent": day.beside(lambda record: True)["silent"] or None,
            "linked": len(pairs) or None}


def t8(day):
    """Who has handed in what. A paper for several sections is there when all of them have it."""
    late, returned = day.lateness()
    papers, columns = {}, []
    for owed in day.owed:
        key = owed[0]
        column = f"月度清查_{key[1]}" if key[1] else f"报送材料_{owed[1]}"
        papers.setdefault(key[2], {}).setdefault(column, []).append(owed)
        if column not in columns:
            columns.append(column)
    table = {}
    for unit in sorted(papers, key=day.order):
        cells = {column: t8_cell(day, papers[unit].get(column)) for column in columns}
        table[unit] = cells | {"迟报次数": str(late[unit]), "退回次数": str(returned[unit])}
    sums = {"迟报次数": str(sum(late[unit] for unit in table)),
            "退回次数": str(sum(returned[unit] for unit in table))}
    table[TOTAL] = {column: "" for column in columns} | sums
    return numbered(table)


def t8_cell(day, papers):
    """Not owed —; sent back; some of several n/m; not there: 未 once it is late, else not due; there: ✓, or by
    how many days it came late."""
    if not papers:
        return "—"
    stands = [day.stands(owed[0]) for owed in papers]
    late = max(day.late(owed) for owed in papers)
    there = sum(stand in ("zero", "given") for stand in stands)
    if there < len(papers):
        if "back" in stands:
            return "退"
        if there:
            return f"{there}/{len(papers)}"
        return "未" if late else "未到期"
    if late:
        return f"迟{late}日"
    return "✓零报告" if stands == ["zero"] else "✓"


def t11(day, before):
    """Units by the share rectified, not rounded; alike share a place; none comes last, without one. Against
    the end of the last month in points of the shares as they are printed."""
    late, _ = day.lateness()
    lines = [(unit, day.tally_of(unit)) for unit in day.units()]

    def further(one, other):
        return other["rectified"] * one["issues"] - one["rectified"] * other["issues"]
    some = sorted((line for line in lines if line[1]["issues"]),
                  key=cmp_to_key(lambda a, b: further(a[1], b[1])))
    none = [line for line in lines if not line[1]["issues"]]
    table = {}
    for unit, tally in some + none:
        ahead = sum(further(other, tally) < 0 for _, other in some)
        then, now = share(before.tally_of(unit)) if unit in before.units() else None, share(tally)
        table[unit] = {
            "名次": str(ahead + 1) if tally["issues"] else "—",
            "较上月（百分点）": "—" if then is None or now is None else points(now - then),
            "迟报次数": str(late[unit]),
        } | t11_counts(tally)
    whole = day.tally(lambda issue: issue.get("unit"))
    table[TOTAL] = {"名次": "", "较上月（百分点）": "", "迟报次数": str(sum(late[unit] for unit, _ in lines))}
    table[TOTAL] |= t11_counts(whole)
    return table


def t11_counts(tally):
    return {
        "问题数（个）": str(tally["issues"]),
        "已整改": str(tally["rectified"]),
        "整改率": rate(tally["rectified"], tally["issues"]),
        "逾期": str(tally["overdue"]),
        "挂牌": str(tally["listed"]),
    }


def share(tally):
    """The share rectified in hundredths of a point, as it is printed."""
    return half_up(tally["rectified"], tally["issues"], 10_000) if tally["issues"] else None
