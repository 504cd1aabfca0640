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
WRITTEN = (
    some.text("0123456789AaEeLSlsVv-. +/'", max_size=16)
    | some.from_regex(
        r"\A(0?[0-9]{9}|0[0-9]{11}|\+84[0-9]{9}|0[0-9]{3} [0-9]{3} [0-9]{3}|[A-Z]{2}-?[0-9]{4,8}|1{7,13})\Z"
    )
    | some.integers(-1, 10**13)
    | some.sampled_from([7, 1111111111, 999999999, 10**8, 10**9, 10**12]).map(float)
    | some.floats(10**7, 10**12).map(round).map(float)
    | some.floats()
)


@pytest.mark.parametrize("of", CLOSER)
@given(written=some.lists(WRITTEN, max_size=20))
def test_what_is_plain_tells_what_the_closer_look_would(of, written):
    for cell, text in zip(written, plain.texts(written, of), strict=True):
        if text is not None:
            assert CLOSER[of](cell) == text
            assert not cells.is_no_code(cell) and not cells.is_blank(cell)
            assert not cells.broken_id(cell) or of in ("identity_number", "phone")


@pytest.mark.parametrize(
    "of, cell, text",
    [("code", "VOSO210000104", "VOSO210000104"), ("code", "MP-VTP-000001", "MP-VTP-000001"), ("household_code", "LS-06322-00457", "LS-06322-00457"),
     ("identity_number", "020085001234", "020085001234"), ("identity_number", "082123456", "082123456"), ("identity_number", 82123456.0, "082123456"),
     ("identity_number", 20085001234, "020085001234"), ("phone", "0811567398", "0811567398"), ("phone", "0811 567 398", "0811567398"),
     ("phone", "+84811567398", "0811567398"), ("phone", 811567398.0, "0811567398")],
)  # fmt: skip
def test_most_of_what_is_written_is_plain(of, cell, text):
    assert plain.texts([cell, "x"], of) == [text, None]


@pytest.mark.parametrize(
    "of, value",
    [("code", "1E+11"), ("code", "0012"), ("code", "không"), ("code", "A-0"), ("code", "А12"), ("code", "#REF!1"), ("code", "A1\n"),
     ("code", 12.0), ("code", None), ("code", date(2021, 8, 1)), ("code", "A1\ud800"), ("identity_number", "000000000000"),
     ("identity_number", "000123456789"), ("identity_number", "111111111"), ("identity_number", 222222222.0), ("identity_number", 0.0),
     ("identity_number", True), ("phone", "0000000000"), ("phone", "0912345678\n"), ("phone", 999999999), ("phone", 912345678.5),
     ("phone", 1234567890.0), ("full_name", "A1")],
)  # fmt: skip
def test_what_may_mean_something_else_is_looked_at(of, value):
    assert plain.texts([value, "x"], of) == [None, None]
