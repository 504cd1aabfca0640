"""Dates as people write them. The order of day and month is decided for a whole column, never for a cell."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache

from data import vocabulary
from etl import sources
from etl.text import identifier

EXCEL_EPOCH = date(1899, 12, 30)
_SERIAL = re.compile(r"\d{5}([.,]\d+)?")
_WITH_ZONE = re.compile(
    r"(.+?)[T ,]+(\d{1,2}):(\d{2})(?::\d{2}(?:[.,]\d+)?)?\s*([AP]M|SA|CH)?\s*\(?(?:Z|UTC|GMT|(?:UTC|GMT)?\s*([+-]\d{1,2})(?::?(\d{2}))?)\)?",
    re.IGNORECASE,
)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T].*)?")
_COMPACT = re.compile(r"(20\d\d)(\d\d)(\d\d)")
_PARTS = re.compile(
    r"(?:\d{1,2}[:h]\d{2}(?::\d{2})?\s+)?(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*([1-9]\d{3}|\d{2})(?:[ T,]+.*)?"
)
_WORDS = re.compile(r"(?:ng[àa]y\s+)?(\d{1,2})\s+th[áa]ng\s+(\d{1,2})\s+n[ăa]m\s+(\d{4})", re.IGNORECASE)
_IN_CELL = re.compile(
    r"(?:ngày )?(\d{1,2})[ -](?:tháng|thg)\.? ?(\d{1,2})(?:[ ,/-]+|,? năm )(\d{4}|\d{2})(?:[ T,]+.*)?", re.IGNORECASE
)
_ENGLISH = re.compile(r"(?P<day>\d{1,2})[ -](?P<month>[A-Za-z]{3})[a-z]*\.?,?[ -](?P<year>\d{4}|\d{2})(?:[ T].*)?")
_ENGLISH_MONTH_FIRST = re.compile(r"(?P<month>[A-Za-z]{3})[a-z]*\.? (?P<day>\d{1,2}),? (?P<year>\d{4})(?:[ T,]+.*)?")
_WEEKDAY = re.compile(
    r"(?:chủ nhật|thứ \w+|cn|t[2-7]|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)\.?,? +(?=\S)", re.IGNORECASE
)
_DAY_BEFORE = re.compile(r"ng[àa]y[: ]\s*(?=\d)", re.IGNORECASE)
_EACH = re.compile(
    r"\b\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d\b|\b(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}\b|\b\d{1,2}/\d{1,2}/\d{2}\b|\btháng \d{1,2} năm \d{4}",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

# So many cells of one order to one of the other make the one a slip and not a second habit.
_SLIP = 20
# How likely a day of the month is up to the 12th, and how likely a whole column on its sides of the 12th must be.
_UP_TO_12TH, _CHANCE = 12 * 12 / 365, 0.02


def day_first(values: Iterable) -> bool | None:
    """Whether a column writes the day first; None if its cells prove both habits, so that neither can be trusted.

    Without proof the Vietnamese form dd/mm/yyyy holds.
    """
    day, month = 0, 0
    for value, times in Counter(values).items():
        if found := _parts(value):
            first, second = int(found[1]), int(found[2])
            day += times * (first > 12 and second <= 12)
            month += times * (second > 12 and first <= 12)
    if not month or day >= _SLIP * month:
        return True
    if not day or month >= _SLIP * day:
        return False
    return None


def proves_order(values: Iterable) -> bool:
    """Whether a column has a day above the 12th, so that its own cells tell the order of day and month."""
    return any((found := _parts(value)) and max(int(found[1]), int(found[2])) > 12 for value in set(values))


def _parts(value: object) -> re.Match | None:
    """Day, month and year of a text such as 5/8/2021, whichever comes first."""
    return _parts_of(value) if isinstance(value, str) else None


@lru_cache(maxsize=10_000)  # the same days come again from row to row
def _parts_of(text: str) -> re.Match | None:
    return _PARTS.fullmatch(identifier(text))


_AMERICAN = re.compile(r"([1-9]|1[0-2])/([1-9]|[12]\d|3[01])/(?:\d{4}|\d{2})(?: .*)?")


def is_two_ways(values: Iterable) -> bool:
    """Whether all days of a column are written as an American programme does, without a nought in front: 8/1/2021.

    People who write the day first fill it up to two digits, or write a day above the 12th now and then. Where every
    day and month has two digits of its own, as 10/11/2021, nothing tells of an American programme.
    """
    texts = [found for found in map(_parts, set(values)) if found]
    lacks_nought = any(found[1] != found[2] and "" in (found[1][1:], found[2][1:]) for found in texts)
    return lacks_nought and all(_AMERICAN.fullmatch(found[0]) for found in texts)


def is_open(value: object) -> bool:
    """Whether a text such as 08/10/2021 is two days, of which the order of its column tells the one."""
    found = _parts(value)
    return found is not None and int(found[1]) != int(found[2]) and max(int(found[1]), int(found[2])) <= 12


def has_day_before_month(values: Iterable) -> bool:
    """Whether a column writes 2021-25-08, so that 2021-05-08 in it may be the 5th of August; one such among many is a slip."""
    texts = (_ISO.fullmatch(identifier(value)) for value in values if isinstance(value, str))
    parts = [(int(found[2]), int(found[3])) for found in texts if found]
    before = sum(second > 12 >= third for second, third in parts)
    return before > 0 and sum(third > 12 >= second for second, third in parts) < _SLIP * before


def is_year_first(value: object) -> bool:
    return isinstance(value, str) and bool(_ISO.fullmatch(identifier(value)))


def has_swapped_days(values: Iterable) -> bool:
    """Whether real dates of a column were texts that a programme with American habits took for month/day.

    It turns 05/08 into the 8th of May and leaves 25/08 a text: then no text has a day below 13 and no date one above 12,
    which in a few cells may be chance.
    """
    texts, days = [], []
    for value, times in Counter(values).items():
        if isinstance(value, date):
            days += [value.day] * times
        elif found := _parts(value):
            texts += [int(found[1])] * times
    chance = _UP_TO_12TH ** len(days) * (1 - _UP_TO_12TH) ** len(texts)
    return bool(texts and days) and chance < _CHANCE and min(texts) > 12 and max(days) <= 12


def is_serial(value: object) -> bool:
    """Whether a cell is a number of days, as a number or as text."""
    if isinstance(value, str):
        return bool(_SERIAL.fullmatch(identifier(value)))
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 200_000


def parse(value: object, is_day_first: bool | None) -> date:
    """The day a cell means. Raises ValueError with a reason code: date_unreadable, date_impossible, date_ambiguous, date_several, date_in_doubt."""
    if isinstance(value, datetime):
        return (value.astimezone(vocabulary.ZONE) if value.tzinfo else value).date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool):
        raise ValueError("date_unreadable")
    if isinstance(value, int | float):
        return _serial(float(value))
    text = _DAY_BEFORE.sub("", _WEEKDAY.sub("", identifier(str(value)), count=1)).rstrip(".;")
    if _is_in_doubt(text):
        raise ValueError("date_in_doubt")
    if len(_EACH.findall(text)) > 1:
        raise ValueError("date_several")
    if found := _WITH_ZONE.fullmatch(text):
        day, *clock = found.groups()
        return _in_zone(parse(day, is_day_first), *clock)
    if _SERIAL.fullmatch(text):
        return _serial(float(text.replace(",", ".")))
    if found := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _IN_CELL.fullmatch(text):
        return _day(_year(found[3]), int(found[2]), int(found[1]))
    if found := _WORDS.search(text):
        return _day(int(found[3]), int(found[2]), int(found[1]))
    if found := _ENGLISH.fullmatch(text) or _ENGLISH_MONTH_FIRST.fullmatch(text):
        if found["month"].lower() not in _MONTHS:
            raise ValueError("date_unreadable")
        return _day(_year(found["year"]), _MONTHS.index(found["month"].lower()) + 1, int(found["day"]))
    if found := _PARTS.fullmatch(text):
        return _slashed(int(found[1]), int(found[2]), _year(found[3]), is_day_first)
    raise ValueError("date_unreadable")


@lru_cache(maxsize=10_000)
def _is_in_doubt(text: str) -> bool:
    """Whether words beside a day say that it is none of this calendar, planned or a guess: 'âm lịch', 'dự kiến'."""
    return any(letter.isalpha() for letter in text) and sources.says(text, "no day of it")


def _in_zone(day: date, hour: str, minute: str, half: str | None, hours: str | None, minutes: str | None) -> date:
    """The calendar day here of a moment that says where its clock stands, `hours` ahead of Greenwich."""
    hours = hours or "+0"
    ahead = timedelta(hours=int(hours), minutes=int(f"{hours[0]}{minutes or 0}"))
    at = int(hour) if half is None else int(hour) % 12 + 12 * (half.upper() in ("PM", "CH"))
    try:
        return (
            datetime(day.year, day.month, day.day, at, int(minute), tzinfo=timezone(ahead))
            .astimezone(vocabulary.ZONE)
            .date()
        )
    except (ValueError, OverflowError):
        raise ValueError("date_impossible") from None


def _serial(number: float) -> date:
    if number >= 19_000_000 and number == int(number):
        found = _COMPACT.fullmatch(str(int(number)))
        if found:
            return _day(int(found[1]), int(found[2]), int(found[3]))
    if not 1 <= number < 200_000:
        raise ValueError("date_unreadable")
    return EXCEL_EPOCH + timedelta(days=int(number))


def _year(text: str) -> int:
    return int(text) + (2000 if len(text) == 2 else 0)


def _slashed(first: int, second: int, year: int, is_day_first: bool | None) -> date:
    if is_day_first is None:
        if first <= 12 and second <= 12 and first != second:
            raise ValueError("date_ambiguous")
        return _day(year, min(first, second), max(first, second))
    return _day(year, second, first) if is_day_first else _day(year, first, second)


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError("date_impossible") from None


_IN_TEXT = re.compile(
    r"(?<!\d)(\d{1,2})[-/._](\d{1,2})[-/._](20\d\d)(?!\d)|(?<!\d)(20\d\d)[-/._]?([01]\d)[-/._]?([0-3]\d)(?!\d)"
    r"|(?<!\d)([0-3]\d)([01]\d)(20\d\d)(?!\d)"
)
_CLOCK_TIME = r"(?:\s+\d{1,2}\s*(?:h|giờ|gio|:)\s*(?:\d{2})?\s*(?:phút|phut)?)?"
_UP_TO = (
    r"(?<![^\W_])(?:(?:tính|tinh|(?:số liệu|so lieu|lũy kế|luỹ kế|luy ke|kết quả|ket qua|thực hiện|thuc hien)(?:\s+(?:tính|tinh))?)"
    r"\s+(?:đến|den)|cập nhật|cap nhat|chốt|chot)"
)
_AFTER = rf"(?:\s+(?:hết|het))?{_CLOCK_TIME}[,\s]*(?:ngày|ngay)?[:\s]*$"
_AS_OF = re.compile(rf"(?:{_UP_TO}|(?<![^\W_])(?:đến|den|ngày lập|ngay lap|xuất|xuat)){_AFTER}", re.IGNORECASE)
# 'Tính đến ngày …' speaks of the figures; 'chỉ tiêu đến ngày …' beside it does not.
_PLAINLY_AS_OF = re.compile(rf"{_UP_TO}{_AFTER}", re.IGNORECASE)
_DONE = r"(?:kết quả|ket qua|báo cáo|bao cao|tiến độ|tien do|thực hiện|thuc hien|danh sách|danh sach)"
_UP_TO_END_OF = re.compile(
    rf"(?:{_UP_TO}|{_DONE}(?:(?!\b(?:từ|tu)\b)[^\n;])*?(?<![^\W_])(?:đến|den))\s+(?:hết|het)\s+(?:(?:tháng|thang)\s+(\d{{1,2}})|(?:quý|quy)\s+(IV|I{{1,3}}|[1-4]))(?:\s*[/-]\s*|\s+(?:năm|nam)\s+)(20\d\d)(?!\d)",
    re.IGNORECASE,
)
_QUARTERS = {"I": 3, "II": 6, "III": 9, "IV": 12, "1": 3, "2": 6, "3": 9, "4": 12}
# The day on which a letter was signed: 'Lạng Sơn, ngày 16 tháng 11 năm 2021'.
_SIGNED = re.compile(r"(?<=[^\W\d]),\s*ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.IGNORECASE)
# What says that figures are of another day or period than that of the letter.
_OTHER_TIME = re.compile(
    rf"{_UP_TO}|(?<![^\W_])(?:(?:tháng|thang|tuần|tuan)\s+\d|(?:quý|quy)\s+[IV\d]|\d+\s+(?:tháng|thang)|(?:thời điểm|kỳ báo cáo)(?!\w))"
    r"|\d[/.]\d{1,2}\s*(?:đến|den|tới|toi|[-–—])\s*(?:(?:hết\s+)?(?:ngày|ngay)\s+)?\d{1,2}[/.]\d",
    re.IGNORECASE,
)
# A letter that came with a table has a day of its own: "(Kèm theo Báo cáo số 12/BC-UBND ngày 16/11/2021)".
_LETTER = re.compile(
    r"\b(?:kèm theo|ban hành|căn cứ|(?:quyết định|báo cáo|công văn|kế hoạch|tờ trình|thông báo|văn bản|nghị quyết)\s+số[:\s]*[\d/….]"
    r"|số[:\s]*\d*\s*/\s*[\wĐ]+-[\wĐ]+)[^\n;]*$",
    re.IGNORECASE,
)
# The same with a year of two digits, or without it, which another day of the text tells: 'tính đến hết ngày 15/11'.
_AS_OF_SHORT = re.compile(
    rf"{_UP_TO}(?: số liệu)?(?:\s+(?:hết|het))?{_CLOCK_TIME}[,\s]*(?:đến|ngày|ngay)?[:\s]*(\d{{1,2}})(?:[/.-]|\s+th[áa]ng\s+)(\d{{1,2}})(?:[/.-](\d\d))?(?![/.-]?\d)",
    re.IGNORECASE,
)
# The day by which something is to be done: 'hạn hoàn thành 30/11/2021', 'phấn đấu đạt 50% đến ngày 30/11/2021'.
_DUE = re.compile(
    r"(?<![^\W_])(?:(?:thời hạn|hạn)(?:\s+(?:chót|cuối|cuối cùng|nộp|hoàn thành|báo cáo|thực hiện))?|chậm nhất|muộn nhất|trước|phấn đấu[^\n;]*?(?<![^\W_])(?:đến|trước))"
    r"(?:\s+(?:là|vào|đến|hết|trước))*(?:\s+ngày)?[:\s]*$",
    re.IGNORECASE,
)
_FROM = re.compile(r"\b(?:từ|tu)(?:\s+ngày|\s+ngay)?[:\s]*$", re.IGNORECASE)
_TO = re.compile(r"\s*(?:đến|den|tới|toi|-|–|—)(?:\s+(?:hết\s+)?(?:ngày|ngay))?[:\s]*$", re.IGNORECASE)

# A period that begins without its year or month: 'từ 08/11 đến 14/11/2021', '(08-14/11/2021)'.
_SINCE = re.compile(
    r"(?:(?<![\d/.-])\d{1,2}([/.-])\d{1,2}|(?:\(|\b(?:từ|tu)(?:\s+(?:ngày|ngay))?\s*)\d{1,2})"
    r"\s*(?:đến|den|tới|toi|-|–|—)(?:\s*(?:hết\s+)?(?:ngày|ngay))?[:\s]*$",
    re.IGNORECASE,
)
_SUMMED = re.compile(r"\b(?:lũy|luỹ|luy)\s+(?:kế|ke)\b|\bcộng dồn\b", re.IGNORECASE)


def stated(text: str) -> date | None:
    """The day up to which a title or a file name says it holds: the one after 'tính đến ngày', else the latest.

    The day of a letter that the table came with, and the two ends of a period, are no such day; the end of one whose
    figures are summed from its beginning is. The day on which a letter was signed is one only where nothing tells of
    another time, be it in a way that is not understood.
    """
    signed = [day for *_, day in _days_in(" ".join(found[0] for found in _SIGNED.finditer(text)))]
    rest = _SIGNED.sub(",", text)
    if (found := _stated(rest, signed)) or not signed:
        return found
    normal = _normal(rest)
    is_of_another_time = _OTHER_TIME.search(normal) or any(
        not _LETTER.search(normal[:start]) for start, _, _ in _days_in(rest)
    )
    return None if is_of_another_time else max(signed)


def _stated(text: str, signed: list[date]) -> date | None:
    """The day that a text without the place and day of its signature states; `signed` may tell the year of one without."""
    normal = _normal(text)
    found: list[date] = []
    marked: list[tuple[bool, date]] = []
    last_end, is_last_kept = 0, False
    for start, end, day in _days_in(text):
        before = normal[:start].replace("_", " ")
        follows = bool(last_end) and bool(_TO.fullmatch(normal[last_end:start]))
        if follows and is_last_kept:
            found.pop()
        since = _SINCE.search(before)
        is_period = follows or bool(since and since[1] in (None, re.sub(r"\d", "", normal[start:end])[:1]))
        is_end = is_period and not _SUMMED.search(before.rpartition("\n")[2])
        is_other = is_end or (bool(_DUE.search(before)) and not _PLAINLY_AS_OF.search(before))
        is_as_of = bool(_AS_OF.search(before)) and not is_other
        is_last_kept = is_as_of or not (is_other or _FROM.search(before) or _LETTER.search(before))
        last_end = end
        if is_last_kept:
            found.append(day)
        if is_as_of:
            marked.append((bool(_PLAINLY_AS_OF.search(before)), day))
    if marked:
        return max(marked)[1]
    if end_of := _UP_TO_END_OF.search(normal):
        return _last_of(int(end_of[3]), int(end_of[1] or 0) or _QUARTERS[end_of[2].upper()])
    if (short := _AS_OF_SHORT.search(normal)) and (short[3] or found or signed):
        latest = date(_year(short[3]), 12, 31) if short[3] else max(found + signed)
        return _before(latest, int(short[1]), int(short[2]))
    return max(found, default=None)


def _last_of(year: int, month: int) -> date | None:
    """The last day of a month; None for one that no year has."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1) if 1 <= month <= 12 else None


