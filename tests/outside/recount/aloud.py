"""What `status` and `say` come to: their figures, and the numbers in their sentences."""

from printed import numbers_of, rate, wan

COLUMNS = {
    "issues": "问题(个)", "rectified": "已整改", "closed": "已销号", "overdue": "逾期", "rectifying": "整改中",
    "claimed": "已报完成", "soon": "临期", "listed": "挂牌", "unrouted": "待分办", "reported": "待审核",
}
OF_STATUS = [
    ("day", r"截至(\d+月\d+日)"), ("issues", r"问题(\d+)个"), ("rectified", r"已整改(\d+)个"),
    ("rate", r"\((\d+\.\d%|—)\)"), ("closed", r"已销号(\d+)个"),
]
OF_PAPER = [
    ("month", r"^(\d+)月清查"), ("owed", r"应报(\d+)家"), ("handed", r"已报(\d+)家"), ("nil", r"零报告(\d+)家"),
    ("missing", r"未报(\d+)家"),
]
OF_SAY = [
    ("day", r"截至(\d+月\d+日)"), ("issues", r"共排查发现问题(\d+)个"), ("rectified", r"已整改(\d+)个"),
    ("rate", r"整改率([\d.]+%)"), ("closed", r"其中已销号(\d+)个"), ("overdue", r"逾期未完成(\d+)个"),
    ("oldest", r"最长(\d+)天"), ("orders", r"发督办单(\d+)件"), ("listed", r"挂牌督办(\d+)个"),
    ("delisted", r"已解除(\d+)个"), ("amount", r"涉及金额([\d,.]+)万元"), ("refunded", r"已清退([\d,.]+)万元"),
    ("transferred", r"移送线索(\d+)件"), ("filed", r"立案(\d+)件"),
    ("persons", r"处理(\d+)人、"), ("sanctions", r"(\d+)人次"), ("talked", r"谈话诫勉(\d+)人"),
    ("party", r"党纪处分(\d+)人"), ("office", r"政务（事业）处分(\d+)人"), ("contract", r"解聘辞退(\d+)人"),
    ("told", r"通报曝光(\d+)起"),
]


def written(day):
    return f"{day.month}月{day.day}日"


def said_of(numbers):
    """A sentence tells what there is; of nothing it is silent."""
    return {name: str(n) for name, n in numbers.items() if n not in (None, 0, "")}


def status(day):
    """Figures by unit that has any entry, and of all."""
    units = {record["unit"] for record in day.entered.values() if record.get("unit")}
    table = {unit: day.tally_of(unit) for unit in sorted(units, key=day.order)}
    return {"": day.tally()} | table


def status_table(day):
    """The same as it is printed under the three lines."""
    table = {}
    for unit, tally in status(day).items():
        table[unit or "合计"] = {title: str(tally[key]) for key, title in COLUMNS.items()} | {
            "整改率": rate(tally["rectified"], tally["issues"]),
            "涉及金额(万元)": wan(tally["amount_fen"], comma=True),
            "已退(万元)": wan(tally["refunded_fen"], comma=True),
        }
    return table


def status_lines(day, lines):
    """Expected and told numbers of the three lines. Units that are late are named from the latest down; those
    for whom there is no room are told as others, and nobody is left out of the sum."""
    all_of = day.tally()
    expected = {"first": said_of({"day": written(day.day), "closed": str(all_of["closed"]),
                                  "issues": str(all_of["issues"]), "rectified": str(all_of["rectified"]),
                                  "rate": rate(all_of["rectified"], all_of["issues"], 1)})}
    told = {"first": numbers_of(lines[0], OF_STATUS)}
    listed = all_of["listed"] + all_of["delisted"]
    expected["second"] = said_of({"overdue": all_of["overdue"], "listed": listed,
                                  "not off": str(all_of["listed"]) if listed else None})
    head, _, names = lines[1].partition("；挂牌")[0].partition("：")
    told["second"] = numbers_of(head + "；" + "".join(lines[1].partition("挂牌")[1:]), [
        ("overdue", r"逾期(\d+)个"), ("listed", r"挂牌(\d+)个"), ("not off", r"未摘(\d+)个")])
    late = {unit: tally["overdue"] for unit, tally in status(day).items() if unit and tally["overdue"]}
    latest = sorted(late, key=lambda unit: -late[unit])
    shown = [word for word in names.split(" ") if word and not word.startswith("其他")]
    named = [f"{unit}{late[unit]}" for unit in latest[:len(shown)]]
    rest = sum(late.values()) - sum(late[unit] for unit in latest[:len(shown)])
    expected["late units"] = {"named": " ".join(named + ([f"其他{rest}"] if rest else []))}
    told["late units"] = {"named": names}
    expected["third"], told["third"] = third_line(day, lines[2])
    return expected, told


