"""Progress reports beside what the registers give, apart from published figures."""

from datetime import date

from data import quality, snapshots
from data.snapshots import EVERYTHING
from tests.etl import small
from tests.etl.small import VAN_LINH, account, shop


def test_reports_stand_beside_what_is_computed(tmp_path):
    inbox = tmp_path / "inbox"
    small.write_csv(inbox / "s.csv", [shop("S1"), shop("S2"), shop("S3", opened_on="2021-08-09")])
    small.write_csv(inbox / "t.csv", [account("1")])
    told = {"unit": VAN_LINH, "as_of": "2021-08-05"}
    small.write_csv(inbox / "sub" / "bc.csv", [
        told | {"indicator": "shops", "value": "5"}, told | {"indicator": "shop", "value": "2"},
        told | {"unit": "187", "as_of": "2021-08-09", "indicator": "accounts", "value": "1"},
        told | {"as_of": "2021-07-01", "indicator": "shops", "value": "0"},
    ])  # fmt: skip
    small.write_csv(
        inbox / "cb.csv",
        [{"scope": "phase-1", "as_of": "2021-08-09", "indicator": "shops", "value": "4", "source": "Báo"}],
    )
    built = small.build_quietly(tmp_path)
    found = built.ask(
        "SELECT scope, as_of, indicator, reported, computed, difference, qualifier, source FROM mart.reconciliation "
        "WHERE told_by = 'progress_reports' ORDER BY as_of, indicator"
    )
    assert found == [
        (VAN_LINH, date(2021, 7, 1), "shops", 0.0, None, None, "exact", "sub/bc.csv"),
        (VAN_LINH, date(2021, 8, 5), "shop", 2.0, 2.0, 0.0, "exact", "sub/bc.csv"),
        (VAN_LINH, date(2021, 8, 5), "shops", 5.0, 2.0, -3.0, "exact", "sub/bc.csv"),
        ("187", date(2021, 8, 9), "accounts", 1.0, 1.0, 0.0, "exact", "sub/bc.csv"),
    ]
    snapshot = snapshots.current(built.warehouse)
    reports = quality.reports(snapshot, EVERYTHING)
    assert (
        reports[["name", "district_name"]].fillna("").values.tolist()
        == [["Chi Lăng", ""]] + [["Vạn Linh", "Chi Lăng"]] * 3
    )
    published = quality.reconciliation(snapshot, EVERYTHING)
    assert "Báo" in set(published["source"]) and "sub/bc.csv" not in set(published["source"])


def test_reports_are_no_published_figures_to_the_checks(tmp_path):
    small.write_csv(tmp_path / "inbox" / "s.csv", [shop("S1")])
    reports = [
        {"unit": VAN_LINH, "as_of": "2021-08-01", "indicator": name, "value": "90000"}
        for name in ("households", "shops", "accounts")
    ]
    small.write_csv(tmp_path / "inbox" / "bc.csv", reports)
    built = small.build_quietly(tmp_path)
    own = [finding for finding in built.report["findings"] if finding["unit_code"] == VAN_LINH]
    assert "published_above_households" not in {finding["rule"] for finding in own}
    (equal,) = [finding for finding in own if finding["rule"] == "shops_equal_accounts"]
    assert "01/08/2021" in equal["detail_vi"] and "(90000)" in equal["detail_vi"] and equal["findings"] == 1
