"""The draft of a form from what an officer chose: which choices there are, what is still missing, and the form itself."""

import pandas as pd

from data import vocabulary
from pages.kit import names
from pages.kit.texts import language, text

IGNORE, DAYS, INDICATOR = "ignored", "days", "indicator:"
FIXED, NONE = "fixed", "none"  # a source: a value that holds for the form; not given at all
UNITS = ("unit_code", "unit", "commune", "address")  # any of these tells the unit, a district narrows it
_PERSONS = {"household_code", "identity_number", "phone", "full_name"}
_SOURCES = {"commune": "commune", "district": "district"}
_CLOSED = {
    "platform": "platforms", "indicator": "indicators", "scheme": "certifications", "product_type": "product_types",
}  # fmt: skip


def label(field: str) -> str:
    told = vocabulary.labels("fields")[field][language()]
    return told[:1].upper() + told[1:]


def options(told: dict, kind: str) -> dict[str, str]:
    """What a column may be in a kind, with the words of an office."""
    known = told["kinds"][kind]
    found = {IGNORE: text("teach.ignore")}
    found |= {name: label(name) for name in known["fields"]}
    if known["figure"]:
        found |= {
            INDICATOR + name: text("teach.indicator", name=one.label[language()])
            for name, one in vocabulary.indicators().items()
        }
        found[DAYS] = text("teach.days")
    return found


def options_of(column: dict, known: dict[str, str]) -> list[str]:
    """A column whose header is a date may be a day across; no other one can."""
    return [name for name in known if name != DAYS or column["is_day"]]


def needed(told: dict, kind: str, choices: dict[str, str | None]) -> list[str]:
    """Fields that stand in no column and have to come from elsewhere: the unit first, then the day, then the rest."""
    fields = told["kinds"][kind]["fields"]
    given = set(choices.values())
    groups = {fields[name]["group"] for name in given if name in fields}
    found = _unit_needed(told["kinds"][kind], given)
    for name, one in fields.items():
        group = one["group"]
        if (
            one["type"] in ("unit", "identity", "phone", "person", "hamlet")
            or name in _PERSONS
            or name == told["kinds"][kind]["figure"]
        ):
            continue
        is_wide = any(choice and choice.startswith(INDICATOR) for choice in given)
        is_told = (
            name in given
            or (group and group in groups)
            or (name == "indicator" and is_wide)
            or (one["type"] == "date" and DAYS in given)
        )
        if not is_told and (group or name in ("as_of", "valid_from", "source")) and _first_of(fields, group, name):
            found.append(name)
    return found


def _unit_needed(known: dict, given: set) -> list[str]:
    """A commune where a row is of one, and the district that tells communes of one name apart; a table by district needs neither."""
    has_units = any(one["type"] == "unit" for one in known["fields"].values())
    is_by_district = "district" in given and known["has_hamlets"]
    if not has_units or given & {"unit_code", "address"} or is_by_district:
        return []
    commune = [] if given & set(UNITS) else ["commune"]
    return [*commune, *([] if "district" in given else ["district"])]


def _first_of(fields: dict, group: str, name: str) -> bool:
    """Of several fields that may stand for one another the first."""
    return not group or next(one for one, told in fields.items() if told["group"] == group) == name


def is_optional(told: dict, kind: str, name: str) -> bool:
    fields = told["kinds"][kind]["fields"]
    return name == "district" or not fields[name]["group"]


def places(told: dict, kind: str, name: str) -> dict[str, str]:
    """Sources of a field with what each says now: the title, the tab, the file's name."""
    what = _SOURCES.get(name) or ("date" if "date" in told["kinds"][kind]["fields"][name]["type"] else "")
    found = {
        f"@{place}:{what}": text(f"teach.at.{place}", told=told["said"][f"{place}:{what}"])
        for place in ("title", "sheet", "file") if f"{place}:{what}" in told["said"]
    }  # fmt: skip
    if name == "platform":
        written = _platforms_as_written()
        said = "|".join(f"{words}={platform}" for words, platform in written.items())
        named = text("teach.platform_words", names=", ".join(names.labels("platforms").values()))
        found |= {
            f"@{place}:say({said})": text(f"teach.at.{place}", told=named)
            for place in ("title", "sheet", "file") if any(words in told["texts"][place].lower() for words in written)
        }  # fmt: skip
    return found


def _platforms_as_written() -> dict[str, str]:
    """How titles and names of files write each platform, and its code."""
    rows = vocabulary.rows("platforms.csv")
    return {words: row["platform"] for row in rows for words in (row["written"] or "").split(";") if words}


def fixed_values(name: str) -> dict[str, str]:
    """The closed list of a field with its words; empty where anything may be written."""
    if name in ("district", "commune"):
        units = [unit for (vintage, _), unit in vocabulary.units().items() if vintage == "2021" and unit.level == name]
        return {unit.code: unit.full_name for unit in units}
    if name == "source":
        return {one: text(f"teach.source.{one}") for one in ("province", "local")}
    if name in _CLOSED:
        return {code: one[language()] for code, one in vocabulary.labels(_CLOSED[name]).items()}
    return {}


def missing(told: dict, kind: str, choices: dict[str, str | None], constants: dict[str, object]) -> list[str]:
    """What is still to be chosen, in the words of the page."""
    columns = [f"“{name}”" for name, choice in choices.items() if choice is None]
    taken = [choice for choice in choices.values() if choice not in (None, IGNORE, DAYS)]
    twice = [
        text("teach.twice", name=options(told, kind)[choice])
        for choice in dict.fromkeys(taken)
        if taken.count(choice) > 1
    ]
    sources = [label(name) for name in needed(told, kind, choices) if name not in constants]
    return [*columns, *twice, *sources]


def form(
    told: dict,
    kind: str,
    choices: dict[str, str | None],
    constants: dict[str, object],
    name: str,
    *,
    is_grouped: bool,
    is_percent: bool,
) -> dict:
    """The form that the choices make, as its TOML has it (contract §2)."""
    has_days = DAYS in choices.values()
    indicators = {
        column: choice.removeprefix(INDICATOR)
        for column, choice in choices.items()
        if choice and choice.startswith(INDICATOR)
    }
    columns = {
        choice: column for column, choice in choices.items()
        if choice and choice not in (IGNORE, DAYS) and not choice.startswith(INDICATOR)
    }  # fmt: skip
    table = {
        "kind": kind, "columns": columns, "constants": {field: value for field, value in constants.items() if value is not None},
        "indicators": indicators, "dates_across": has_days, "value": told["kinds"][kind]["figure"] if indicators or has_days else "",
        "percent": is_percent, "rows": "groups" if is_grouped else "", "ignore": [column for column, choice in choices.items() if choice == IGNORE],
    }  # fmt: skip
    return {
        "name": name.strip() or name_of(told),
        "header": [column.partition("#")[0] for column in choices],
        "table": [table],
    }


def name_of(told: dict) -> str:
    """A name to begin with: the tab's, else that of the file."""
    return (told["tab"] or told["texts"]["file"])[:80]


def totals(found: list[dict]) -> pd.DataFrame:
    """Each column's sum beside the form's own total, with the verdict in words."""
    verdicts = {True: text("teach.is_equal"), False: text("teach.is_other"), None: text("teach.no_total")}
    frame = pd.DataFrame(found)
    return frame.assign(stated=frame["stated"].fillna("—"), verdict=[verdicts[one] for one in frame["is_equal"]])
