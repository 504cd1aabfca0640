"""All colours, classes and number formats of the charts. Safe for colour-vision deficiency; the letter is the second channel."""

from dataclasses import dataclass

NO_DATA = "no_data"
PHASES = 2  # of a palette's series, the first: curves of the phases have them
GRID = "rgba(128,144,152,0.25)"  # seen on light and dark alike
STATUSES = ("reached", "ahead", "slow", "behind", NO_DATA)

# In parts of the target: the break at the target is fixed, so that colours do not jump between slides.
TARGET_BREAKS = (0.2, 0.4, 0.6, 0.8, 1.0, 1.2)
# What paper has beside colour; the densest is what needs help most.
STATUS_HATCHES = {"reached": "", "ahead": "", "slow": "..", "behind": "//", NO_DATA: "xx"}
TARGET_HATCHES = ("////", "//", "...", "..", "", "", "")
CHANGE_HATCHES = ("////", "//", "..", "", "")
WAITING_HATCH, WITHHELD_HATCH = "--", "++"
CHANGE_BREAKS = (0.005, 0.01, 0.02, 0.04)


def contrast(one: str, other: str) -> float:
    """How far apart two colours (#rrggbb) are in lightness, as WCAG 2 counts it: from 1 to 21."""
    dark, light = sorted(map(_luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@dataclass(frozen=True)
class Palette:
    """Colours of one theme."""

    text: str
    muted: str
    line: str
    paper: str
    border: str  # of what lies over the page
    accent: str
    status: dict[str, str]
    below: tuple[str, ...]  # short of the target, the farthest first
    above: tuple[str, ...]  # from the target on
    gain: tuple[str, ...]  # what came in addition, the least first
    series: tuple[str, ...]
    target: str
    local: str
    expected: str
    waiting: str  # a unit whose phase has not begun
    withheld: str  # a unit outside what the viewer may see

    def hues(self, count: int) -> tuple[str, ...]:
        """Colours for so many curves, each its own. Raises ValueError where there are fewer: two of them never share one."""
        return _first(count, self.series)

    def groups(self, count: int) -> tuple[str, ...]:
        """Colours for so many groups of what is sold: those of the phases are not among them. Raises ValueError as `hues` does."""
        return _first(count, self.series[PHASES:])

    def parts(self, count: int, has_rest: bool) -> tuple[str, ...]:
        """Colours for the parts of a whole: the last is grey where it is the rest, or one more than there are colours for groups.

        Raises ValueError for still more.
        """
        coloured = count - 1 if has_rest else min(count, len(self.series) - PHASES)
        return _first(count, (*self.groups(coloured), self.expected))

    @property
    def orders(self) -> tuple[str, ...]:
        """Colours of what became of orders, the completed first: none is that of a pace, for a week of orders is on none."""
        blue, olive, pink, brown = (self.series[place] for place in (4, 5, 3, 6))
        return blue, olive, pink, brown

    def on(self, fill: str) -> str:
        """The ink that reads best on a filled area: the text's colour or the paper's."""
        return max((self.text, self.paper), key=lambda ink: contrast(ink, fill))


def _first(count: int, colours: tuple[str, ...]) -> tuple[str, ...]:
    if count > len(colours):
        raise ValueError(f"{count} groups, and {len(colours)} colours that can be told apart")
    return colours[:count]


LIGHT = Palette(
    text="#14232B",
    muted="#5B6B73",
    line="#FFFFFF",
    paper="#FFFFFF",
    border="#D5DDDF",
    accent="#00696B",
    status={"reached": "#00504F", "ahead": "#4FA79A", "slow": "#F0B323", "behind": "#C8442E", NO_DATA: "#CBD2D6"},
    below=("#8A3D12", "#B8652B", "#D9965A", "#EBBF92", "#F5E3CC"),
    above=("#7DBDB3", "#00504F"),
    gain=("#E6F1EF", "#B9DCD6", "#78B9B0", "#33898A", "#0B4B52"),
    series=("#00696B", "#B35C0E", "#6B5AA8", "#B8336A", "#33759E", "#66751F", "#8A6A4F"),
    target="#14232B",
    local="#6B5AA8",
    expected="#5B6B73",
    waiting="#E9EDEF",
    withheld="#B7AFC6",
)
DARK = Palette(
    text="#EAF1F2",
    muted="#A9B8BE",
    line="#10191E",
    paper="#10191E",
    border="#34444C",
    accent="#4FC3C0",
    status={"reached": "#8FE3D6", "ahead": "#3E9C92", "slow": "#F0B323", "behind": "#E4644D", NO_DATA: "#7C878D"},
    below=("#F2B27A", "#C98A55", "#9A6740", "#6F4B32", "#463429"),
    above=("#37736F", "#8FE3D6"),
    gain=("#203338", "#2C4C50", "#3B6F70", "#55A19C", "#A5EBE2"),
    series=("#4FC3C0", "#F0A050", "#B3A4E8", "#F08CB4", "#7FBDE0", "#BBCB5E", "#CDB096"),
    target="#EAF1F2",
    local="#B3A4E8",
    expected="#A9B8BE",
    waiting="#26343B",
    withheld="#544D66",
)
PALETTES = {"light": LIGHT, "dark": DARK}
SHEET_HEAD, SHEET_GROUP = "#D5E5E4", "#E9EDEF"  # fills of a workbook, light enough to be printed under black letters
NOT_OVERLOOKED = "#B3261E"  # ink of what nobody may overlook: that data are simulated


def _roles(palette: Palette) -> list[str]:
    """Every colour of a palette, in one order."""
    told = vars(palette).values()
    return [
        colour
        for part in told
        for colour in (part.values() if isinstance(part, dict) else [part] if isinstance(part, str) else part)
    ]


_ON_PAPER = dict(zip(_roles(DARK), _roles(LIGHT), strict=True))


def on_paper(colour: str) -> str:
    """The colour that stands for the same thing on white paper; one of the light theme is it already."""
    return _ON_PAPER.get(colour, colour)


def band(value: float | None, breaks: tuple[float, ...]) -> int | None:
    """The class of a value: 0 below the first break, len(breaks) from the last on; None where there is no value."""
    if value is None or value != value:
        return None
    return sum(value >= edge for edge in breaks)
