"""The same small list in every dialect gives one table."""

import json
from datetime import date

import pandas as pd
import pytest

from etl import inbox
from etl.columns import Days
from etl.households import TOKENS, in_bulk
from tests.etl import dialects

TODAY = date(2022, 1, 31)
HASHED = in_bulk(b"a secret of the tests")
COLUMNS = ["shop_id", "platform", "unit_code", "opened_on", "closed_on", "designated_lead"]


def read(folder) -> tuple[inbox.Inbox, pd.DataFrame]:
    found = inbox.read(folder, Days(TODAY, TODAY), HASHED, lambda _: None)
    return found, found.rows["shops"].sort_values("shop_id").reset_index(drop=True)


@pytest.fixture(scope="module")
def people(tmp_path_factory) -> pd.DataFrame:
    folder = tmp_path_factory.mktemp("plain")
    dialects.write("csv", folder)
    return read(folder)[1][["shop_id", *TOKENS]]


@pytest.mark.parametrize("name", dialects.DIALECTS)
def test_one_table(name, people, tmp_path):
    dialects.write(name, tmp_path)
    found, shops = read(tmp_path)
    assert [account.rejected for account in found.sheets if account.rejected] == []
    rows = [tuple(None if value != value else value for value in row) for row in shops[COLUMNS].itertuples(index=False)]
    assert rows == dialects.EXPECTED
    # Without diacritics, and with a tone or a capital elsewhere, it is still the same person.
    same = ["identity_token", "person_plain"] + ([] if name == "no diacritics" else ["person_token", "name_token"])
    assert shops[same].to_dict("list") == people[same].to_dict("list")


def test_encoding_is_told(tmp_path):
    for name, told in (
        ("tcvn3", "TCVN3"),
        ("vni", "VNI"),
        ("windows-1258", "Windows-1258"),
        ("utf-16 with tabs", "UTF-16"),
    ):
        folder = tmp_path / told
        folder.mkdir()
        dialects.write(name, folder)
        assert told in read(folder)[0].sheets[0].encoding


def test_encoders_of_the_tests_agree_with_what_was_met():
    assert dialects.to_tcvn3("Lạng Sơn Đình Lập") == "L¹ng S¬n §×nh LËp"
    assert dialects.to_vni("Lạng Sơn Đình Lập") == "Laïng Sôn Ñình Laäp"


def test_the_old_workbook_holds_the_list(tmp_path):
    """`files/shops.xls` was written once with xlwt; if the list changes it must be written again."""
    from python_calamine import CalamineWorkbook

    sheet = CalamineWorkbook.from_path(str(dialects.Path(__file__).parent / "files" / "shops.xls")).get_sheet_by_index(
        0
    )
    assert json.dumps(sheet.to_python()) == json.dumps(dialects.GRID)
