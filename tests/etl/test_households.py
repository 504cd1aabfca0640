"""Which rows are one household, across files, platforms and banks."""

from datetime import date

import pandas as pd
import pytest

from etl import households
from tests.etl import small
from tests.etl.reading import grid, rows
from tests.etl.small import VAN_LINH, account, order, shop

ID_A, ID_B = "020085001234", "020085009876"


def test_marks_around_a_short_code_make_it_no_longer_one():
    """'00012 and ="00012" are 00012, which counts within its commune."""
    for code in ("00012", "'00012", '="00012"', "“00012”"):
        rows = [{"household_code": code}, {"household_code": code, "unit_code": "06508"}, {"household_code": "00012"}]
        assert linked(*rows) == "aba"


def linked(*rows: dict) -> list[str]:
    """The household of each row, as letters in order of appearance."""
    cells = pd.DataFrame([{"unit_code": VAN_LINH, **row} for row in rows]).fillna("")
    found = households.tokens(cells, households.in_bulk(b"key"))
    household, _ = households.link(found[households.TOKENS])
    letters = {name: chr(ord("a") + number) for number, name in enumerate(dict.fromkeys(household))}
    return "".join(letters[name] for name in household)


def person(name: str = "", phone: object = "", identity: object = "", hamlet: str = "", **more) -> dict:
    return {"full_name": name, "phone": phone, "identity_number": identity, "hamlet": hamlet, **more}


@pytest.mark.parametrize(
    "rows, meant",
    [
        # an identity number, with what spreadsheets do to it
        ([person("A", identity=ID_A), person("B", identity=ID_A)], "aa"),
        ([person(identity=ID_A), person(identity=20085001234), person(identity=20085001234.0), person(identity=" 020 085 001 234 ")], "aaaa"),
        ([person(identity="012345678"), person(identity=12345678)], "aa"),
        ([person("A", identity=ID_A), person("A", identity=ID_B)], "ab"),
        # the telephone of who helps them, in the column of identity numbers
        ([person(hamlet="Nà Mò", name="A Một", identity="0912345678"), person(hamlet="Nà Mò", name="B Hai", identity="0912345678")], "ab"),
        # a phone together with a name
        ([person("Vi Văn Tú", "0912345678"), person("VI VĂN TÚ ", 912345678), person("Vi Văn Tú", "+84 912 345 678"), person("Vi Văn Tú", "84912345678")], "aaaa"),
        ([person("Vi Văn Tú", "01687654321"), person("Vi Văn Tú", "0387654321"), person("Vi Văn Tú", "038.765.4321")], "aaa"),
        ([person("Hoàng Hòa", "0912345678"), person("Hoàng Hoà", "0912345678")], "aa"),
        ([person("Vi Văn Tú", "0912345678"), person("Ông Vi Văn Tú", "0912345678"), person("Hộ ông: VI VĂN TÚ", "0912345678")], "aaa"),
        ([person("Bà Hoàng Hoà", hamlet="Nà"), person("Hoàng Hòa", hamlet="Nà"), person("Anh Hòa", hamlet="Nà"), person("Hòa", hamlet="Nà")], "aabc"),
        ([person("Vi Văn Tú", "0912345678"), person("Vi Văn Tư", "0912345678")], "ab"),
        # a bank writes names without diacritics: the one name that it can mean, else none
        ([person("Vi Văn Tú", "0912345678"), person("VI VAN TU", "0912345678")], "aa"),
        ([person("Vi Văn Tú", "0912345678"), person("Vi Văn Tư", "0912345678"), person("VI VAN TU", "0912345678")], "abc"),
        ([person("VI VAN TU", "0912345678"), person("vi van tu", "912345678")], "aa"),
        # only a phone, only a name
        ([person("A Một", "0912345678"), person("B Hai", "0912345678")], "ab"),
        ([person("A Một", "0912345678", hamlet="Nà Mò"), person("A Một", "0912345679", hamlet="Nà Mò")], "ab"),
        ([person("A Một", hamlet="Nà Mò"), person("A Một", hamlet="Nà Phai")], "ab"),
        ([person(phone="0912345678"), person(phone="912345678")], "aa"),
        # name, hamlet and commune where there is nothing else
        ([person("A Một", hamlet="Nà Mò"), person("a  một", hamlet="Thôn Nà Mò")], "aa"),
        ([person("A Một", hamlet="Nà Mò"), person("A MOT", hamlet="na mo")], "aa"),
        ([person("A Một", hamlet="Nà Mò"), person("A Một", hamlet="Nà Mò", unit_code="06484")], "ab"),
        ([person("A Một", identity=ID_A, hamlet="Nà Mò"), person("A Một", hamlet="Nà Mò")], "aa"),
        ([person("A Một", identity=ID_A, hamlet="Nà Mò"), person("A Một", identity=ID_B, hamlet="Nà Mò"), person("A Một", hamlet="Nà Mò")], "abc"),
        # a household code
        ([person("A", household_code="H-01"), person("B", household_code="h 01")], "aa"),
        ([person(household_code="007"), person(household_code=7)], "aa"),
        ([person(household_code="H1"), person(household_code="H2")], "ab"),
        ([person(household_code="НН0123"), person(household_code="HH0123"), person(household_code="HH–０１２３")], "aaa"),
        # several phones in one cell, or a word about whose it is
        ([person("Vi Văn Tú", "0912345678 - 0987654321"), person("Vi Văn Tú", "0912345678; 0387654321"), person("Vi Văn Tú", "0912345678 (vợ)"),
          person("Vi Văn Tú", "ĐT: 0912.345.678"), person("Vi Văn Tú", "0084912345678"), person("Vi Văn Tú", "\u202a０912345678\u202c")], "aaaaaa"),
        # over several steps
        ([person("A", "0912345678", ID_A), person("A", "0912345678"), person("C", identity=ID_A), person("C", household_code="H9", identity=ID_A)], "aaaa"),
    ],
)  # fmt: skip
def test_links(rows, meant):
    assert linked(*rows) == meant
    assert linked(*rows[::-1]) == "".join(
        {letter: chr(97 + n) for n, letter in enumerate(dict.fromkeys(meant[::-1]))}[x] for x in meant[::-1]
    )


