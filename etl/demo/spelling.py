"""The same unit, name or phone as different offices write it."""

import re
import unicodedata

import pandas as pd

from etl.demo.population import REFERENCE

# Tone on the second vowel at the end of a word, as older typing has it: hoà, thuỷ, thuý.
OLD_TONES = {
    "òa": "oà", "óa": "oá", "ỏa": "oả", "õa": "oã", "ọa": "oạ", "òe": "oè", "óe": "oé",
    "ùy": "uỳ", "úy": "uý", "ủy": "uỷ", "ũy": "uỹ", "ụy": "uỵ",
}  # fmt: skip
OLD_TONE = re.compile("(" + "|".join(OLD_TONES) + r")\b")
SHORT_TYPES = {"xã": "Xã", "thị trấn": "TT.", "phường": "P."}
SHORT_DISTRICTS = {"huyện": "H.", "thành phố": "TP"}


def old_tone(text: str) -> str:
    return OLD_TONE.sub(lambda found: OLD_TONES[found.group(1)], text)


class Places:
    """Commune code to the texts of the files."""

    def __init__(self) -> None:
        communes = pd.read_csv(REFERENCE / "communes_2021.csv", dtype=str)
        districts = pd.read_csv(REFERENCE / "districts_2021.csv", dtype=str).set_index("district_code")
        self.commune, self.short, self.bare, self.district, self.short_district = {}, {}, {}, {}, {}
        self.district_name = dict(districts["name"])
        self.district_title = {code: f"{row.type} {row['name']}" for code, row in districts.iterrows()}
        twice = communes.duplicated(["district_code", "name"], keep=False)
        for row, homonym in zip(communes.itertuples(), twice, strict=True):
            code, kind = row.commune_code, districts.loc[row.district_code, "type"]
            self.commune[code] = f"{row.type} {row.name}"
            self.short[code] = f"{SHORT_TYPES[row.type]} {row.name}"
            self.bare[code] = row.name if row.type == "xã" and not homonym else self.short[code]
            self.district[code] = f"{kind} {row.district_name}"
            self.short_district[code] = f"{SHORT_DISTRICTS[kind]} {row.district_name}"

    def address(self, code: str, hamlet: str) -> str:
        place = hamlet if hamlet.startswith("Kh") and hamlet[-1].isdigit() else f"Thôn {hamlet}"
        return f"{place}, {self.commune[code]}, {self.district[code]}"

    def unit(self, code: str) -> str:
        if code == "20":
            return "Tỉnh Lạng Sơn"
        if code in self.district_title:
            return self.district_title[code].replace("huyện", "Huyện").replace("thành phố", "Thành phố")
        return f"{self.commune[code]}, {self.district[code]}"


def written_name(name: str, style: int) -> str:
    """Capitals, decomposed letters, the old place of the tone, two spaces."""
    if style == 1:
        return name.upper()
    if style == 2:
        return unicodedata.normalize("NFD", name)
    if style == 3:
        return old_tone(name)
    if style == 4:
        return name.replace(" ", "  ", 1)
    return name


def written_phone(phone: str, style: int):
    """Text, a number without its zero, with +84, or in groups."""
    if style == 1:
        return int(phone)
    if style == 2:
        return f"+84{phone[1:]}"
    if style == 3:
        return f"{phone[:4]} {phone[4:7]} {phone[7:]}"
    return phone
