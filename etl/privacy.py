"""Commands about personal data: a household is forgotten on request, the key of the pseudonyms changed."""

import argparse
import sys

from etl import build, forgetting, publish, refusals


def _lacks_a_folder(chosen: argparse.Namespace) -> bool:
    """Whether the files or the snapshots are not where they were said to be: nothing is done then, and it is said."""
    missing = next((place for place in (chosen.inbox, chosen.warehouse) if not place.is_dir()), None)
    if missing:
        print(f"Không có thư mục {missing}. Kiểm tra đường dẫn rồi chạy lại. Chưa làm gì.", file=sys.stderr)
    return missing is not None


def forget(chosen: argparse.Namespace) -> int:
    """The numbers are read from the standard input: what stands in arguments is seen by every user of the machine."""
    if _lacks_a_folder(chosen):
        return 1
    if sys.stdin.isatty():
        print("Mỗi dòng một số: cccd …, sdt …, ma … (mã ngắn: ma 12 06505). Kết thúc bằng Ctrl-D.", file=sys.stderr)
    lines = [line for line in sys.stdin.read().splitlines() if line.strip()]
    if not lines:
        print("Chưa có số nào ở đầu vào chuẩn; không làm gì.", file=sys.stderr)
        return 2
    try:
        proof = forgetting.forget(lines, chosen.inbox, chosen.warehouse, chosen.forms, print)
    except refusals.NotUnderstood as line:
        print(f"Không hiểu {line}: ghi cccd, sdt hoặc ma rồi đến số. Chưa làm gì.", file=sys.stderr)
    except forgetting.Shared as line:
        print(f"Điện thoại ở {line} là của nhiều hộ: cho số định danh hoặc mã hộ. Chưa làm gì.", file=sys.stderr)
    except publish.Locked as holder:
        print(f"Một lần nạp khác đang chạy ({holder}). Chờ lần đó xong rồi chạy lại.", file=sys.stderr)
    else:
        for line in forgetting.told(proof):
            print(line)
        print(f"Biên bản: {chosen.warehouse}/{forgetting.PROOFS}/")
        return 0 if proof.is_complete else 1
    return 1


def rotate(chosen: argparse.Namespace) -> int:
    if _lacks_a_folder(chosen):
        return 1
    try:
        forgetting.rotate(chosen.warehouse)
        outcome = build.build(chosen.inbox, chosen.warehouse, None, print, chosen.forms)
    except publish.Locked as holder:
        print(f"Một lần nạp khác đang chạy ({holder}). Chờ lần đó xong rồi chạy lại.", file=sys.stderr)
        return 1
    print("Đã đổi khóa; khóa cũ không còn ở đâu nữa. Sao lưu khóa mới cùng thư mục số liệu.")
    print(
        f"Đã công bố bản {outcome.snapshot}."
        if outcome.published
        else "Chưa công bố được bản mới: chạy lại python -m etl build."
    )
    return 0 if outcome.published else 1