@pytest.mark.parametrize("number", ["", "0", "000000000", "12345", "1,23E+11", "không có", "0912", "-"])
def test_numbers_that_are_none_link_nobody(number):
    assert (
        linked(person("A", number, number, household_code="H1"), person("A", number, number, household_code="H2"))
        == "ab"
    )


def test_one_wrong_phone_does_not_fuse_a_village():
    """A chain of records longer than the limit is not one household: each counts by its own strongest key."""
    chain = [person(f"Hộ {n // 2}", f"09123456{n // 2:02d}", f"0200850000{(n + 1) // 2:02d}") for n in range(30)]
    assert len(set(linked(*chain))) == 16
    assert len(set(linked(*chain[:10]))) == 1


def test_one_household_with_many_accounts_stays_one():
    assert set(linked(*(person(f"Người {n}", identity=ID_A) for n in range(40)))) == {"a"}


def test_too_large_clusters_and_shared_phones_are_findings(tmp_path, capsys):
    chain = [
        shop(
            f"S{n}",
            full_name=f"Hộ {n // 2}",
            phone=f"09123456{n // 2:02d}",
            identity_number=f"0200850000{(n + 1) // 2:02d}",
        )
        | {"household_code": ""}
        for n in range(30)
    ]
    shared = [account(f"T{n}", full_name=f"Chủ hộ {n}", phone="0999888777") | {"household_code": ""} for n in range(8)]
    small.write_csv(tmp_path / "inbox" / "s.csv", chain)
    small.write_csv(tmp_path / "inbox" / "t.csv", shared)
    built = small.build(tmp_path, capsys)
    assert {"clusters_too_large", "shared_phone"} <= built.rules
    assert built.achieved(VAN_LINH, "shop") == 16 and built.achieved(VAN_LINH, "account") == 8


