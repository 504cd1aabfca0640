"""Which unit a text means: prefix and district decide, otherwise nothing is guessed."""

import unicodedata

import pytest

from data import vocabulary
from etl import mentions, units
from tests.etl import dialects

COMMUNES = [unit for (vintage, _), unit in vocabulary.units().items() if vintage == "2021" and unit.level == "commune"]
DISTRICTS = [
    unit for (vintage, _), unit in vocabulary.units().items() if vintage == "2021" and unit.level == "district"
]
SHORT = {
    "xã": ("X.", "X. ", "xã ", "XÃ "),
    "phường": ("P.", "P. ", "phường "),
    "thị trấn": ("TT.", "TT ", "TT. ", "T.T ", "Thị Trấn "),
}


def district_of(unit: vocabulary.Unit) -> vocabulary.Unit:
    return vocabulary.unit(unit.parent)


def refused(**named) -> mentions.Unresolved:
    with pytest.raises(mentions.Unresolved) as problem:
        units.resolve(**named)
    return problem.value


@pytest.mark.parametrize("unit", COMMUNES, ids=lambda unit: unit.code)
def test_every_commune_in_every_spelling(unit):
    district = district_of(unit)
    spelled = f"{unit.type} {unit.name}"
    for change in (
        str,
        str.upper,
        str.lower,
        dialects.bare,
        dialects.nfd,
        dialects.old_tones,
        lambda text: f"  {text} ".replace(" ", "  "),
    ):
        assert units.resolve(commune=change(spelled), district=change(district.full_name)) == unit.code
        assert units.resolve(address=change(f"Thôn Nà Mò, {spelled}, {district.full_name}, tỉnh Lạng Sơn")) == unit.code
        assert units.resolve(unit=change(f"{spelled} - {district.full_name}")) == unit.code
    for prefix in SHORT[unit.type]:
        assert (
            units.resolve(
                unit=f"{prefix}{unit.name}, H.{district.name}"
                if district.type == "huyện"
                else f"{prefix}{unit.name}, TP.{district.name}"
            )
            == unit.code
        )
    assert units.resolve(commune=spelled, unit_code=unit.parent) == unit.code
    for code in (unit.code, unit.code.lstrip("0"), f"{int(unit.code)}.0"):
        assert units.resolve(unit_code=code) == unit.code
        assert units.resolve(unit_code=code, commune=spelled, district=district.name) == unit.code
        assert units.resolve(unit=code) == unit.code


@pytest.mark.parametrize("unit", COMMUNES, ids=lambda unit: unit.code)
def test_a_bare_name_is_taken_only_where_it_is_one(unit):
    """Without prefix and district: the one commune of that name, else a refusal that names them all."""
    meant = {(u.level, u.code) for u in [*COMMUNES, *DISTRICTS] if unicodedata.normalize("NFC", u.name) == unit.name}
    try:
        assert units.resolve(unit=unit.name) == unit.code
        assert len(meant) == 1
    except mentions.Unresolved as problem:
        assert problem.reason == "unit_ambiguous" and len(problem.choices) >= 2


@pytest.mark.parametrize("unit", DISTRICTS, ids=lambda unit: unit.name)
def test_every_district(unit):
    for text in (
        unit.full_name,
        unit.full_name.upper(),
        dialects.bare(unit.full_name),
        f"H. {unit.name}" if unit.type == "huyện" else f"TP {unit.name}",
    ):
        assert units.resolve(unit=text) == unit.code
        assert units.resolve(district=text) == unit.code
    assert units.resolve(unit_code=unit.code) == unit.code


