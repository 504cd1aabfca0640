"""Teaching a form on the page: an officer says what each column of a sheet is, sees what comes of it, and has it remembered.

Nothing is applied by itself: suggestions stand in grey, every column is chosen, and the form's own totals are set beside.
"""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import streamlit as st

from data import snapshots, vocabulary
from pages.kit import foreign, formats
from pages.kit.texts import language, text
from pages.kit.view import Notice, Sentence, Table, columns
from pages.method.load import commands, draft
from pages.method.load.check import Check
from pages.method.load.upload import Aside
from pages.screen import drawing

TOTALS = (("column", "teach.column"), ("sum", "teach.sum"), ("stated", "teach.stated"), ("verdict", "teach.equal"))
WIDTH = 230  # pixels of a column of the sheet, so that a choice can be read
SHOWN = 6  # values below a choice


@dataclass(frozen=True)
class Lesson:
    """What came of teaching: the name of the form once it is remembered, and before that the rows that it would read."""

    learned: str = ""
    rows: int = 0


def offer(checked: Check) -> Lesson:
    """Where a sheet of the files was not understood, teach it."""
    if learned := st.session_state.pop("learned", ""):
        drawing.parts(Notice(text("teach.learned", form=foreign.literal(learned)), "good"))
    aside = checked.aside
    sheets = _sheets(checked)
    if not sheets:
        return Lesson()
    st.subheader(text("teach.title"), anchor="teach")
    drawing.parts(Sentence(text("teach.help")))
    chosen = st.selectbox(
        text("teach.sheet"), range(len(sheets)), format_func=lambda number: _called(*sheets[number]), key=f"teach-sheet-{aside.folder.name}",
    )  # fmt: skip
    file, sheet = sheets[chosen]
    return _taught(aside, file, sheet)


def _sheets(checked: Check) -> list[tuple[Path, dict]]:
    """The sheets of the files that nobody understood; asked again where a form was remembered since."""
    kept = st.session_state.setdefault("teach-sheets", {})
    known = (checked.aside.folder, _forms())
    if known not in kept:
        kept.clear()
        files = _with_problems(checked)
        told = _asked(checked.aside, "look", *files, "--forms", commands.FORMS) if files else []
        kept[known] = [(Path(sheet["file"]), sheet) for sheet in told or []]
    return kept[known]


def _with_problems(checked: Check) -> list[Path]:
    """The set-aside files of which the check refused a whole sheet; they stand in the order of the check's own list."""
    refused = {file["path"] for file in checked.files if file["problems"]}
    files = sorted(path for path in checked.aside.files.rglob("*") if path.is_file())
    return [file for file, added in zip(files, checked.found["added"], strict=True) if added["path"] in refused]


def _forms() -> tuple[tuple[str, float], ...]:
    return tuple(sorted((path.name, path.stat().st_mtime) for path in commands.FORMS.glob("*.toml")))


def _asked(aside: Aside, command: str, *arguments: object) -> dict | list | None:
    """What a command of the ETL tells into a file that only the server's user can read; None where it could not."""
    report = aside.folder / "told.json"
    line = commands.alone(command, *arguments, "--report", report)
    seconds = vocabulary.settings()["limits"]["file_seconds"]
    try:
        done = subprocess.run(line, cwd=commands.ROOT, capture_output=True, check=False, timeout=seconds)
    except subprocess.TimeoutExpired:
        return None
    if done.returncode:
        return None
    told = json.loads(report.read_text(encoding="utf-8"))
    report.unlink()
    return told


def _called(file: Path, sheet: dict) -> str:
    return " › ".join(filter(None, [file.name, sheet["member"], sheet["tab"]]))


