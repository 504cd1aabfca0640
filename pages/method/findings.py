"""What the checks found, in the reader's words."""

import pandas as pd

from data import vocabulary
from pages.kit import formats
from pages.kit.texts import label, language, text

FINDINGS = (("severity_label", "column.severity"), ("unit", "column.unit"), ("detail", "column.detail"))


def units(rows: pd.DataFrame, code: str) -> list[str]:
    """The unit of each row, of either vintage: by its `type` and `name` where the snapshot has them, or a phase by its label."""
    phases = {phase.unit_code: label(phase.label) for phase in vocabulary.phases().values()}
    return [
        phases.get(unit) or (formats.unit(kind, name) if isinstance(name, str) else str(unit))
        for unit, kind, name in zip(rows[code], rows["type"], rows["name"], strict=True)
    ]


def described(found: pd.DataFrame) -> pd.DataFrame:
    """Findings with severity, unit and sentence."""
    return found.assign(
        severity_label=[text(f"severity.{severity}") for severity in found["severity"]],
        unit=units(found, "unit_code"), detail=found[f"detail_{language()}"].map(formats.sentence),
    )  # fmt: skip
