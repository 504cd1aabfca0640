"""The commands of the ETL with what each is given: `python -m etl --help`."""

import argparse
import math
from pathlib import Path

from data import command_line, vocabulary
from etl import backup, engines, forms, replicate

INBOX, WAREHOUSE = Path("data/inbox"), Path("data/warehouse")


def parser() -> argparse.ArgumentParser:
    found = command_line.Parser(prog="python -m etl", description="Nạp số liệu chương trình kinh tế số Lạng Sơn")
    commands = found.add_subparsers(dest="command", required=True, metavar="LỆNH")
    _add_loading(commands)
    _add_snapshots(commands)
    _add_households(commands)
    _add_forms(commands)
    backup.add_commands(commands, INBOX, WAREHOUSE, forms.FOLDER)
    replicate.add_command(commands, WAREHOUSE)
    return found


def misplaced(chosen: argparse.Namespace) -> str:
    """Why a command may not work with the places and the day that it was given; empty where it may."""
    given = vars(chosen)
    if given.get("as_of") and chosen.as_of > vocabulary.now().date():
        return f"ngày {chosen.as_of:%d/%m/%Y} ở tương lai; chọn hôm nay hoặc một ngày trước"
    if given.get("report") and chosen.report.is_dir():
        return f"--report {chosen.report} là một thư mục; nêu tên một tệp trong đó"
    return _within_inbox(chosen) if {"inbox", "warehouse"} <= given.keys() else ""


def no_folder(chosen: argparse.Namespace) -> str:
    """Which place that was given as a folder is a file; empty where none is."""
    for name in ("out", "add", "inbox", "warehouse", "forms", "rejects"):
        place = vars(chosen).get(name)
        if place and place.is_file():
            return f"--{name} {place} là một tệp; nêu một thư mục."
    return ""


def _within_inbox(chosen: argparse.Namespace) -> str:
    """Snapshots within the inbox, of this warehouse or of another, would be read as files that an office sent."""
    if chosen.warehouse.resolve().is_relative_to(chosen.inbox.resolve()):
        return (
            f"thư mục {chosen.warehouse} nằm trong thư mục nạp {chosen.inbox}: lần nạp sau sẽ đọc cả những gì lần này ghi ra; "
            "chọn thư mục khác"
        )
    if found := next(chosen.inbox.glob("**/snapshots/*.duckdb"), None):
        return f"thư mục nạp {chosen.inbox} có một kho số liệu ({found.parent.parent}), không phải tệp do cơ quan gửi; chọn thư mục khác"
    return ""


def _add_loading(commands: argparse._SubParsersAction) -> None:
    """Files into a folder, and from there into a snapshot."""
    demo = commands.add_parser("demo", help="ghi một thư mục nạp mô phỏng")
    demo.add_argument("--out", type=Path, required=True)
    demo.add_argument("--seed", type=_seed, default=2021)
    demo.add_argument("--scale", type=_scale, default=1.0)
    demo.add_argument("--as-of", type=command_line.day)
    demo.add_argument("--ending", choices=("push", "steady", "fade"), help="giai đoạn cuối kết thúc thế nào")
    building = commands.add_parser("build", help="đọc thư mục nạp, kiểm tra và công bố một bản số liệu mới")
    checking = commands.add_parser("check", help="thử nạp: cho biết kết quả sẽ ra sao, không công bố gì")
    added = {
        building: "thư mục có các tệp nạp thêm; không công bố được thì trả lại",
        checking: "thư mục có các tệp định nạp thêm",
    }
    for command, told in added.items():
        _add_places(command, "inbox", "warehouse", "forms")
        command.add_argument("--report", type=Path)
        command.add_argument("--as-of", type=command_line.day)
        command.add_argument("--add", type=Path, help=told)
    building.add_argument(
        "--engine", type=engines.address, help="cụm Spark chạy các mô hình: spark://máy:7077 hoặc sc://máy:15002"
    )
    checking.add_argument("--rejects", type=Path, help="thư mục nhận các dòng bị từ chối của tệp định nạp thêm")


