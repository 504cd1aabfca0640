"""Field support beside the households reached: districts, communes, where many teams go with a low coverage, before and after they came."""

from collections.abc import Iterable
from datetime import date

import pandas as pd

from data import support as field
from data import vocabulary
from data.snapshots import Scope, Snapshot
from pages.kit import area, choices, formats, names
from pages.kit.address import Address
from pages.kit.lineage import FigureKey
from pages.kit.texts import text
from pages.kit.view import ALL, Column, Heading, Notice, Part, Sentence, Table, View, columns
from pages.progress import units

LEVELS = ("province", "district")
CHOICES = (area.KEY, "indicator", "phase", "day")
DISTRICTS = (
    ("unit", "column.unit"), ("coverage", "column.coverage", "share"), ("estimate", "column.estimate"), ("status_label", "column.status"),
    ("teams", "activity.support_team", "count"), ("teams_per_thousand", "column.teams_per_thousand", "decimal"),
    ("achieved_per_team", "column.achieved_per_team", "decimal"), ("trainings", "column.trainings", "count"),
    ("trained", "column.trained", "count"), ("achieved_per_session", "column.achieved_per_session", "decimal"),
    ("supervisions", "column.supervisions", "count"), ("staff", "activity.staff", "count"),
    ("weak_telecom", "column.weak_telecom", "count"), ("gap", "column.gap", "count"),
    ("needed_per_team_day", "column.needed_per_team_day", "decimal"),
)  # fmt: skip
COMMUNES = (
    ("unit", "column.unit"), ("coverage", "column.coverage", "share"), ("estimate", "column.estimate"), ("parent_name", "column.district"),
    ("status_label", "column.status"), ("teams", "activity.support_team", "count"),
    ("teams_per_thousand", "support.teams_per_thousand", "decimal"),
    ("achieved_per_team", "column.achieved_per_team", "decimal"), ("gap", "column.gap", "count"),
    ("needed_per_team_day", "column.needed_per_team_day", "decimal"), ("telecom_label", "support.telecom"),
)  # fmt: skip


def support(snapshot: Snapshot, scope: Scope, address: Address) -> View:
    unit, indicator, phase = area.choice(address, LEVELS), choices.indicator(address), choices.phase(address)
    day = choices.day(address, vocabulary.first_day(), snapshot.as_of)
    place, asked = area.of(unit), (snapshot, scope, day.chosen, indicator.chosen)
    is_district = place.level == "district"
    of_phase = ALL if is_district else phase.chosen  # a district is of one phase
    communes = _named(_of_phase(field.communes(*asked), of_phase))
    districts = _described(_of_phase(field.districts(*asked), of_phase))
    low = field.many_but_low(communes)
    if is_district:
        communes, low = (rows[rows["parent_code"] == place.code] for rows in (communes, low))
        districts = districts[districts["unit_code"] == place.code]
    shown = _parts(scope, communes, districts, low, day.chosen)
    more = () if is_district else before_after(*asked, of_phase)  # phases as wholes
    return View(
        text("support.title"),
        (*shown, *more) if districts["teams"].sum() else (Notice(text("support.none")),),
        FigureKey(place.code, indicator.chosen, "coverage", day.chosen),
        (unit, indicator, day) if is_district else (unit, indicator, phase, day),
    )


def _parts(
    scope: Scope, communes: pd.DataFrame, districts: pd.DataFrame, low: pd.DataFrame, day: date
) -> tuple[Part, ...]:
    return (
        Heading(text("support.districts")),
        Table("districts", columns(*DISTRICTS), districts),
        Sentence(_needed(districts["phase"].unique(), day), "note"),
        Table("communes", columns(*COMMUNES), communes, is_folded=True),
        Heading(text("support.many_but_low")),
        Sentence(text("support.many_but_low.help") + _among(scope), "note"),
        Table("many_but_low", columns(*COMMUNES), low) if len(low) else Notice(text("support.many_but_low.none")),
    )


