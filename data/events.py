"""What happened while the curves went their way: phases began and ended, people met, files were corrected or withdrawn.

Facts of the programme are rows of `phases.csv` and `events.csv`; conclusions come from their ledger, files from the snapshots.
"""

from dataclasses import dataclass
from datetime import date, datetime

from data import changes, quality, snapshots, vocabulary
from data.conclusions import Conclusion
from data.snapshots import NotInSnapshot, Scope, Snapshot

STARTED, ENDED, HELD, CONCLUDED, WITHDRAWN, CORRECTED = (
    "started",
    "ended",
    "held",
    "concluded",
    "withdrawn",
    "corrected",
)
_DOTS = 4  # in the code of a figure


@dataclass(frozen=True)
class Event:
    """Something of a day that concerns a unit (`20`, a phase, a district or a commune).

    `label` is what it was, in both languages, `words` as somebody wrote it, `count` how many files or fields; `source` is
    empty where the kind itself says it.
    """

    day: date
    kind: str
    unit: str
    label: dict[str, str] | None = None
    words: str = ""
    count: int = 0
    source: str = ""


def known(snapshot: Snapshot, scope: Scope) -> list[Event]:
    """Everything that is known of the programme, the first day first."""
    found = [
        *_phases(),
        *_held(),
        *_concluded(snapshot, scope),
        *_withdrawn(snapshot, scope),
        *_corrected(snapshot, scope),
    ]
    return sorted(found, key=lambda event: event.day)


def concerning(events: list[Event], units: set[str]) -> list[Event]:
    """Events of the whole province or of some units."""
    return [event for event in events if event.unit in {vocabulary.PROVINCE, *units}]


def _phases() -> list[Event]:
    return [
        Event(day, kind, phase.unit_code, label=phase.label, source=phase.source)
        for phase in vocabulary.phases().values()
        for kind, day in ((STARTED, phase.starts_on), (ENDED, phase.ends_on))
    ]


def _held() -> list[Event]:
    return [
        Event(date.fromisoformat(row["day"]), HELD, vocabulary.PROVINCE, {"vi": row["label_vi"], "en": row["label_en"]}, source=row["source"])
        for row in vocabulary.rows("events.csv")
    ]  # fmt: skip


def _concluded(snapshot: Snapshot, scope: Scope) -> list[Event]:
    """Conclusions on the day of the figures that the meeting looked at; where none was meant, on their own day."""
    found = [_event(one) for one in changes.concluded(snapshot)]
    return [event for event in found if scope.sees(event.unit)]


def _event(one: Conclusion) -> Event:
    """Where the figure is none that can be read, the conclusion stands on its own day, in the province."""
    _, unit, *_, day = one.figure.split(".") if one.figure.count(".") == _DOTS else ("", "", "")
    try:
        return Event(datetime.strptime(day, "%Y%m%d").date(), CONCLUDED, unit, words=one.words)
    except ValueError:
        return Event(one.concluded_at.date(), CONCLUDED, vocabulary.PROVINCE, words=one.words)


def _withdrawn(snapshot: Snapshot, scope: Scope) -> list[Event]:
    """Files that left the inbox, on the last day of the snapshot that had them; of one that is kept no longer the day is not known."""
    had = quality.withdrawn_files(snapshot, scope).groupby("last_snapshot").size()
    last = {identifier: snapshots.kept(snapshot, identifier) for identifier in had.index}
    return [
        Event(last[identifier].as_of, WITHDRAWN, vocabulary.PROVINCE, count=int(count))
        for identifier, count in had.items() if last[identifier] is not None
    ]  # fmt: skip


def _corrected(snapshot: Snapshot, scope: Scope) -> list[Event]:
    """Fields that the files since the snapshot before tell otherwise, on the last day of this one."""
    before = snapshots.earlier(snapshot)
    try:
        count = 0 if before is None else len(changes.corrections(before, snapshot, scope))
    except NotInSnapshot:
        count = 0
    return [Event(snapshot.as_of, CORRECTED, vocabulary.PROVINCE, count=count)] if count else []