@pytest.mark.parametrize(
    "named, code",
    [
        ({"unit": "Phường Chi Lăng"}, "05983"), ({"unit": "TT. Chi Lăng"}, "06466"), ({"unit": "Huyện Chi Lăng"}, "187"),
        ({"unit": "Xã Chi Lăng, huyện Tràng Định"}, "06034"), ({"unit": "Xã Chi Lăng, huyện Chi Lăng"}, "06523"),
        ({"commune": "Chi Lăng", "district": "Tràng Định"}, "06034"), ({"commune": "Chi Lăng", "district": "TP Lạng Sơn"}, "05983"),
        ({"unit": "Tân Thanh"}, "06166"), ({"unit": "toàn tỉnh"}, "20"), ({"unit": "Tỉnh Lạng Sơn"}, "20"), ({"unit_code": "20"}, "20"),
        ({"unit": "TP Lạng Sơn"}, "178"), ({"unit": "Thành phố Lạng Sơn, tỉnh Lạng Sơn"}, "178"), ({"unit": "NT Thái Bình"}, "06616"),
        ({"commune": "Xã Thạch Đan", "district": "Cao Lộc"}, "06199"), ({"unit": "Xã Mẫu Sơn (huyện Cao Lộc)"}, "06238"),
        ({"commune": "Xã Thụy Hùng A", "district": "Cao Lộc"}, "06208"), ({"commune": "Khuat Xa", "district": "Loc Binh"}, "06565"),
        ({"address": "Số nhà 12, tổ 3, P. Hoàng Văn Thụ, TP. Lạng Sơn"}, "05971"), ({"address": "Khuổi Nọi, Khuất Xá, Lộc Bình"}, "06565"),
        ({"address": "Thôn Đình Lập, thị trấn Đình Lập, huyện Đình Lập"}, "06613"), ({"unit_code": "187", "commune": "Hòa Bình"}, "06508"),
        ({"address": "Số 5, Tỉnh lộ 242, xã Mai Sao, tỉnh Lạng Sơn"}, "06484"), ({"unit": "Tỉnh LS"}, "20"), ({"address": "Thôn Bắc Giang, xã Mai Sao, Chi Lăng"}, "06484"),
        ({"address": "Thôn Nà A, Hòa Bình, Bình Gia, Lạng Sơn, Việt Nam"}, "06103"), ({"address": "Thái Bình, Đình Lập"}, "06631"),
        ({"address": "Tổ 5 P Vĩnh Trại TP Lạng Sơn"}, "05977"), ({"unit": "x Vạn Linh, h Chi Lăng"}, "06505"), ({"commune": "'Xã Vạn Linh", "district": "'Huyện Chi Lăng"}, "06505"),
    ],
)  # fmt: skip
def test_meanings(named, code):
    assert units.resolve(**named) == code


