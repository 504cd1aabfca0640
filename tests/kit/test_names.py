"""Names within a sentence."""

import pytest

from pages.kit import names
from pages.kit.texts import spoken


@pytest.mark.parametrize(
    "language, words, said",
    [
        ("vi", "Hộ có tài khoản TTĐT", "hộ có tài khoản TTĐT"),
        ("vi", "Hồng Bảo Lâm", "hồng Bảo Lâm"),
        ("vi", "OCOP 3 sao", "OCOP 3 sao"),
        ("en", "Star anise oil", "star anise oil"),
        ("en", "Bảo Lâm persimmon", "Bảo Lâm persimmon"),
        ("en", "", ""),
    ],
)  # fmt: skip
def test_a_label_within_a_sentence_begins_small_but_for_names(language, words, said):
    with spoken(language):
        assert names.inside(words) == said
