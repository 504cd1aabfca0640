"""Commands with wrong arguments: what is wrong in Vietnamese, how the command is called, exit 2, and nothing else done."""

import json
import re
import socket

import pytest

from data import command_line
from etl.__main__ import main as etl
from pages.documents.__main__ import main as documents
from pages.screen import serve
from tests.etl import small

ENGLISH = re.compile(
    r"usage|error|required|invalid|choose from|expected|unrecognized|ambiguous|arguments|options|show this",
    re.IGNORECASE,
)
WRONG = {
    "": "Còn thiếu: LỆNH.", "bulid": "LỆNH: 'bulid' không có trong danh sách. Chọn một trong: 'demo', 'build'", "build extra": "Không hiểu: extra.",
    "build --inbox": "--inbox: Cần đúng một giá trị đứng sau.", "build --as-of 28/12/2021": "--as-of: “28/12/2021” không phải một ngày. Viết năm-tháng-ngày",
    "check --as-of 2021-13-01": "“2021-13-01” không phải một ngày", "check --re x": "--re có thể là", "demo": "Còn thiếu: --out.",
    "demo --out x --scale 0": "--scale: “0” không phải một cỡ", "demo --out x --scale nan": "“nan” không phải một cỡ",
    "demo --out x --seed -5": "--seed: “-5” không phải một số để rút thăm", "demo --out x --as-of 2099-01-01": "ngày 01/01/2099 ở tương lai",
    "demo --out x --ending loud": "--ending: 'loud' không có trong danh sách. Chọn một trong: 'push', 'steady', 'fade'.",
    "check --as-of 2099-01-01": "ngày 01/01/2099 ở tương lai", "look": "Còn thiếu: file, --report.", "look a --rows 1": "--rows: Cần đúng 2 giá trị đứng sau.",
    "look a --report x --sheet b": "--sheet: Không hiểu giá trị 'b'.", "changes --language fr": "--language: 'fr' không có trong danh sách. Chọn một trong: 'vi', 'en'.",
}  # fmt: skip


def refused(command, arguments: list[str], capsys) -> str:
    with pytest.raises(SystemExit) as ended:
        command(arguments)
    told = capsys.readouterr()
    assert ended.value.code == 2 and not told.out
    assert "Cách gọi: python -m " in told.err and not ENGLISH.search(re.sub(r"Cách gọi: [^:]*\n", "", told.err)), (
        told.err
    )
    return told.err


