"""Only known words of what people write are told again."""

import pytest

from etl import free_text


@pytest.mark.parametrize(
    ("written", "province"),
    [
        ("Hà Nội", "Hà Nội"), ("TP. Hà Nội", "Hà Nội"), ("ha noi", "Hà Nội"), ("Cầu Giấy, Hà Nội", "Hà Nội"),
        ("tỉnh Lạng Sơn", "Lạng Sơn"), ("TP. Hồ Chí Minh", "Thành phố Hồ Chí Minh"), ("TP.HCM", "Thành phố Hồ Chí Minh"), ("tphcm", "Thành phố Hồ Chí Minh"),
        ("Thành phố Hồ Chí Minh", "Thành phố Hồ Chí Minh"), ("Khánh Hoà", "Khánh Hòa"), ("0968135790", None), ("Nông Thị Chỉ", None),
    ],
)  # fmt: skip
def test_province_of_a_buyer(written, province):
    assert free_text.province(written) == province


@pytest.mark.parametrize(
    ("written", "unit"), [("Kg", "kg"), ("kilogam", "kg"), ("Hộp", "hộp"), ("hop", "hộp"), ("Nông Thị Chỉ", None)]
)
def test_unit_of_measure(written, unit):
    assert free_text.unit_of_measure(written) == unit
