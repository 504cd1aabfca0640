"""What of the trade a viewer chose."""

from data import sales
from pages.kit import area
from pages.kit.address import Address
from pages.kit.view import ALL, Choice

LEVELS = area.LEVELS


def unit(address: Address) -> Choice:
    """The unit whose trade is shown."""
    return area.choice(address, LEVELS)


def trade(chosen: tuple[Choice, ...]) -> sales.Trade:
    """The trade under some choices; what is not among them is open."""
    by_key = {choice.key: choice for choice in chosen}
    codes = {key: choice.chosen for key, choice in by_key.items()}
    place = area.of(by_key[area.KEY])
    district, commune = {
        "province": (ALL, ALL), "district": (place.code, ALL), "commune": (place.parent, place.code),
    }[place.level]  # fmt: skip
    return sales.Trade(district, codes.get("platform", ALL), codes.get("type", ALL), commune)
