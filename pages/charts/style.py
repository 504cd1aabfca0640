"""All colours, classes and number formats of the charts. Safe for colour-vision deficiency; the letter is the second channel."""

from dataclasses import dataclass

NO_DATA = "no_data"
GRID = "rgba(128,144,152,0.25)"  # seen on light and dark alike
STATUSES = ("reached", "ahead", "slow", "behind", NO_DATA)

# Bands of attainment have a fixed break at the target, so that colours do not jump between slides.
ATTAINMENT_BREAKS = (0.25, 0.50, 0.75, 1.00)
COVERAGE_BREAKS = (0.10, 0.20, 0.30, 0.40, 0.50)
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
    accent: str
    status: dict[str, str]
    ramp: tuple[str, ...]
    series: tuple[str, ...]
    target: str
    local: str
    expected: str
    waiting: str  # a unit whose phase has not begun

    def on(self, fill: str) -> str:
        """The ink that reads best on a filled area: the text's colour or the paper's."""
        return max((self.text, self.paper), key=lambda ink: contrast(ink, fill))


LIGHT = Palette(
    text="#14232B",
    muted="#5B6B73",
    line="#FFFFFF",
    paper="#FFFFFF",
    accent="#00696B",
    status={"reached": "#00504F", "ahead": "#4FA79A", "slow": "#F0B323", "behind": "#C8442E", NO_DATA: "#CBD2D6"},
    ramp=("#F3E3D3", "#E3B98F", "#A9C9C3", "#5FA49D", "#227C7A", "#00504F"),
    series=("#00696B", "#B35C0E", "#6B5AA8", "#B8336A", "#33759E", "#66751F", "#8A6A4F"),
    target="#14232B",
    local="#6B5AA8",
    expected="#5B6B73",
    waiting="#E9EDEF",
)
DARK = Palette(
    text="#EAF1F2",
    muted="#A9B8BE",
    line="#10191E",
    paper="#10191E",
    accent="#4FC3C0",
    status={"reached": "#8FE3D6", "ahead": "#3E9C92", "slow": "#F0B323", "behind": "#E4644D", NO_DATA: "#7C878D"},
    ramp=("#4A3527", "#8A6038", "#3C5F5D", "#3E8783", "#5FB8B2", "#A5EBE2"),
    series=("#4FC3C0", "#F0A050", "#B3A4E8", "#F08CB4", "#7FBDE0", "#BBCB5E", "#CDB096"),
    target="#EAF1F2",
    local="#B3A4E8",
    expected="#A9B8BE",
    waiting="#26343B",
)
PALETTES = {"light": LIGHT, "dark": DARK}


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


def ramp(palette: Palette, classes: int) -> list[str]:
    """As many steps of the ramp as there are classes, ending at its end: the target reached."""
    return list(palette.ramp[-classes:])
