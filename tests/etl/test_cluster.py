"""The same models on a real Spark cluster, a master and two workers on loopback: every mart is DuckDB's, row by row."""

import json
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from etl import engines, publish
from tests.conftest import ROOT
from tests.etl import boundaries, cluster, portable, small
from tests.etl.small import DINH_LAP, VAN_LINH, account, listing, order, shop

OF_THE_BUILDING = {"snapshot", "file_ledger"}  # tell when it was built
BY_CONNECT = ["lists", "weeks", *boundaries.FORBIDDEN]  # the same engine by another address: a few suffice
NOTHING = "Không công bố gì; bản số liệu trước được giữ nguyên."


def _inbox(inbox: Path) -> None:
    """A small simulated province until 25 September, and rows at which engines differ in silence."""
    _etl("demo", "--out", inbox, "--scale", "0.02", "--as-of", "2021-09-25")
    small.write_csv(inbox / "ranh" / "gian-hang.csv", [
        shop("R1", opened_on="2021-08-29"), shop("R2", "H-R1", DINH_LAP, "2021-08-30"), shop("R3", opened_on="2021-09-05", closed_on="2021-09-06"),
    ])  # fmt: skip
    small.write_csv(inbox / "ranh" / "tai-khoan.csv", [account("R1", "H-R1", opened_on="2021-09-05")])
    small.write_csv(inbox / "ranh" / "hang.csv", [listing("RL1", "R1"), listing("RL2", "R1", delisted_on="2021-09-06")])
    small.write_csv(inbox / "ranh" / "chung-nhan.csv", [
        {"listing_id": "RL1", "scheme": scheme, "number": scheme, "valid_from": "2021-08-01", "valid_to": "2021-09-05"}
        for scheme in ("VietGAP", "OCOP 4 sao", "GlobalGAP")
    ])  # fmt: skip
    sunday, monday = "2021-09-05", "2021-09-06"
    small.write_csv(inbox / "ranh" / "don.csv", [
        order("RO1", "R1", "RL1", sunday, quantity="0.333", amount="999999999.01"),
        order("RO1", "R1", "RL2", monday, quantity="2.5", amount="1000.5"),
        order("RO2", "R1", "RL1", monday, quantity="1.0005", amount="99999.9999"),
        order("RO3", "R2", "", sunday, amount="100000"), order("RO3", "R2", "", sunday, amount="100001"),
        order("RO4", "R3", "", monday, amount="1", status="returned"),
    ])  # fmt: skip
    small.write_csv(inbox / "ranh" / "don-gia.csv", [
        {**order("RO5", "R1", key, sunday, quantity="20000"), "unit_price": "600000", "amount": "", "order_amount": "24000000000"}
        for key in ("RL1", "RL2")
    ])  # fmt: skip
    small.write_csv(inbox / "ranh" / "bao-cao.csv", [
        {"unit": unit, "as_of": day, "indicator": name, "value": value}
        for unit in (VAN_LINH, DINH_LAP) for day, factor in (("2021-09-05", 1), ("2021-09-12", 0))
        for name, value in (("shops", str(900 * factor + 1603)), ("accounts", str(900 * factor + 1603)), ("order_value", f"{998 * factor + 1002}.5"))
    ])  # fmt: skip


def _etl(*arguments: object, **more) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "etl", *map(str, arguments)], cwd=ROOT, capture_output=True, text=True, **more
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def _asked(address: str, folder: Path, environment: dict[str, str], asked: list[str]) -> list[dict]:
    folder.mkdir()
    command = [sys.executable, "-m", "tests.etl.boundaries", address, str(folder), *asked]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def _run(folder: Path) -> None:
    """Everything that needs the cluster, once: a build by each engine, and the boundary questions over both kinds of address."""
    _inbox(folder / "inbox")
    _etl("build", "--inbox", folder / "inbox", "--warehouse", folder / "duckdb")
    there = folder / "kho số liệu"  # a name that an address would have to spell out
    there.mkdir()
    shutil.copy(folder / "duckdb" / "household.key", there)
    environment = cluster.environment(folder / "cluster")
    with cluster.running(folder / "cluster") as address:
        terminal = _etl(
            "build", "--engine", address, "--inbox", folder / "inbox", "--warehouse", there, env=environment
        )
        (folder / "terminal.txt").write_text(terminal, encoding="utf-8")
        told = {"spark": _asked(address, folder / "asked", environment, [*boundaries.QUESTIONS, *boundaries.FORBIDDEN])}
        with cluster.connect(folder / "cluster", address) as connect:
            told["sc"] = _asked(connect, folder / "asked by connect", environment, BY_CONNECT)
    (folder / "asked.json").write_text(json.dumps(told), encoding="utf-8")


