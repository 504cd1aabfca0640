"""What changed, in sentences: the same on the page, in the documents and in a message. No file is named: a name may be a person's."""

import pandas as pd

from data import changes, findings, vocabulary
from data.changes import Changes
from pages.kit import formats, names
from pages.kit.texts import language, text

FEW = 5  # communes named one by one
MOVES = (changes.FELL, changes.SILENT, changes.ROSE, changes.REPORTED)  # what is to be worried about first
BETWEEN = "; "

Section = tuple[str, tuple[str, ...]]


def sections(found: Changes) -> tuple[Section, ...]:
    """Headings, each with its sentences; the first has the span and the province."""
    return (
        (
            text("changes.whole" if _has_province(found) else "changes.within"),
            (verdict(found), span(found), *_province(found)),
        ),
        (text("changes.communes"), _moved(found.communes, "communes")),
        (text("changes.districts"), (*_moved(found.districts, "districts"), *_gains(found.figures), *_over(found))),
        (text("changes.unsent"), (_unsent(found),)),
        (text("changes.why"), (*_files(found), *_revised(found))),
    )


def _has_province(found: Changes) -> bool:
    """Whether they are the changes of the whole, not of the districts that a viewer may see."""
    return (found.figures["level"] == "province").any()


def verdict(found: Changes) -> str:
    """The answer, to be said aloud: what was gained, how many fell behind and caught up, how many sent nothing."""
    rows = found.figures[(found.figures["level"] == "province") & (found.figures["indicator"] == "both")]
    gained = rows["difference"].dropna()
    told = [_gained(int(gained.iloc[0]))] if len(gained) else []
    moves = {move: int((found.communes["move"] == move).sum()) for move in (changes.FELL, changes.ROSE)}
    still = "changes.verdict.moved" if any(moves.values()) else "changes.communes.none"
    told.append(text(still, **{move: formats.number(count) for move, count in moves.items()}))
    if len(found.unsent):
        told.append(text("changes.verdict.unsent", unsent=formats.number(len(found.unsent))))
    return " ".join(told)


def _gained(difference: int) -> str:
    """What the province has more, or less."""
    way = "same" if difference == 0 else "gained" if difference > 0 else "lost"
    return text(f"changes.verdict.{way}", count=formats.number(abs(difference)))


def span(found: Changes) -> str:
    """From which snapshot to which."""
    ends = (
        text("changes.snapshot", day=formats.day(one.as_of), built=formats.moment(one.built_at))
        for one in (found.before, found.now)
    )
    return text("changes.span", **dict(zip(("before", "now"), ends, strict=True)))


def _province(found: Changes) -> tuple[str, ...]:
    """The households of the province by each indicator, and its orders; nothing for who may not see the whole."""
    rows = found.figures[found.figures["level"] == "province"].set_index("indicator")
    told = [
        text("changes.figure", name=_name(code), before=_written(code, row["before"]), now=_written(code, row["now"]), difference=signed(code, row["difference"]))
        for code, row in rows.loc[rows.index.intersection(["both", "shop", "account", "lead", "orders", "order_value"])].iterrows()
        if pd.notna(row["difference"])
    ]  # fmt: skip
    return (text("changes.province", figures=BETWEEN.join(told)),) if told else ()


def _name(code: str) -> str:
    return names.inside(names.indicator(code))


def _written(code: str, value: float) -> str:
    return formats.write(value, "money" if code == "order_value" else "count")


def signed(code: str, value: float) -> str:
    """A difference with its sign: +13, −2, 0."""
    if formats.is_missing(value):
        return formats.MISSING
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{_written(code, abs(value))}"


def _moved(rows: pd.DataFrame, what: str) -> tuple[str, ...]:
    told = []
    for move in MOVES:
        own = rows[rows["move"] == move]
        if len(own):
            values = {"count": formats.number(len(own)), "units": BETWEEN.join(_named(own))}
            told.append(text(f"changes.{what}.{move}", **values))
    return tuple(told) or (text(f"changes.{what}.none"),)


def _named(rows: pd.DataFrame) -> list[str]:
    """The first units with both statuses, and how many there are beyond them."""
    shown = [
        text("changes.from_to", unit=findings.name(row["unit_code"], language()), before=status(row["status_before"]), now=status(row["status"]))
        for row in rows.head(FEW).to_dict("records")
    ]  # fmt: skip
    left = len(rows.iloc[FEW:])
    return [*shown, *([text("changes.rest", count=formats.number(left))] if left else [])]


def status(code: str) -> str:
    """A status within a sentence."""
    return text(f"status.{code}").lower()


def _gains(figures: pd.DataFrame) -> tuple[str, ...]:
    """What each district gained or lost, the most first."""
    rows = figures[(figures["level"] == "district") & (figures["indicator"] == "both")]
    rows = rows[rows["difference"].fillna(0) != 0].sort_values(["difference", "unit_code"], ascending=[False, True])
    told = [f"{_short(row['unit_code'])} {signed('both', row['difference'])}" for row in rows.to_dict("records")]
    return (text("changes.gains", units=", ".join(told)),) if told else (text("changes.gains.none"),)


def _over(found: Changes) -> tuple[str, ...]:
    """Units of a phase that is over stand at its deadline: why what they gained is not what the province gained."""
    over = [
        names.inside(names.phase(number))
        for number, one in vocabulary.phases().items()
        if found.now.as_of > one.ends_on
    ]
    return (text("changes.over", phases=", ".join(over)),) if over else ()


def _short(code: str) -> str:
    """A district as a list calls it."""
    return vocabulary.unit(code).bare_name(language())


def _files(found: Changes) -> tuple[str, ...]:
    """How many files came, changed and left, by their kinds, and how many fields were corrected."""
    told = [
        text(f"changes.files.{state}", count=formats.number(len(own)), kinds=_kinds(own))
        for state in (changes.ADDED, changes.REPLACED, changes.WITHDRAWN)
        if len(own := found.files[found.files["state"] == state])
    ]
    if len(found.corrections):
        told.append(text("changes.corrected", count=formats.number(len(found.corrections))))
    return tuple(told) or (text("changes.files.none"),)


def _kinds(files: pd.DataFrame) -> str:
    counts = files["kind"].fillna("unknown").value_counts(sort=False).sort_index()
    return ", ".join(f"{kinds(code)} {formats.number(count)}" for code, count in counts.items())


def kinds(code: str) -> str:
    """The kinds of a file within a sentence."""
    return "/".join(text(f"kind.{kind}").lower() for kind in code.split(", "))


def _revised(found: Changes) -> tuple[str, ...]:
    """Figures of the earlier day that the files of today tell otherwise."""
    rows = found.figures[(found.figures["indicator"] == "both") & found.figures["level"].isin(("province", "district"))]
    rows = rows[rows["revised"].fillna(0) != 0]
    if rows.empty:
        return (text("changes.revised.none", day=formats.day(found.before.as_of)),)
    told = [
        f"{text('changes.all') if row['level'] == 'province' else _short(row['unit_code'])} {signed('both', row['revised'])}"
        for row in rows.to_dict("records")
    ]
    return (text("changes.revised", day=formats.day(found.before.as_of), units=", ".join(told)),)


def _unsent(found: Changes) -> str:
    if not found.unsent:
        return text("changes.unsent.none")
    return text(
        "changes.unsent.some", count=formats.number(len(found.unsent)), units=", ".join(map(_short, found.unsent))
    )