def third_line(day, line):
    """The paper that fell due last; before there is any, the phase and how long it still runs."""
    paper = day.last_due()
    if paper is None:
        phases = [phase for phase in day.pack["phases"] if day.day <= phase["due"]]
        phase = phases[0] if phases else day.pack["phases"][-1]
        left = (phase["due"] - day.day).days
        return {"left": str(left)}, {"left": numbers_of(line, [("left", r"剩(\d+)天")]).get("left")}
    month = paper["period"][5:].lstrip("0")
    expected = said_of({"month": month, "nil": paper["nil"], "missing": len(paper["missing"])})
    expected |= {"owed": str(paper["owed"]), "handed": str(paper["handed"])}
    return expected, numbers_of(line.split("：")[0], OF_PAPER)


def say(day):
    """The figures of the paragraph, as its JSON tells them."""
    beside = day.beside(lambda record: True)
    late = [((day.day - day.due(issue)).days, issue["no"]) for issue in day.issues if day.overdue(issue)]
    return {
        "orders": beside["orders"], "transferred": beside["transferred"], "filed": beside["filed"],
        "people": beside["people"], "held": list(beside["held"]), "told": beside["told"],
        "linked": sum(bool(issue.get("linked")) for issue in day.issues),
        "reopened": sum((issue.get("round") or 1) > 1 for issue in day.issues),
        # Of several as old the one that was registered first.
        "oldest": list(max(late, key=lambda one: one[0])) if late else None,
    }


def say_tallies(day):
    """The tallies of the whole, of every class, and of every unit that reports."""
    classes = {f"class {category['short']}": day.tally_of_class(category) for category in day.pack["categories"]}
    return {"": day.tally()} | classes | {unit: day.tally_of(unit) for unit in day.units()}


def say_text(day, text):
    """Expected and told numbers of the paragraph: the whole, each class, the three units most late."""
    all_of, figures = day.tally(), say(day)
    talked, party, office, contract = figures["people"]
    some = all_of["issues"] > 0
    listed = all_of["listed"] + all_of["delisted"]
    expected = said_of({
        "day": written(day.day), "issues": all_of["issues"],
        "rectified": str(all_of["rectified"]) if some else None,
        "rate": rate(all_of["rectified"], all_of["issues"]) if some else None,
        "closed": str(all_of["closed"]) if some else None,
        "overdue": all_of["overdue"], "oldest": figures["oldest"] and figures["oldest"][0],
        "orders": figures["orders"], "listed": listed, "delisted": all_of["delisted"],
        "amount": wan(all_of["amount_fen"], comma=True) if all_of["amount_fen"] else None,
        "refunded": wan(all_of["refunded_fen"], comma=True) if all_of["refunded_fen"] else None,
        "persons": figures["held"][0], "sanctions": figures["held"][1],
        "transferred": figures["transferred"], "filed": figures["filed"] if figures["transferred"] else None,
        "talked": talked, "party": party, "office": office, "contract": contract, "told": figures["told"],
    })
    classes = [(category["short"], day.tally_of_class(category)["issues"]) for category in day.pack["categories"]]
    parts = [f"{name}{n}个" for name, n in classes if n]
    by_class = f"分类看，{'、'.join(parts)}。" if len(parts) > 1 else ""
    late = sorted(((unit, day.tally_of(unit)["overdue"]) for unit in day.units()), key=lambda one: -one[1])
    late = [(unit, n) for unit, n in late if n]
    units = "、".join(f"{unit}{n}个" for unit, n in late[:3]) if len(late) > 1 else ""
    names = {"classes": by_class, "units": units}
    rest = text
    for part in filter(None, names.values()):
        rest = rest.replace(part, "")
    told = numbers_of(rest, OF_SAY)
    return expected | names, told | {name: part if part in text else "not so" for name, part in names.items()}