def _among(scope: Scope) -> str:
    """Of which communes the median and the quarter are, for a viewer who does not see all."""
    return "" if scope.districts is None else f" {text('support.many_but_low.among')}"


def _needed(numbers: Iterable[int], day: date) -> str:
    """What is asked of each team a day, and why it is not told of phases that do not run."""
    shown = [vocabulary.phases()[int(number)] for number in sorted(numbers)]
    over = ", ".join(str(phase.number) for phase in shown if phase.ends_on <= day)
    waiting = ", ".join(str(phase.number) for phase in shown if phase.starts_on > day)
    parts = [text("support.needed.help")]
    parts += [text("support.needed.over", phases=over)] if over else []
    parts += [text("support.needed.waiting", phases=waiting)] if waiting else []
    return " ".join(parts)


def before_after(snapshot: Snapshot, scope: Scope, day: date, indicator: str, phase: str) -> tuple[Part, ...]:
    """What was gained before and from the first report of a team on, with its placebo, and that it is no effect."""
    days = {"days": formats.number(field.window())}
    heading = Heading(text("support.before_after"))
    compared = _of_phase(field.before_after(snapshot, scope, day, indicator), phase)
    if compared.empty:
        return heading, Notice(text("support.before_after.none"))
    rows = compared.assign(
        phase_label=[names.phase(number) for number in compared["phase"]],
        group_label=[text(f"support.group.{group}", **days) for group in compared["group"]],
    )
    arrived = field.arrivals(snapshot, scope, day, indicator)
    known = arrived["unit_code"].map(lambda code: vocabulary.unit(code).phase)
    arrived = _of_phase(arrived.assign(phase=known), phase).sort_values(["first_on", "unit_code"])
    return (
        heading,
        Sentence(text("support.before_after.help", **days), "note"),
        Table("before_after", _gained("before", "after", "decimal", _GROUPS), rows),
        Sentence(text("support.no_effect", **days)),
        Table(
            "arrivals", _gained("gained_before", "gained_after", "count", _ARRIVALS),
            arrived.assign(unit=[names.commune(code) for code in arrived["unit_code"]]), is_folded=True,
        ),
    )  # fmt: skip


_GROUPS = (
    ("phase_label", "column.phase"), ("group_label", "support.group"), ("communes", "support.communes_number", "count"),
)  # fmt: skip
_ARRIVALS = (("unit", "column.unit"), ("first_on", "support.first_on", "day"))


def _gained(before: str, after: str, kind: str, first: tuple[tuple[str, ...], ...]) -> tuple[Column, ...]:
    """Columns with what was gained before and after, headed by how many days these are."""
    days = {"days": formats.number(field.window())}
    told = (("before", text(f"support.{before}", **days)), ("after", text(f"support.{after}", **days)))
    return (*columns(*first), *(Column(key, header, kind) for key, header in told))


def _of_phase(rows: pd.DataFrame, phase: str) -> pd.DataFrame:
    return rows if phase == ALL else rows[rows["phase"] == int(phase)]


def _described(districts: pd.DataFrame) -> pd.DataFrame:
    """Districts in words; where no list covers one, that there is none stands in the place of a number of communes."""
    unknown = formats.Instead(text("support.telecom.unknown"))
    weak = [unknown if pd.isna(count) else count for count in districts["weak_telecom"]]
    return units.described(districts).assign(weak_telecom=pd.Series(weak, index=districts.index, dtype=object))


def _named(communes: pd.DataFrame) -> pd.DataFrame:
    known = {
        field.WEAK: text("support.weak"), field.LISTED_WITHOUT: text("support.telecom.not_listed"),
        field.UNKNOWN: text("support.telecom.unknown"),
    }  # fmt: skip
    return units.described(communes).assign(
        parent_name=communes["parent_code"].map(names.districts()), telecom_label=communes["telecom"].map(known)
    )