def _taught(aside: Aside, file: Path, sheet: dict) -> Lesson:
    told = _shown(aside, file, sheet["place"])
    if told is None:
        drawing.parts(Notice(text("teach.unreadable"), "error"))
        return Lesson()
    mark = f"{aside.folder.name}-{file.name}-{sheet['place']}-{told['header_rows']}"
    kind = st.selectbox(
        text("teach.kind"), list(told["kinds"]), index=None, placeholder=text("teach.choose"), key=f"teach-kind-{mark}",
        format_func=lambda name: vocabulary.labels("kinds")[name][language()],
    )  # fmt: skip
    choices = _columns(told, kind, mark)
    if kind is None:
        return Lesson()
    constants = _sources(told, kind, choices, mark)
    is_grouped = told["kinds"][kind]["has_hamlets"] and st.toggle(text("teach.groups"), key=f"teach-groups-{mark}")
    is_percent = kind == "targets" and st.toggle(text("teach.percent"), key=f"teach-percent-{mark}")
    name = st.text_input(text("teach.name"), draft.name_of(told), max_chars=80, key=f"teach-name-{mark}")
    if missing := draft.missing(told, kind, choices, constants):
        drawing.parts(Notice(text("teach.missing", names=", ".join(missing))))
        return Lesson()
    made = draft.form(told, kind, choices, constants, name, is_grouped=is_grouped, is_percent=is_percent)
    return _tried(aside, file, sheet, made)


def _shown(aside: Aside, file: Path, place: int) -> dict | None:
    """The sheet as it is; an officer may say in which rows its header stands."""
    key = f"teach-rows-{aside.folder.name}-{file.name}-{place}"
    kept = st.session_state.setdefault("teach-shown", {})
    first = kept.setdefault((key, None), None) or _asked(aside, "look", file, "--sheet", place)
    kept[key, None] = first
    if first is None:
        return None
    with st.container(horizontal=True):
        ends = [
            st.number_input(text(f"teach.{word}"), 1, value=row, step=1, key=f"{key}-{word}", width=WIDTH)
            for word, row in zip(("from", "to"), first["header_rows"], strict=True)
        ]
    if ends == first["header_rows"] or ends[1] < ends[0]:
        return first
    known = (key, tuple(ends))
    if known not in kept:
        kept[known] = _asked(aside, "look", file, "--sheet", place, "--rows", *ends)
    return kept[known]


def _columns(told: dict, kind: str | None, mark: str) -> dict[str, str | None]:
    """A choice over each column, with a suggestion in grey and the first values below; what each column was chosen to be."""
    above = [row for row in told["first"][: told["header_rows"][0] - told["first_row"]] if any(row)]
    if above:
        drawing.parts(*(Sentence(foreign.literal(" · ".join(filter(None, row))), "note") for row in above))
    rows = told["first"][told["header_rows"][1] - told["first_row"] + 1 :][:SHOWN]
    options = draft.options(told, kind) if kind else {}
    chosen: dict[str, str | None] = {}
    with st.container(key="teach-columns", horizontal=True, gap="small"):
        for column in told["columns"]:
            with st.container(width=WIDTH, border=True, gap="small"):
                chosen[column["name"]] = st.selectbox(
                    column["letter"], draft.options_of(column, options), index=None, placeholder=text("teach.choose"),
                    format_func=lambda name: options[name], disabled=not kind, key=f"teach-{mark}-{kind}-{column['position']}",
                )  # fmt: skip
                suggested = options.get(column["suggested"].get(kind or "", ""))
                values = [row[column["position"]] for row in rows if column["position"] < len(row)]
                drawing.parts(
                    Sentence(text("teach.suggested", name=suggested) if suggested else " ", "note"),
                    Sentence(foreign.literal(column["header"]), "heading"),
                    *(Sentence(foreign.literal(value or formats.MISSING), "note") for value in values),
                )
    return chosen


