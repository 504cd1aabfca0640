"""The account of rows, findings and published figures, in the reader's words."""

import pandas as pd
import streamlit as st

from data import vocabulary
from pages.kit import formats
from pages.kit.texts import label, language, text
from pages.shared import controls, showing, tables

ACCOUNT = ("read", "loaded", "duplicate", "corrected", "rejected")
FINDINGS = {
    "severity_label": ("column.severity", None), "unit": ("column.unit", None), "detail": ("column.detail", None),
}  # fmt: skip
RECONCILIATION = {
    "unit": ("column.unit", None), "as_of": ("column.day", tables.DAY), "indicator_label": ("column.indicator", None),
    "qualifier_label": ("column.qualifier", None), "reported": ("column.reported", tables.COUNT),
    "computed": ("column.computed", tables.COUNT), "difference": ("column.difference", tables.COUNT), "source": ("column.source", None),
}  # fmt: skip
REPORTS = {
    "unit": ("column.unit", None), "district": ("column.district", None), "as_of": ("column.day", tables.DAY),
    "indicator_label": ("column.indicator", None), "reported": ("column.told", tables.COUNT),
    "computed": ("column.computed", tables.COUNT), "difference": ("column.difference", tables.COUNT),
}  # fmt: skip
REASONS = {
    "reason": ("column.reason", None),
    "rows": ("column.rows", tables.COUNT),
    "files": ("column.files", tables.COUNT),
}
FILES = {
    "path": ("column.file", None), "kind_label": ("column.kind", None), "encoding": ("column.encoding", None),
    **{name: (f"quality.{name}", tables.COUNT) for name in ACCOUNT}, "households_merged": ("column.merged", tables.COUNT),
    "problem": ("column.problem", None),
}  # fmt: skip
BEHIND = {
    "name": ("column.file", None), "kind_label": ("column.kind", None),
    "unit_kept": ("passport.unit_kept", tables.COUNT), "unit_rejected": ("passport.unit_rejected", tables.COUNT),
    **{name: (f"quality.{name}", tables.COUNT) for name in ACCOUNT}, "problem": ("column.problem", None), "folder": ("column.folder", None),
}  # fmt: skip
WITHDRAWN = {
    "path": ("column.file", None), "kind_label": ("column.kind", None), "rows": ("column.rows", tables.COUNT),
    "last_snapshot": ("column.last_snapshot", None),
}  # fmt: skip
UNUSED = {
    "path": ("column.file", None), "sheet": ("column.sheet", None), "columns": ("column.unused", None), "remark": ("column.remark", None),
}  # fmt: skip
CORRECTIONS = {
    "kind_label": ("column.kind", None), "field": ("column.field", None), "earlier_value": ("column.earlier", None),
    "later_value": ("column.later", None), "file": ("column.file", None), "row_number": ("column.row", tables.COUNT),
}  # fmt: skip

DEFINITIONS = {
    "indicator_label": ("column.indicator", None), "definition": ("column.definition", None), "target": ("mark.target", tables.SHARE),
}  # fmt: skip


def definitions() -> pd.DataFrame:
    """The indicators as the vocabulary defines them."""
    return pd.DataFrame(
        [
            (label(known.label), label(known.definition), known.province_target)
            for known in vocabulary.indicators().values()
        ],
        columns=list(DEFINITIONS),
    )


def headline(files: pd.DataFrame) -> None:
    """The account of some files; of a unit's rows in them where these are told."""
    row = st.container(key="card-account")
    for column, name in zip(row.columns(len(ACCOUNT)), ACCOUNT, strict=True):
        told = f"unit_{name}" if f"unit_{name}" in files else name
        showing.metric(column, text(f"quality.{name}"), files[told].sum())


def kinds(codes: pd.Series) -> list[str]:
    """Names of kinds; a file with sheets of several kinds has several."""
    return [
        ", ".join(text(f"kind.{kind}") for kind in code.split(", ")) if isinstance(code, str) else text("kind.unknown")
        for code in codes
    ]


def _units(frame: pd.DataFrame, code: str) -> list[str]:
    phases = {phase.unit_code: label(phase.label) for phase in vocabulary.phases().values()}
    return [
        phases.get(row[code])
        or (formats.unit(row["type"], row["name"]) if isinstance(row["name"], str) else str(row[code]))
        for _, row in frame.iterrows()
    ]


def findings(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(
        severity_label=[text(f"severity.{severity}") for severity in frame["severity"]],
        unit=_units(frame, "unit_code"), detail=frame[f"detail_{language()}"].map(formats.sentence),
    )  # fmt: skip


def reconciliation(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(
        unit=_units(frame, "scope"),
        indicator_label=[label(vocabulary.indicators()[code].label) for code in frame["indicator"]],
        qualifier_label=[text(f"qualifier.{qualifier}") for qualifier in frame["qualifier"]],
    )


def reports(frame: pd.DataFrame) -> pd.DataFrame:
    """Reported figures with their unit, and a commune's district beside it."""
    districts = zip(frame["district_type"], frame["district_name"], strict=True)
    return frame.assign(
        unit=_units(frame, "scope"),
        district=[formats.unit(kind, name) if isinstance(name, str) else "" for kind, name in districts],
        indicator_label=[label(vocabulary.indicators()[code].label) for code in frame["indicator"]],
    )


def reporting_unit(frame: pd.DataFrame) -> str:
    """One of the units that have reported, each named with its district, or all of them."""
    units = frame.drop_duplicates("scope").sort_values("scope")
    names = {
        code: f"{unit}, {district}" if district else unit
        for code, unit, district in zip(units["scope"], units["unit"], units["district"], strict=True)
    }
    return controls.choose("report_unit", ["all", *names], lambda code: names.get(code) or text("choice.all"), "all")


def reasons(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(reason=frame[f"reason_{language()}"])


def files(frame: pd.DataFrame) -> pd.DataFrame:
    places = [path.rpartition("/") for path in frame["path"]]
    return frame.assign(
        kind_label=kinds(frame["kind"]),
        problem=frame[f"problem_{language()}"].fillna(""),
        name=[name for _, _, name in places],
        folder=[folder for folder, _, _ in places],
    )


def behind(frame: pd.DataFrame) -> dict:
    """The columns of files behind a figure: the rows of its unit, where they are told, before the file's own account."""
    return {
        name: column for name, column in BEHIND.items() if name in frame and (name != "problem" or any(frame[name]))
    }


def withdrawn(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(kind_label=kinds(frame["kind"]))


def unused(frame: pd.DataFrame) -> pd.DataFrame:
    """Sheets with columns that are not used; a text file has no tabs."""
    return frame.assign(sheet=frame["sheet"].replace("", "—"), remark=frame[f"remark_{language()}"])


def corrections(frame: pd.DataFrame) -> pd.DataFrame:
    """Changed fields by the names readers know, days as they write them."""
    fields = vocabulary.labels("fields")
    return frame.assign(
        kind_label=kinds(frame["kind"]),
        field=[label(fields[name]) for name in frame["field"]],
        **{name: frame[name].map(formats.written) for name in ("earlier_value", "later_value")},
    )