@pytest.fixture(scope="module")
def ran(made_once) -> Path:
    return made_once("cluster", _run)


@pytest.fixture(scope="module")
def both(ran) -> duckdb.DuckDBPyConnection:
    """The two snapshots, attached as `here` (DuckDB's) and `there` (Spark's)."""
    connection = duckdb.connect()
    for name, warehouse in (("here", ran / "duckdb"), ("there", ran / "kho số liệu")):
        connection.execute(f"ATTACH '{warehouse / publish.current(warehouse)['path']}' AS {name} (READ_ONLY)")
    return connection


def test_every_mart_and_finding_is_the_same_row_by_row(both):
    names = {
        where: {name for (name,) in both.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = ?", [where]).fetchall()}
        for where in ("here", "there")
    }  # fmt: skip
    assert names["here"] == names["there"] and len(names["here"]) > 25
    for name in sorted(names["here"] - OF_THE_BUILDING):
        here, there = (both.execute(f"DESCRIBE {where}.mart.{name}").fetchall() for where in ("here", "there"))
        assert here == there, name
        for one, other in (("here", "there"), ("there", "here")):
            left = both.execute(
                f"SELECT * FROM {one}.mart.{name} EXCEPT ALL SELECT * FROM {other}.mart.{name}"
            ).fetchall()
            assert left == [], f"{name}: only {one}"


def test_the_comparison_is_of_something(both):
    for name in portable.declared()["mart"].keys() - {"traded"} | {"withheld"}:  # one is dropped for the other
        assert both.execute(f"SELECT count(*) FROM there.mart.{name}").fetchone()[0] > 0, name
    rules = {rule for (rule,) in both.execute("SELECT DISTINCT rule FROM there.mart.finding_detail").fetchall()}
    assert {
        "report_falls",
        "report_differs",
        "shops_equal_accounts",
        "certificate_expired",
        "order_before_shop",
        "unit_without_register",
    } <= rules
    # Half a đồng is rounded up by both; the order of two weeks stands in the first; three certificates in their order.
    told = both.execute(
        "SELECT detail_vi FROM there.mart.finding_detail WHERE rule = 'report_falls' AND unit_code = ?", [VAN_LINH]
    ).fetchall()
    assert [text for (text,) in told if "2001 (05/09/2021)" in text and "xuống 1003 (12/09/2021)" in text]
    assert both.execute(
        "SELECT max(certifications) FROM there.mart.shop_product WHERE certifications LIKE 'g%,%,%'"
    ).fetchone()[0]


def test_engines_agree_at_the_boundaries(ran):
    told = json.loads((ran / "asked.json").read_text(encoding="utf-8"))
    for kind in ("spark", "sc"):
        differing = {one["asked"]: one for one in told[kind]}
        assert differing.keys() == boundaries.FORBIDDEN.keys(), [
            differing[name] for name in differing.keys() - boundaries.FORBIDDEN.keys()
        ]


@pytest.mark.parametrize("asked", boundaries.QUESTIONS)
def test_the_boundary_questions_are_in_the_models_dialect(asked):
    assert portable.complaints(boundaries.QUESTIONS[asked], boundaries.SCHEMA) == []


@pytest.mark.parametrize("asked", boundaries.FORBIDDEN)
def test_what_differs_is_forbidden_in_models(asked):
    assert portable.complaints(boundaries.FORBIDDEN[asked], boundaries.SCHEMA)


def test_nothing_of_the_cluster_stays(ran):
    warehouse = ran / "kho số liệu"
    assert [path.name for path in (warehouse / "snapshots").iterdir()] == [
        f"{publish.current(warehouse)['snapshot']}.duckdb"
    ]
    assert (warehouse / "build.spark.log").stat().st_mode & 0o077 == 0
    terminal = (ran / "terminal.txt").read_text(encoding="utf-8")
    assert "WARN" not in terminal and "mart.attainment" in terminal


def _refused(folder: Path, capsys, address: str) -> str:
    """What a build says that an engine cannot run: nothing is published, and the snapshot before stays."""
    small.write_csv(folder / "inbox" / "a.csv", [shop("S1")])
    before = small.build(folder, capsys).report["snapshot"]
    built = small.build(folder, capsys, "--engine", address)
    assert built.code == 1 and not built.report["published"]
    assert publish.current(built.warehouse)["snapshot"] == before
    assert [path.name for path in (built.warehouse / "snapshots").iterdir()] == [f"{before}.duckdb"]
    (sentence,) = [line for line in built.terminal.splitlines() if NOTHING in line]
    return sentence


@pytest.fixture
def closed() -> int:
    """A port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def test_a_cluster_that_does_not_answer(tmp_path, capsys, closed):
    assert f"Không nối được tới spark://127.0.0.1:{closed}" in _refused(tmp_path, capsys, f"spark://127.0.0.1:{closed}")


def test_a_machine_without_java(tmp_path, capsys, monkeypatch, closed):
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert "apt-get install openjdk-17-jre-headless" in _refused(tmp_path, capsys, f"spark://127.0.0.1:{closed}")


def test_a_java_that_is_too_old(tmp_path, capsys, monkeypatch, closed):
    old = tmp_path / "bin" / "java"
    old.parent.mkdir()
    old.write_text("#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n")
    old.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert "Java 17" in _refused(tmp_path, capsys, f"spark://127.0.0.1:{closed}")


def test_without_the_extra_packages(tmp_path, capsys, monkeypatch, closed):
    monkeypatch.setattr(engines.importlib.util, "find_spec", lambda name: None)
    assert "requirements-spark.txt" in _refused(tmp_path, capsys, f"sc://127.0.0.1:{closed}")


def _impatient(folder: Path, address: str) -> subprocess.Popen:
    """A build that gives its cluster six seconds."""
    small.write_csv(folder / "inbox" / "a.csv", [shop("S1")])
    lines = "import sys; from etl import spark; spark.PATIENCE = 6; from etl.__main__ import main; sys.exit(main(sys.argv[1:]))"
    places = ["--inbox", folder / "inbox", "--warehouse", folder / "warehouse", "--engine", address]
    return subprocess.Popen(
        [sys.executable, "-c", lines, "build", *map(str, places)], cwd=ROOT, env=cluster.environment(folder / "cluster"),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def _given_up(build: subprocess.Popen, folder: Path, doing: str) -> None:
    _, told = build.communicate()
    assert build.returncode == 1 and f"không chạy được ({doing}" in told and NOTHING in told
    assert "Traceback" not in told and not list((folder / "warehouse" / "snapshots").glob("*"))


def test_a_cluster_without_a_worker(tmp_path):
    with cluster.master(tmp_path / "cluster") as chief:
        _given_up(_impatient(tmp_path, chief.found[1]), tmp_path, "việc đầu tiên")


def test_a_cluster_that_dies(tmp_path):
    with cluster.running(tmp_path / "cluster") as address:
        build = _impatient(tmp_path, address)
        assert any("staging.household_base" in line for line in build.stdout)
        cluster.kill()
        _given_up(build, tmp_path, "staging.")


@pytest.mark.parametrize(
    "address",
    ["local[2]", "spark://", "spark://host", "http://host:7077", "spark://host:99999", "spark://a b:7077", ""],
)
def test_an_address_that_is_none(address, tmp_path, capsys):
    with pytest.raises(SystemExit) as stopped:
        small.build(tmp_path, capsys, "--engine", address)
    assert stopped.value.code == 2 and "không phải địa chỉ cụm Spark" in capsys.readouterr().err
    assert not (tmp_path / "warehouse").exists()


@pytest.mark.parametrize(
    "address", ["spark://chu:7077", "sc://10.0.0.5:15002", "spark://[::1]:7077", "spark://may-1.noi-bo:1"]
)
def test_an_address_that_is_one(address):
    assert engines.address(address) == address