@pytest.mark.parametrize(
    "named, reason, names",
    [
        ({"unit": "Chi Lăng"}, "unit_ambiguous", "thị trấn Chi Lăng"), ({"unit": "Xã Chi Lăng"}, "unit_ambiguous", "Tràng Định"),
        ({"commune": "Chi Lăng", "district": "Chi Lăng"}, "unit_ambiguous", "thị trấn Chi Lăng"), ({"unit": "Đình Lập, huyện Đình Lập"}, "unit_ambiguous", "xã Đình Lập"),
        ({"unit": "Lạng Sơn"}, "unit_ambiguous", "thành phố Lạng Sơn"), ({"unit": "Bắc Sơn"}, "unit_ambiguous", "huyện Bắc Sơn"),
        ({"unit": "Hòa Bình"}, "unit_ambiguous", "Văn Quan"), ({"unit": "tan thanh"}, "unit_ambiguous", "Văn Lãng"),
        ({"unit": "Phường Chi Lăng, huyện Chi Lăng"}, "unit_contradiction", "phường Chi Lăng"), ({"commune": "Phường Mai Sao"}, "unit_contradiction", "xã Mai Sao"),
        ({"commune": "Xã Mai Sao", "district": "Huyện Hữu Lũng"}, "unit_contradiction", "Chi Lăng"), ({"unit_code": "06484", "commune": "Hòa Bình", "district": "Hữu Lũng"}, "unit_contradiction", "Mai Sao"),
        ({"commune": "Xã Bắc Ái", "district": "Tràng Định"}, "unit_divided", "Đề Thám"), ({"unit": "Xã Tân Lang, huyện Văn Lãng"}, "unit_divided", "Na Sầm"),
        ({"commune": "06484", "district": "178"}, "unit_contradiction", "Mai Sao"),
        ({"unit": "Xã Mai Sau, huyện Chi Lăng"}, "unit_unknown", "Mai Sao"), ({"unit": "Hà Nội"}, "unit_unknown", ""), ({"unit_code": "99999"}, "unit_unknown", ""),
        ({"commune": "Xã Mai Sao", "district": "Huyện Gia Lâm"}, "unit_unknown", ""), ({"unit": ""}, "unit_missing", ""), ({"unit_code": "abc"}, "unit_unknown", ""),
        ({"unit": "Xã Mai Sao, tỉnh Bắc Giang"}, "unit_elsewhere", "Lạng Sơn"), ({"unit": "Tỉnh Cao Bằng"}, "unit_elsewhere", "Lạng Sơn"),
        ({"unit": "Xã Vạn Thuỷ, huyện Chi Lăng"}, "unit_contradiction", "Bắc Sơn"),
        # as the exports of a platform write the sellers of all provinces
        ({"address": "Minh Sơn, Triệu Sơn, Thanh Hóa"}, "unit_elsewhere", "Lạng Sơn"), ({"address": "Tân Liên, Hải Phòng, Việt Nam"}, "unit_elsewhere", "Lạng Sơn"),
        ({"address": "P. Hoàng Văn Thụ, TP Bắc Giang"}, "unit_elsewhere", "Lạng Sơn"), ({"unit": "Phường Đông Kinh - HN"}, "unit_elsewhere", "Lạng Sơn"),
        ({"commune": "Tân Liên, Hải Phòng"}, "unit_elsewhere", "Lạng Sơn"), ({"commune": "Minh Sơn", "district": "Triệu Sơn, Thanh Hóa"}, "unit_elsewhere", "Lạng Sơn"),
        ({"address": "Xã Mai Sao, H. Chi Lăng, Bắc Giang"}, "unit_elsewhere", "Lạng Sơn"),
    ],
)  # fmt: skip
def test_refusals_name_the_choices(named, reason, names):
    problem = refused(**named)
    assert problem.reason == reason
    assert names in "; ".join(problem.choices)


FORMER = [row for row in vocabulary.rows("crosswalk_2019_2021.csv")]


@pytest.mark.parametrize(
    "named",
    [
        {"address": "Xã Hòa Bình, huyện Chi Lăng, tỉnh Lạng Sơn (trước ở xã Vạn Linh)"}, {"address": "xã Hòa Bình và xã Vạn Linh, Chi Lăng"},
        {"address": "Thôn A, xã Hòa Bình, huyện Chi Lăng; tạm trú xã Vạn Linh"}, {"address": "Thôn A, xã Hòa Bình, huyện Chi Lăng", "commune": "Vạn Linh"},
    ],
)  # fmt: skip
def test_a_row_that_names_two_communes_is_of_neither(named):
    problem = refused(**named)
    assert problem.reason == "unit_several"
    assert problem.choices == ["xã Hòa Bình, huyện Chi Lăng", "xã Vạn Linh, huyện Chi Lăng"]


@pytest.mark.parametrize(
    "address, code",
    [
        ("xã Hồng Thái, Văn Lãng", "06175"), ("xã Hồng Thái, Bình Gia, Lạng Sơn, Việt Nam", "06115"), ("Xã Hòa Bình (Chi Lăng)", "06508"), ("Chợ xã Yên Trạch, xã Vạn Linh, huyện Chi Lăng", "06505"),
        ("xã Vạn Linh, huyện Chi Lăng (xã Vạn Linh)", "06505"), ("Hòa Bình, xã Vạn Linh", "06505"), ("xã Mai Pha, Lạng Sơn", "05992"),
    ],
)  # fmt: skip
def test_a_name_behind_the_commune_is_its_district(address, code):
    assert units.resolve(address=address) == code