def _sources(told: dict, kind: str, choices: dict[str, str | None], mark: str) -> dict[str, object]:
    """Where a unit, a day, a platform come from that stand in no column: what the title, the tab or the name says, or a fixed value."""
    found: dict[str, object] = {}
    needed = draft.needed(told, kind, choices)
    if not needed:
        return found
    drawing.parts(Sentence(text("teach.sources")))
    with st.container(horizontal=True):
        for name in needed:
            places = draft.places(told, kind, name)
            picked = st.selectbox(
                draft.label(name), [*places, draft.FIXED, *([draft.NONE] if draft.is_optional(told, kind, name) else [])],
                index=None, placeholder=text("teach.choose"), format_func=lambda place, places=places: places.get(place) or text(f"teach.{place}"),
                key=f"teach-source-{mark}-{kind}-{name}", width=2 * WIDTH,
            )  # fmt: skip
            if picked == draft.FIXED:
                found[name] = _fixed(told, kind, name, mark)
            elif picked not in (None, draft.NONE):
                found[name] = picked
            elif picked == draft.NONE:
                found[name] = None
    return {name: value for name, value in found.items() if value != ""}


def _fixed(told: dict, kind: str, name: str, mark: str) -> str:
    """A value that holds for the whole form."""
    key = f"teach-fixed-{mark}-{kind}-{name}"
    if "date" in told["kinds"][kind]["fields"][name]["type"]:
        day = st.date_input(draft.label(name), value=None, format="DD/MM/YYYY", key=key, width=WIDTH)
        return f"{day:%d/%m/%Y}" if day else ""
    if known := draft.fixed_values(name):
        picked = st.selectbox(
            draft.label(name),
            list(known),
            index=None,
            placeholder=text("teach.choose"),
            format_func=known.get,
            key=key,
            width=WIDTH,
        )
        return picked or ""
    return st.text_input(draft.label(name), max_chars=80, key=key, width=WIDTH)


def _tried(aside: Aside, file: Path, sheet: dict, made: dict) -> Lesson:
    """What comes of the form, row by row and beside its own totals; remembered at a press."""
    written = aside.folder / "draft.json"
    written.write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")
    kept = st.session_state.setdefault("teach-tried", {})
    known = (str(file), sheet["place"], written.read_text(encoding="utf-8"))
    if known not in kept:
        with st.spinner(text("teach.trying")):
            kept[known] = _asked(
                aside, "try", file, "--sheet", sheet["place"], "--draft", written, "--warehouse", snapshots.WAREHOUSE
            )
    told = kept[known]
    if told is None or told["problem"]:
        drawing.parts(Notice(foreign.literal(told["problem"]) if told else text("teach.unreadable"), "error"))
        return Lesson()
    counts = {name: formats.number(told[name]) for name in ("read", "refused")}
    drawing.parts(Sentence(text("teach.result", **counts)))
    if told["rows"]:
        st.dataframe(pd.DataFrame(told["rows"]), hide_index=True, width="stretch")
    drawing.parts(
        *(
            Notice(
                text("teach.refused", rows=formats.number(one["rows"]), reason=foreign.literal(one["reason"])),
                "warning",
            )
            for one in told["reasons"]
        )
    )
    if told["totals"]:
        totals = Table("totals", columns(*TOTALS), draft.totals(told["totals"]))
        drawing.parts(Sentence(text("teach.totals")), totals)
    if st.button(
        text("teach.remember"), type="primary", icon=":material/school:", disabled=told["read"] <= told["refused"]
    ):
        return Lesson(_remembered(aside, written))
    return Lesson(rows=told["read"] - told["refused"])


def _remembered(aside: Aside, written: Path) -> str:
    """The name that the form is kept under; empty, and on the page why, where it could not be."""
    report = aside.folder / "learned.json"
    done = subprocess.run(
        commands.alone("learn", "--draft", written, "--forms", commands.FORMS, "--report", report),
        cwd=commands.ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        drawing.parts(Notice(foreign.literal(done.stderr), "error"))
        return ""
    return json.loads(report.read_text(encoding="utf-8"))
