"""Which columns the printed table of each measure has, beside those of its groups."""

from ombudsparse.present.terminal.figures import (
    NONE,
    STRIP,
    FigureRow,
    Figures,
    Shown,
    about,
    middle_half,
    money,
    number,
    points_of,
    share,
    strip,
    value,
)
from ombudsparse.present.wording import day, label, one_line, percent

_NAMES = {
    "edition": "Code", "type": "Order", "stage": "Stage", "category": "Matter", "landlord_type": "Kind of\nlandlord",
    "financial_year": "Financial\nyear", "ombudsman_category": "Category of\nthe Ombudsman",
}  # fmt: skip


def columns_of(figures: Figures, *, drawn: bool = False) -> tuple[Shown, ...]:
    """The columns: a group each of its keys, then the figures; `drawn`: rates on a scale too."""
    keys = tuple(_key(name) for name in figures.keys if figures.measure != "compare")
    own = _compared(figures) if figures.measure == "compare" else _COLUMNS[figures.measure]
    if drawn and figures.measure == "maladministration_rate":
        own = (*own, Shown(f"0%{' ' * (STRIP - 6)}100%", strip, spare=True))
    return (*keys, *own)


def _key(name: str) -> Shown:
    worded = _NAMES.get(name, label(name).capitalize())
    if name == "edition":  # empty, too, where the Code asks for nothing
        return Shown(worded, lambda row: NONE if row[name] in (None, "not stated") else value(name, row[name]))
    return Shown(worded, lambda row: "not stated" if row[name] is None else value(name, row[name]), words=True)


def _upheld(row: FigureRow) -> str:
    whole = row["findings"] if "findings" in row else row["cases"]
    return share(row, "rate", row["upheld"], whole) + _few(row, whole)


def _few(row: FigureRow, whole: int) -> str:
    """The mark of a figure that rests on few things; it says nothing of a figure that is not there."""
    return " · few" if row["small"] and whole else ""


def _over_limit(row: FigureRow) -> str:
    if row["counted"] is None:
        return "no time set"
    counted = row["counted"]
    return share(row, "over_share", row["over_limit"], counted) + _few(row, counted) if counted else "none can be told"


def _late(row: FigureRow) -> str:
    """The bounds of the share that was late, with and without the longest extension."""
    if not row["counted"]:
        return NONE
    if row["late_at_least"] is None:
        return f"at most {percent(row['late_at_most'])}"
    low, high = percent(row["late_at_least"]), percent(row["late_at_most"])
    return low if low == high else f"{low} to {high}"


def _total(row: FigureRow) -> str:
    """The total, "at least" where sums are not known and something of them is."""
    at_least = row["total_at_least"]
    return money(row["total"]) if not row["unknown"] or at_least is None else f"at least {money(at_least)}"


def _of_orders(row: FigureRow) -> str:
    """The share of the cases with orders; how many these are follows from it, as cases ÷ share."""
    return share(row, "share", row["cases"], round(row["cases"] / row["share"]) if row["share"] else 0)


def _compared(figures: Figures) -> tuple[Shown, ...]:
    first, second = (one_line(side, 60) for side in figures.sides)
    return (
        Shown("Measure", lambda row: one_line(row["measure"]), words=True),
        Shown(first, lambda row: _side(row, "a"), words=True),
        Shown(second, lambda row: _side(row, "b"), words=True),
        Shown("Difference", _difference, words=True),
        Shown("What is counted", lambda row: one_line(row["note"]), words=True),
    )


def _side(row: FigureRow, name: str) -> str:
    found, n = row[name], row[f"{name}_n"]
    if found is None:
        return NONE if n is None else f"{NONE}, n {n:,}"
    if row["unit"].startswith("share"):
        return f"{percent(found)}, {round(found * n):,} of {n:,}"
    worded = about(found) if row["unit"] == "pounds" else number(found)
    return worded if n is None else f"{worded}, n {n:,}"


def _difference(row: FigureRow) -> str:
    difference = row["difference"]
    if difference is None:
        return NONE
    if row["unit"].startswith("share"):
        around = f" ({points_of(row['low'])} to {points_of(row['high'])})" if row["low"] is not None else ""
        return f"{points_of(difference)} points{around}"
    worded = about(abs(difference)) if row["unit"] == "pounds" else number(abs(difference))
    return worded if worded in ("0", "£0") else f"{'+' if difference > 0 else '−'}{worded}"


def _ordered(row: FigureRow) -> str:
    ordered = row["compensation_ordered"]
    return "not told" if ordered is None else money(ordered) if ordered else "none"


def _bounds_of_median(row: FigureRow) -> str:
    low, high = number(row["median_at_least"]), number(row["median_at_most"])
    return low if low == high else f"{low} to {high}"


def _hundredths(rate: float | None) -> str:
    return NONE if rate is None else f"{rate:.2f}"


def _held(row: FigureRow) -> str:
    return f"{row['cases']:,} of {row['published_determinations']:,}, {percent(row['coverage'])}"


def _severe(row: FigureRow) -> str:
    published = row["published_severe"]
    return number(row["severe"]) if published is None else f"{row['severe']:,} of {published:,}"