def _add_snapshots(commands: argparse._SubParsersAction) -> None:
    """What is published: a step back and forth, what was left lying, the state, what changed, whether it is that of the inbox."""
    for name, told in (("undo", "trở lại bản số liệu liền trước"), ("redo", "lấy lại bản số liệu liền sau")):
        stepping = commands.add_parser(name, help=told)
        _add_places(stepping, "warehouse")
        stepping.add_argument("--to", help="chỉ làm nếu bản sẽ công bố đúng là bản này")
    tidying = commands.add_parser(
        "tidy", help="dọn những gì lần nạp trước để lại: tệp chờ quá một ngày, lần nạp bị ngắt"
    )
    _add_places(tidying, "warehouse")
    _add_places(commands.add_parser("status", help="bản số liệu đang công bố"), "warehouse")
    changed = commands.add_parser(
        "changes", help="những gì thay đổi từ bản số liệu trước, thành chữ để gửi thư hay nhóm chat"
    )
    changed.add_argument("--since", default="previous", help="previous, meeting, mã bản, hoặc ngày yyyy-mm-dd")
    _add_places(changed, "warehouse")
    changed.add_argument("--language", choices=("vi", "en"), default="vi")
    fresh = commands.add_parser(
        "fresh", help="bản đang công bố có đúng là của thư mục nạp này không (mã thoát 0 hoặc 1)"
    )
    _add_places(fresh, "inbox", "warehouse", "forms")


def _add_households(commands: argparse._SubParsersAction) -> None:
    """What is done for the sake of persons."""
    for name, told in (
        (
            "forget",
            "xóa một hộ theo yêu cầu: đọc số định danh, điện thoại hoặc mã hộ từ đầu vào chuẩn, mỗi dòng một số",
        ),
        ("rotate-key", "đổi khóa của các mã giả danh rồi lập và công bố bản mới"),
    ):
        _add_places(commands.add_parser(name, help=told), "inbox", "warehouse", "forms")


def _add_forms(commands: argparse._SubParsersAction) -> None:
    """The forms of offices: which there are, and how the page teaches one."""
    taught = commands.add_parser("forms", help="các mẫu đã dạy, và tệp mà mỗi mẫu đọc trong bản đang công bố")
    _add_places(taught, "warehouse", "forms")
    looking = commands.add_parser(
        "look", help="trang tính chưa hiểu của một tệp, để dạy mẫu (kết quả chỉ cho cán bộ nạp số liệu)"
    )
    trying = commands.add_parser("try", help="thử một mẫu đang dạy trên một trang tính")
    learning = commands.add_parser("learn", help="nhớ một mẫu")
    looking.add_argument("file", type=Path, nargs="+")
    trying.add_argument("file", type=Path)
    for command in (looking, trying):
        command.add_argument("--sheet", type=int)
        command.add_argument("--report", type=Path, required=True)
    looking.add_argument("--rows", type=int, nargs=2, metavar=("TỪ", "ĐẾN"), help="các dòng của tiêu đề")
    for command in (trying, learning):
        command.add_argument("--draft", type=Path, required=True, help="mẫu đang dạy, dạng JSON")
    _add_places(looking, "forms")
    _add_places(trying, "warehouse")
    _add_places(learning, "forms")
    learning.add_argument("--report", type=Path, help="tệp nhận tên của mẫu")


def _add_places(command: argparse.ArgumentParser, *names: str) -> None:
    """Folders that a command works in: inbox, warehouse, forms."""
    places = {"inbox": INBOX, "warehouse": WAREHOUSE, "forms": forms.FOLDER}
    for name in names:
        told = "thư mục của các mẫu đã dạy" if name == "forms" else None
        command.add_argument(f"--{name}", type=Path, default=places[name], help=told)


def _scale(text: str) -> float:
    try:
        scale = float(text)
    except ValueError:
        scale = math.nan
    if not 0 < scale < math.inf:
        raise argparse.ArgumentTypeError(f"“{text}” không phải một cỡ. Viết một số lớn hơn 0, ví dụ 0.2; 1 là cả tỉnh.")
    return scale


def _seed(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise argparse.ArgumentTypeError(
            f"“{text}” không phải một số để rút thăm. Viết một số nguyên không âm, ví dụ 2021."
        )
    return int(text)
