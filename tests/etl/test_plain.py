"""What is taken as it is written, a whole column at once, is what the closer look would have said."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from etl import cells, households, plain

CLOSER = {
    "code": cells._code,
    "household_code": lambda value: value,
    "identity_number": households.identity,
    "phone": households._telephone,
}
WRITTEN = some.text("0123456789AaEeLSlsVv-. +/'", max_size=16) | some.from_regex(
    r"\A(0[0-9]{9}|0[0-9]{11}|[A-Z]{2}-?[0-9]{4,8})\Z"
)


@pytest.mark.parametrize("of", CLOSER)
@given(texts=some.lists(WRITTEN, max_size=20))
def test_what_is_plain_reads_as_it_is_written(of, texts):
    for text, good in zip(texts, plain.cells(texts, of), strict=True):
        if good:
            assert CLOSER[of](text) == text
            assert not cells.is_no_code(text) and not cells.is_blank(text) and not cells.broken_id(text)


@pytest.mark.parametrize(
    "of, text", [("code", "VOSO210000104"), ("code", "MP-VTP-000001"), ("household_code", "LS-06322-00457"),
                 ("identity_number", "020085001234"), ("phone", "0811567398")],
)  # fmt: skip
def test_most_of_what_is_written_is_plain(of, text):
    assert plain.cells([text], of).all()


@pytest.mark.parametrize(
    "of, value",
    [("code", "1E+11"), ("code", "0012"), ("code", "không"), ("code", "A-0"), ("code", "А12"), ("code", "#REF!1"), ("code", "A1\n"),
     ("code", 12.0), ("code", None), ("code", date(2021, 8, 1)), ("code", "A1\ud800"), ("identity_number", "000000000000"),
     ("identity_number", "000123456789"), ("phone", "0000000000"), ("phone", "0912345678\n"), ("phone", 912345678.0), ("full_name", "A1")],
)  # fmt: skip
def test_what_may_mean_something_else_is_looked_at(of, value):
    assert not plain.cells([value, "x"], of).any()