def _before(latest: date, day: int, month: int) -> date | None:
    """The last such day up to another one; None for one that no year has."""
    for year in (latest.year, latest.year - 1):
        try:
            if (found := date(year, month, day)) <= latest:
                return found
        except ValueError:
            continue
    return None


def only(text: str) -> date | None:
    """The one day that a text names, whatever it is of; None where it names none or several."""
    days = {day for _, _, day in _days_in(text)}
    return days.pop() if len(days) == 1 else None


_SPACED = re.compile(r"(?<!\d)(\d{1,2})(?: +([-/.]) *| *([-/.]) +)(\d{1,2}) *(?:\2|\3) *(20\d\d)(?!\d)")


def _normal(text: str) -> str:
    """A text with its days in figures and without blanks within them: '30 / 9 / 2021'."""
    text = _WORDS.sub(lambda words: f"ngày {words[1]}/{words[2]}/{words[3]}", text)
    return _SPACED.sub(lambda parts: f"{parts[1]}/{parts[4]}/{parts[5]}", text)


def _days_in(text: str) -> list[tuple[int, int, date]]:
    """Each real day of a text with the place where it stands in `_normal`."""
    found = []
    for match in _IN_TEXT.finditer(_normal(text)):
        try:
            if match[4]:
                day = _day(int(match[4]), int(match[5]), int(match[6]))
            else:
                day = _day(int(match[3] or match[9]), int(match[2] or match[8]), int(match[1] or match[7]))
        except ValueError:
            continue
        found.append((match.start(), match.end(), day))
    return found


_CLOCK = re.compile(r"(?<!\d)([01]?\d|2[0-3])[:h]([0-5]\d)")


def busiest_minute(values: Iterable) -> int:
    """How many cells of a column name the same minute of the same day; 0 where none tells a time."""
    minutes: Counter = Counter()
    for value in values:
        if isinstance(value, datetime) and (value.hour or value.minute):
            minutes[value.replace(second=0, microsecond=0)] += 1
        elif isinstance(value, float) and value % 1:
            minutes[int(value * 24 * 60 + 1e-6)] += 1
        elif isinstance(value, str) and (clock := _CLOCK.search(value)):
            day = value[: clock.start()] + value[clock.end() :].partition(" ")[2]
            minutes[day, clock[1].zfill(2), clock[2]] += 1
    return max(minutes.values(), default=0)