@pytest.mark.parametrize("words", WRONG)
def test_a_wrong_call_is_told_in_vietnamese(words, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert WRONG[words] in refused(etl, words.split(), capsys)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("day", ["15/11/2021", "hôm nay"])
def test_the_pack_says_how_a_day_is_written(day, capsys):
    assert f"--day: “{day}” không phải một ngày" in refused(documents, ["--out", "x", "--day", day], capsys)


@pytest.mark.parametrize("port", ["abc", "0", "-1", "65536", "8501.0", "²"])
def test_the_server_says_what_a_port_is(port, capsys):
    told = refused(serve.options, ["--server.port", port], capsys)
    assert f"“{port}” không phải một cổng. Viết một số từ 1 đến 65535" in told


def test_the_server_says_what_it_does_not_understand(capsys):
    assert "Không hiểu: something" in refused(serve.options, ["something"], capsys)


def test_help_is_vietnamese(capsys):
    for words in (["--help"], ["build", "--help"]):
        with pytest.raises(SystemExit):
            etl(words)
        told = capsys.readouterr().out
        assert "hiện lời hướng dẫn này" in told and not re.search(r"usage:|options:|positional|show this", told)


def test_a_sentence_of_our_own_stays_as_it_is():
    assert command_line.refusal("argument --day: Chọn ngày khác.") == "--day: Chọn ngày khác."


@pytest.mark.parametrize("name", ["inbox", "warehouse", "forms"])
def test_a_file_is_no_folder(name, capsys, tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("của tôi", encoding="utf-8")
    places = {"inbox": tmp_path / "in", "warehouse": tmp_path / "w", "forms": tmp_path / "f", name: file}
    words = [text for place, path in places.items() for text in (f"--{place}", str(path))]
    report = tmp_path / "report.json"
    assert etl(["build", *words, "--report", str(report)]) == 1
    assert capsys.readouterr().err == f"--{name} {file} là một tệp; nêu một thư mục.\n"
    assert json.loads(report.read_text(encoding="utf-8"))["published"] is False
    assert file.read_text(encoding="utf-8") == "của tôi" and not places["warehouse"].is_dir()


def test_a_folder_is_no_report(capsys, tmp_path):
    told = refused(
        etl,
        ["build", "--inbox", str(tmp_path / "in"), "--warehouse", str(tmp_path / "w"), "--report", str(tmp_path)],
        capsys,
    )
    assert "là một thư mục; nêu tên một tệp trong đó" in told


@pytest.mark.parametrize("inbox", ["w2", "."])
def test_a_warehouse_is_no_inbox(inbox, capsys, tmp_path):
    small.write_csv(tmp_path / "inbox" / "a.csv", [small.shop("S1")])
    small.build_quietly(tmp_path, warehouse="all/w2")
    places = ["--inbox", str(tmp_path / "all" / inbox), "--warehouse", str(tmp_path / "other")]
    for command in ("build", "check", "rotate-key", "forget"):
        assert f"có một kho số liệu ({tmp_path / 'all' / 'w2'})" in refused(etl, [command, *places], capsys)
    assert not (tmp_path / "other").exists()


@pytest.mark.parametrize("command", ["build", "check"])
def test_files_to_add_that_are_not_there_are_told(command, capsys, tmp_path):
    small.write_csv(tmp_path / "inbox" / "a.csv", [small.shop("S1")])
    places = ["--inbox", str(tmp_path / "inbox"), "--warehouse", str(tmp_path / "w"), "--add", str(tmp_path / "none")]
    assert etl([command, *places]) == 1
    told = capsys.readouterr()
    assert f"Không có tệp nào trong {tmp_path / 'none'}" in told.err and not told.out


@pytest.mark.parametrize("command", ["forget", "rotate-key"])
@pytest.mark.parametrize("missing", ["inbox", "warehouse"])
def test_personal_data_are_not_touched_where_a_folder_is_not_there(command, missing, capsys, tmp_path):
    small.two_shops(tmp_path)
    key = (tmp_path / "warehouse" / "household.key").read_bytes()
    places = {name: tmp_path / (f"none-{name}" if name == missing else name) for name in ("inbox", "warehouse")}
    words = [text for name, path in places.items() for text in (f"--{name}", str(path))]
    assert etl([command, *words]) == 1
    assert f"Không có thư mục {places[missing]}" in capsys.readouterr().err and not places[missing].exists()
    left = {path.name for path in (tmp_path / "warehouse").iterdir()}
    assert (tmp_path / "warehouse" / "household.key").read_bytes() == key and not left & {"refused.csv", "forgotten"}


@pytest.mark.parametrize("content", ["", "no draft", "[]", "{}", '{"name": "a"}', "\x00"])
@pytest.mark.parametrize("command", ["try", "learn"])
def test_what_is_no_draft_of_a_form_is_told(command, content, capsys, tmp_path):
    draft = tmp_path / "draft.json"
    draft.write_text(content, encoding="utf-8")
    places = {
        "try": ["a.xlsx", "--report", str(tmp_path / "r"), "--warehouse", str(tmp_path / "w")],
        "learn": ["--forms", str(tmp_path / "f")],
    }
    assert etl([command, *places[command], "--draft", str(draft)]) == 1
    assert "không phải một mẫu đang dạy" in capsys.readouterr().err and list(tmp_path.iterdir()) == [draft]


def test_before_any_office_sent_anything_there_is_nothing_to_simulate(capsys, tmp_path):
    (tmp_path / "in").mkdir()
    assert etl(["demo", "--out", str(tmp_path / "in"), "--scale", "0.01", "--as-of", "2021-06-30"]) == 1
    assert "Đến ngày 30/06/2021 chưa cơ quan nào gửi tệp; không ghi gì." in capsys.readouterr().err
    assert not list((tmp_path / "in").iterdir())


def test_a_port_that_another_program_uses_is_told(capsys):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert serve.main(["--server.port", str(port), "--server.address", "127.0.0.1"]) == 1
    assert f"KHÔNG MỞ: cổng {port} đang có chương trình khác dùng" in capsys.readouterr().err
    assert not serve.is_taken(serve.options(["--server.port", str(port), "--server.address", "127.0.0.1"]))
