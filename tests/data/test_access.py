"""Who a person is, by the file of the office; a file that says something else than it should lets nobody in."""

import pytest

from data import access
from data.snapshots import EVERYTHING, Scope

PEOPLE = """
[[person]]
account = "Lan@langson.example"
name = "Văn phòng tỉnh"
role = "viewer"

[[person]]
account = "dinhlap@langson.example"
name = "Đình Lập"
role = "district_viewer"
districts = ["189"]
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "access.toml"
    path.write_text(PEOPLE, encoding="utf-8")
    return path


def test_a_person_is_found_by_account_and_has_the_scope_of_the_role(file):
    assert access.person("LAN@langson.example", file).scope == Scope(None, False)
    assert access.person("dinhlap@langson.example", file).scope == Scope(frozenset({"189"}), False)
    assert access.person("", file) is None and access.person("lan", file) is None


def test_nobody_is_known_without_the_file(tmp_path):
    assert access.person("lan@langson.example", tmp_path / "access.toml") is None


def test_viewers_have_no_right_and_stewards_all():
    for role in ("viewer", access.OF_A_DISTRICT):
        assert not any(access.Person("", role).may(right) for right in access.RIGHTS)
    for role in ("steward", "admin"):
        assert all(access.Person("", role).may(right) for right in access.RIGHTS)
    with pytest.raises(KeyError):
        access.LOCAL.may("everything")


def test_a_steward_alone_sees_the_trade_of_single_shops():
    assert access.LOCAL_STEWARD.scope == EVERYTHING and access.LOCAL_STEWARD.scope.sees_shops
    assert not access.LOCAL.scope.sees_shops


@pytest.mark.parametrize(
    ("was", "becomes", "key"),
    [
        ("role =", "rôle =", "access.unreadable"),
        ('"viewer"', '"owner"', "access.role"),
        ('districts = ["189"]', "", "access.districts"),
        ('"district_viewer"', '"viewer"', "access.districts"),
        ('["189"]', '["06000"]', "access.unit"),
        ('["189"]', "189", "access.unreadable"),
        ("dinhlap@", "lan@", "access.twice"),
        ("[[person]]", "[person]", "access.unreadable"),
    ],
)
def test_a_file_that_says_something_else_is_told_and_lets_nobody_in(file, was, becomes, key):
    file.write_text(PEOPLE.replace(was, becomes), encoding="utf-8")
    with pytest.raises(access.Unfit) as unfit:
        access.person("lan@langson.example", file)
    assert unfit.value.args[0] == key
