"""What people type finds what they mean."""

import pytest

from data import search

PAGES = {"map": "Bản đồ", "quality": "Chất lượng dữ liệu"}


@pytest.mark.parametrize(
    ("asked", "kind", "code"),
    [
        ("dinh lap", "district", "189"), ("LB", "district", "188"), ("thi tran loc binh", "commune", "06529"), ("Đình Lập", "district", "189"),
        ("na chi lang", "product", "custard_apple"), ("ban do", "page", "map"), ("huyện Chi Lăng", "district", "187"),
        ("loc bihn", "district", "188"), ("hong vanh khuyen", "product", "vanh_khuyen_persimmon"),
        ("lang son", "province", "20"), ("ky lua", "commune_2025", "06187"), ("vietgap", "certification", "vietgap"), ("viettel", "platform", "voso"),
        ("q 4", "question", "4"), ("cau 12", "question", "12"), ("ho dau tau", "indicator", "lead"), ("dinhlap", "district", "189"),
        ("loc bih", "district", "188"), ("rut tep", "page", "quality"), ("kien moc dinh lap", "commune", "06625"),
    ],
)  # fmt: skip
def test_first_answer(asked, kind, code):
    first = search.find(asked, PAGES)[0]
    assert (first.kind, first.code) == (kind, code)


def test_namesakes_are_all_offered_with_type_and_district():
    found = [place for place in search.find("chi lang", PAGES) if place.kind in ("district", "commune")]
    assert {(place.type, place.within) for place in found} >= {
        ("huyện", ""), ("thị trấn", "Chi Lăng"), ("xã", "Chi Lăng"), ("xã", "Tràng Định"), ("phường", "Lạng Sơn"),
    }  # fmt: skip


@pytest.mark.parametrize("asked", ["", "   ", "?", "zzzz"])
def test_nothing_is_found_for_nothing(asked):
    assert search.find(asked, PAGES) == []
