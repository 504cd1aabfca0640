"""Commands that refuse wrong arguments in Vietnamese: argparse, which all of them use, speaks English alone."""

import argparse
import re
from datetime import date

# What argparse says of wrong arguments, as patterns, and the same in Vietnamese. The most special first.
_REFUSALS = {
    r"the following arguments are required: (?P<names>.+)": "Còn thiếu: {names}.",
    r"invalid choice: (?P<given>.+) \(choose from (?P<known>.+)\)": "{given} không có trong danh sách. Chọn một trong: {known}.",
    r"expected at most one argument|expected one argument": "Cần đúng một giá trị đứng sau.",
    r"expected at least one argument": "Cần ít nhất một giá trị đứng sau.",
    r"expected (?P<count>\d+) arguments?": "Cần đúng {count} giá trị đứng sau.",
    r"unrecognized arguments: (?P<given>.+)": "Không hiểu: {given}.",
    r"ambiguous option: (?P<given>.+) could match (?P<known>.+)": "{given} có thể là {known}: viết đủ tên.",
    r"ignored explicit argument (?P<given>.+)": "Không nhận giá trị {given}.",
    r"invalid \S+ value: (?P<given>.+)": "Không hiểu giá trị {given}.",
    r"argument (?P<name>\S+): (?P<rest>.+)": "{name}: {rest}",
}
_HELP = {
    "usage: ": "Cách gọi: ",
    "positional arguments:": "Phải nêu:",
    "options:": "Có thể nêu thêm:",
    "show this help message and exit": "hiện lời hướng dẫn này",
}
_PORTS = range(1, 65536)


class Parser(argparse.ArgumentParser):
    """Says what is wrong and how the command is called; exit 2."""

    def error(self, message: str) -> None:
        self.exit(2, f"{self.format_usage()}{self.prog}: {refusal(message)}\n")

    def format_usage(self) -> str:
        return _in_vietnamese(super().format_usage())

    def format_help(self) -> str:
        return _in_vietnamese(super().format_help())


def refusal(message: str) -> str:
    """What argparse says, in Vietnamese; a sentence of our own as it is."""
    for pattern, sentence in _REFUSALS.items():
        if said := re.fullmatch(pattern, message, re.DOTALL):
            parts = said.groupdict()
            return sentence.format(**{**parts, "rest": refusal(parts.get("rest", ""))})
    return message


def _in_vietnamese(words: str) -> str:
    for english, vietnamese in _HELP.items():
        words = words.replace(english, vietnamese, 1)
    return words


def day(text: str) -> date:
    """A day as it is written in an argument. Raises argparse.ArgumentTypeError, as all of these do."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"“{text}” không phải một ngày. Viết năm-tháng-ngày, ví dụ 2021-11-15."
        ) from None


def port(text: str) -> int:
    """A port that a server may be opened on."""
    if not text.isascii() or not text.isdigit() or int(text) not in _PORTS:
        raise argparse.ArgumentTypeError(
            f"“{text}” không phải một cổng. Viết một số từ {_PORTS[0]} đến {_PORTS[-1]}, ví dụ 8501."
        )
    return int(text)
