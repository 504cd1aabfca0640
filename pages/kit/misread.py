"""Whether an address asks for what is not there: it is told, and never repeated, for anybody may have written the address."""

from collections.abc import Iterable
from datetime import date

from pages.kit import area
from pages.kit.address import Address
from pages.kit.view import Choice, DayChoice

NUMBERS = ("slide", "pace")


def is_misread(address: Address, offered: Iterable[Choice | DayChoice]) -> bool:
    """Whether a value is too long, a unit or a number is none, or a choice that a page offers has no such option."""
    return (
        address.is_cut or _is_nowhere(address) or any(not _has(choice, address.get(choice.key)) for choice in offered)
    )


def _is_nowhere(address: Address) -> bool:
    is_unit = area.known(address.get(area.KEY, "")) if area.KEY in address else True
    return not is_unit or any(key in address and address.number(key) is None for key in NUMBERS)


def _has(choice: Choice | DayChoice, asked: str | None) -> bool:
    if asked is None or choice.key == area.KEY:
        return True
    return (
        _is_day(asked, choice) if isinstance(choice, DayChoice) else asked in {option.code for option in choice.options}
    )


def _is_day(asked: str, choice: DayChoice) -> bool:
    """A day before the first opens on the first, as the page says above; of one after the last nothing is known."""
    try:
        return date.fromisoformat(asked) <= choice.last
    except ValueError:
        return False