@pytest.mark.parametrize("commune, district, code", [
    ("Xã Vạn Linh, Chi Lăng", "Huyện Chi Lăng", "06505"), ("Hồng Thái, Văn Lãng", "", "06175"), ("xã Hồng Thái - Bình Gia - Lạng Sơn", "", "06115"), ("Thôn Nà Pe, Vạn Linh", "Chi Lăng", "06505"),
])  # fmt: skip
def test_a_column_of_communes_may_tell_the_district_too(commune, district, code):
    assert units.resolve(commune=commune, district=district) == code


def test_former_units_are_mapped_or_refused():
    """All 226 of before 2020: the unit that took one over, or a refusal that names its parts."""
    today = {(unit.type, unit.name, unit.parent) for unit in COMMUNES}
    parts: dict[tuple, list[str]] = {}
    for row in FORMER:
        parts.setdefault((row["type_2019"], row["name_2019"], row["district_code"]), []).append(row["commune_2021"])
    assert len(parts) == 226
    for (kind, name, district), codes in parts.items():
        named = {"commune": f"{kind} {name}", "district": vocabulary.unit(district).full_name}
        if (kind, name, district) in today or len(codes) == 1:
            found = units.resolve(**named)
            assert found == codes[0] or (kind, name, district) in today, named
        else:
            assert refused(**named).reason == "unit_divided", named


def test_hamlets_of_addresses():
    for address, hamlet in (
        ("Thôn Nà Mò, xã Mai Sao, huyện Chi Lăng", "Thôn Nà Mò"), ("Nà Mò, xã Mai Sao, huyện Chi Lăng", "Nà Mò"),
        ("Xã Mai Sao, huyện Chi Lăng", ""), ("Mai Sao, Chi Lăng", ""), ("Bản Chu, Khuất Xá, Lộc Bình", "Bản Chu"),
    ):  # fmt: skip
        assert mentions.hamlet(address) == hamlet


def test_a_code_tells_which_of_several_units_of_one_name_is_meant():
    assert (
        units.resolve(unit_code="05983", commune="Chi Lăng")
        == "05983"
        == units.resolve(unit_code="5983", commune="Chi Lăng")
    )
    assert refused(unit_code="06505", commune="Chi Lăng").reason == "unit_ambiguous"
    assert refused(unit_code="187", commune="Hoàng Văn Thụ").reason in ("unit_ambiguous", "unit_contradiction")
    assert refused(unit_code="20", commune="Chi Lăng").reason == "unit_ambiguous"


@pytest.mark.parametrize("unit", COMMUNES, ids=lambda unit: unit.code)
def test_the_word_for_a_commune_may_stand_in_brackets_behind_it_and_a_number_before(unit):
    district = district_of(unit)
    for word in (unit.type, unit.type.upper(), *(short.strip() for short in SHORT[unit.type])):
        assert units.resolve(commune=f"{unit.name} ({word})", district=district.full_name) == unit.code
    for number in ("1. ", "12) ", "II. ", "1. Xã " if unit.type == "xã" else "1. "):
        told = unit.name if "Xã" in number else f"{unit.type} {unit.name}"
        assert units.resolve(commune=f"{number}{told}", district=f"2. {district.full_name}") == unit.code
    assert units.resolve(unit=f"{unit.name} ({unit.type}), {district.name} ({district.type})") == unit.code


def test_a_number_of_two_levels_and_an_initial_are_no_number_of_a_list():
    assert refused(commune="1.1. Vạn Linh", district="Chi Lăng").reason == "unit_unknown"
    assert refused(commune="V.Linh", district="Chi Lăng").reason == "unit_unknown"
    assert refused(commune="Chi Lăng (xã)", district="Thành phố").reason == "unit_contradiction"


@pytest.mark.parametrize("district", ["Thành phố", "TP", "TP.", "thành phố"])
def test_the_province_has_one_city(district):
    assert units.resolve(commune="Tam Thanh", district=district) == "05974"
