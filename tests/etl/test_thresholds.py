"""From when on something is to be verified: each threshold of settings.toml, one below it and one above."""

import pytest

from data import vocabulary
from etl import transform
from tests.etl import small
from tests.etl.small import VAN_LINH, account, shop

LAST = "2021-09-10"


def shops(count: int, opened_on: str) -> list[dict]:
    return [shop(f"{opened_on}-{number}", opened_on=opened_on) for number in range(count)]


def accounts(count: int) -> list[dict]:
    return [account(f"A{number}", opened_on="2021-08-01") for number in range(count)]


def told(unit: str, indicator: str, value: int) -> dict:
    return {"unit": unit, "as_of": LAST, "indicator": indicator, "value": value}


def week(before: int, last: int) -> dict[str, list[dict]]:
    """Shops spread over the seven days before the last, none of which is a spike itself, and on the last."""
    spread = [row for day in range(7) for row in shops(before // 7 + (day < before % 7), f"2021-09-{3 + day:02}")]
    return {"shops": [*spread, *shops(last, LAST)]}


def reported(value: int, counted: int = 40) -> dict[str, list[dict]]:
    return {"shops": shops(counted, "2021-08-01"), "report": [told(VAN_LINH, "shops", value)]}


def both(value: int) -> dict[str, list[dict]]:
    """As many shops as accounts, as a report says and as it is."""
    return {
        "shops": shops(value, "2021-08-01"), "accounts": accounts(value),
        "report": [told(VAN_LINH, "shops", value), told(VAN_LINH, "accounts", value)],
    }  # fmt: skip


def households(count: int) -> dict[str, list[dict]]:
    return {
        "shops": shops(11, "2021-08-01"),
        "register": [{"unit": VAN_LINH, "households": count, "as_of": "2021-07-01"}],
    }


CASES = {  # rule: what does not raise it, what does, and the settings by which the second does not either
    "spike": (week(42, 30), week(41, 30), {"spike_times": 6}),
    "spike ": (week(0, 29), week(0, 30), {"spike_least": 31}),
    "report_differs": (reported(45), reported(46), {"report_differs_least": 6}),
    "report_differs ": (reported(210, 200), reported(211, 200), {"report_differs_percent": 6}),
    "shops_equal_accounts": (both(49), both(50), {"equal_least": 51}),
    "achieved_above_households": (households(11), households(10), {}),
}


@pytest.mark.parametrize("rule", CASES)
def test_a_finding_begins_at_its_threshold(rule, tmp_path, monkeypatch):
    below, above, changed = CASES[rule]
    for name, tables, expected in (("below", below, False), ("above", above, True)):
        assert (rule.strip() in rules(tmp_path / name, tables)) == expected, name
    for setting, value in changed.items():
        monkeypatch.setitem(vocabulary.settings()["findings"], setting, value)
    assert (rule.strip() in rules(tmp_path / "changed", above)) == (not changed)


def rules(folder, tables: dict[str, list[dict]]) -> set[str]:
    for name, rows in tables.items():
        small.write_csv(folder / "inbox" / f"{name}.csv", rows)
    found = small.build_quietly(folder, "--as-of", LAST).report["findings"]
    return {finding["rule"] for finding in found if finding["unit_code"] == VAN_LINH}


def test_every_setting_of_findings_is_known():
    declared = (transform.MODELS / "reference.sql").read_text(encoding="utf-8")
    assert all(f"{name} BIGINT" in declared for name in vocabulary.settings()["findings"])