def _apart(row: FigureRow) -> str:
    if row["small"]:
        return "few" if row["findings"] else ""
    return "apart beyond chance" if row["beyond_chance"] else ""


_COLUMNS: dict[str, tuple[Shown, ...]] = {
    "maladministration_rate": (
        Shown("Cases", lambda row: number(row["determinations"]), right=True),
        Shown("Upheld (95% interval)", _upheld),
    ),
    "outcomes": (Shown("Findings", lambda row: share(row, "share", row["findings"], row["total"])),),
    "compensation": (
        Shown("With an\naward", lambda row: f"{row['awarded']:,} of {row['cases']:,}{_few(row, row['awarded'])}"),
        Shown("Sum not\nknown", lambda row: number(row["unknown"]), right=True, spare=True),
        Shown("Total", _total, right=True),
        Shown("New\nmoney", lambda row: money(row["new_money"]), right=True),
        Shown("Mean", lambda row: about(row["mean"]), right=True),
        Shown("Median", lambda row: about(row["median"]), right=True),
        Shown("Middle half", lambda row: middle_half(row, "£"), spare=True),
        Shown("Largest", lambda row: money(row["largest"]), right=True),
    ),
    "earlier_offers": (
        Shown("Cases", lambda row: number(row["cases"]), right=True),
        Shown("Offered\nat least", lambda row: money(row["offered"]), right=True),
        Shown("Ordered", lambda row: money(row["ordered"]), right=True),
        Shown("New\nmoney", lambda row: money(row["new_money"]), right=True, spare=True),
        Shown("Median of\nordered ÷\noffered", lambda row: number(row["median_ratio"]), right=True),
        Shown("Ordered more", lambda row: share(row, "share_ordered_more", row["ordered_more"], row["cases"])),
    ),
    "order_types": (
        Shown("Orders", lambda row: number(row["orders"]), right=True),
        Shown("Of cases with orders", _of_orders),
        Shown("Median days\nto do it", lambda row: number(row["median_days_to_due"]), right=True),
    ),
    "response_times": (
        Shown("Timed", lambda row: number(row["answers"]), right=True),
        Shown("Median\nworking\ndays", lambda row: number(row["median_working_days"]), right=True),
        Shown("Middle half", middle_half, spare=True),
        Shown("Over the limit (95% interval)", _over_limit),
        Shown("Late", _late),
        Shown("Dates\nleave open", lambda row: number(row["not_told"]), right=True, spare=True),
        Shown("An end\nundated", lambda row: number(row["undated"]), right=True, spare=True),
    ),
    "time_to_determination": (
        Shown("Timed", lambda row: f"{row['timed']:,} of {row['cases']:,}", right=True),
        Shown("Median days", lambda row: number(row["median_days"]), right=True),
        Shown("Median with what is\ndated less closely", _bounds_of_median, right=True, spare=True),
        Shown("Middle half", middle_half, spare=True),
        Shown("Longest", lambda row: number(row["longest"]), right=True),
    ),
    "recurring_failings": (
        Shown("Cases", lambda row: number(row["cases"]), right=True),
        Shown("Findings", lambda row: number(row["findings"]), right=True),
        Shown("Severe", lambda row: number(row["severe"]), right=True),
        Shown("Decided", lambda row: _between(row["first"], row["last"]), words=True),
    ),
    "per_homes": (
        Shown("Homes", lambda row: number(row["homes"]), right=True),
        Shown("Cases", lambda row: number(row["cases"]) + _few(row, row["cases"]), right=True),
        Shown("Cases per\n1,000 homes", lambda row: _hundredths(row["cases_per_1000"]), right=True),
        Shown("Findings upheld\nper 1,000 homes", lambda row: _hundredths(row["upheld_per_1000"]), right=True),
    ),
    "beside_published": (
        Shown("Held, of\ndeterminations", _held),
        Shown("Published\nrate", lambda row: percent(row["published_rate"]), right=True),
        Shown("Rate of those held (95% interval)", lambda row: share(row, "rate", row["upheld"], row["findings"])),
        Shown("Severe, of\npublished", _severe, right=True),
        Shown("", _apart, words=True),
    ),
    "cases": (
        Shown("Landlord", lambda row: value("landlord", row["landlord"]), words=True),
        Shown("Decided", lambda row: day(row["date"]) if row["date"] else "not stated"),
        Shown("Gravest finding", lambda row: value("outcome", row["worst_outcome"]), words=True),
        Shown("Ordered", _ordered, right=True),
    ),
    "gravest_cases": (
        Shown("Decided", lambda row: day(row["date"]) if row["date"] else "not stated"),
        Shown("Gravest finding", lambda row: value("outcome", row["worst_outcome"]), words=True),
        Shown("Upheld", lambda row: f"{row['upheld_findings']:,} of {row['findings']:,}", right=True),
        Shown("Ordered", _ordered, right=True),
    ),
}  # fmt: skip


def _between(first: object, last: object) -> str:
    worded = [value("date", each) for each in (first, last)]
    return worded[0] if worded[0] == worded[1] else " – ".join(worded)