def test_two_platforms_are_one_household_and_two_shops(tmp_path, capsys):
    owner = {"full_name": "Vi Văn Tú", "identity_number": ID_A, "household_code": ""}
    small.write_csv(tmp_path / "inbox" / "v.csv", [shop("S1", **owner)])
    small.write_csv(
        tmp_path / "inbox" / "p.csv", [shop("S1", **owner, opened_on="2021-08-02") | {"platform": "postmart"}]
    )
    built = small.build(tmp_path, capsys)
    assert built.achieved(VAN_LINH, "shop") == 1
    assert built.ask("SELECT platform, shops FROM mart.volume WHERE unit_code = '20' AND day = '2021-08-02' ORDER BY platform") == [
        ("all", 2), ("postmart", 1), ("voso", 1),
    ]  # fmt: skip


def test_a_name_in_an_address_line_is_known_by_its_hamlet(tmp_path, capsys):
    def row(table, hamlet):
        kept = {name: value for name, value in table.items() if name not in ("household_code", "unit")}
        return kept | {"full_name": "Vi Văn Tú", "address": f"Thôn {hamlet}, xã Vạn Linh, huyện Chi Lăng"}

    small.write_csv(tmp_path / "inbox" / "s.csv", [row(shop("S1"), "Nà Mò"), row(shop("S2"), "Nà Phai")])
    small.write_csv(tmp_path / "inbox" / "t.csv", [row(account("T1"), "Nà Mò")])
    built = small.build(tmp_path, capsys)
    assert built.counts("s.csv") == (2, 2, 0, 0, 0)
    assert (built.achieved(VAN_LINH, "shop"), built.achieved(VAN_LINH, "both")) == (2, 1)


def test_the_key_is_made_once_and_kept(tmp_path):
    one = households.household_key(tmp_path)
    assert len(one) == 32 and households.household_key(tmp_path) == one
    assert (tmp_path / households.KEY_FILE).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("header", ["CCCD", "Số điện thoại"])
def test_a_number_of_a_person_that_became_a_day_links_nobody(header, tmp_path):
    cells = [["Mã gian hàng", "Sàn", header, "Họ và tên", "Xã", "Huyện", "Ngày mở"]]
    cells += [[f"S{number}", "voso", date(2021, 8, 1), "A", "Vạn Linh", "Chi Lăng", "25/08/2021"] for number in (1, 2)]
    assert grid(tmp_path, cells).reasons == ["household_missing"] * 2


@pytest.mark.parametrize(
    "amounts, more, rejected",
    [(("300", "350"), {}, 2), (("300", "300"), {}, 0), (("300", "350"), {"amount": "100"}, 0), (("300", ""), {}, 0)],
)
def test_amounts_of_one_whole_order_that_differ_are_refused(amounts, more, rejected, tmp_path):
    lines = [
        {**order("D1", "S1", str(number)), "amount": "", "order_amount": amount, **more}
        for number, amount in enumerate(amounts, 1)
    ]
    found = rows(tmp_path, [shop("S1")], lines)
    assert found.total[-1] == rejected and found.reasons == ["order_amounts_differ"] * rejected


def test_an_order_told_twice_in_one_file_is_corrected_by_its_later_row(tmp_path):
    lines = [{**order("D1", "S1", "1"), "amount": "", "order_amount": amount} for amount in ("300", "350")]
    found = rows(tmp_path, [shop("S1")], lines)
    assert found.values("orders", "order_amount") == [350] and found.total[-2:] == (1, 0)


@pytest.mark.parametrize("hashing", [households.in_bulk, households.lasting])
def test_a_token_is_of_its_text_its_purpose_and_the_key(hashing):
    texts = ["020085001234", "", "020085009876", "020085001234"]
    first, nothing, other, again = hashing(b"key")("identity", texts)
    assert first == again and nothing == households.NOTHING and first != other
    assert hashing(b"key")("identity", texts[:1]).tolist() == [first]  # whatever stands beside it
    assert first not in {*hashing(b"key")("household", texts), *hashing(b"another key")("identity", texts)}
    assert not len(hashing(b"key")("identity", []))
