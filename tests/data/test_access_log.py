"""The log of visits: the newest first, without anything but names, pages, units and files, and no longer than it may be kept."""

import sqlite3

from data import access_log


def test_visits_are_told_the_newest_first_to_its_owner_alone(tmp_path):
    access_log.opened("Văn phòng", "viewer", "map", "187", warehouse=tmp_path)
    access_log.opened("Tổ số liệu", "steward", "lead", "20", "ho-dau-tau.xlsx", warehouse=tmp_path)
    newest, first = access_log.latest(10, tmp_path)
    assert (newest["who"], newest["page"], newest["taken"]) == ("Tổ số liệu", "lead", "ho-dau-tau.xlsx")
    assert (first["role"], first["unit"], first["taken"]) == ("viewer", "187", "")
    assert set(first) == {"at", "who", "role", "page", "unit", "taken"}
    assert access_log.latest(1, tmp_path) == [newest]
    assert (tmp_path / access_log.NAME).stat().st_mode & 0o777 == 0o600


def test_there_is_no_visit_before_the_first(tmp_path):
    assert access_log.latest(10, tmp_path) == []


def test_what_is_older_than_a_year_is_let_go(tmp_path):
    access_log.opened("Văn phòng", "viewer", "map", "187", warehouse=tmp_path)
    with sqlite3.connect(tmp_path / access_log.NAME) as log:
        log.execute("UPDATE entry SET at = '2020-01-01T08:00:00+07:00'")
    access_log.opened("Văn phòng", "viewer", "lead", "187", warehouse=tmp_path)
    assert [one["page"] for one in access_log.latest(10, tmp_path)] == ["lead"]
