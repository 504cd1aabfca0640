"""What of the trade a viewer chose."""

from data import sales
from pages.kit import choices
from pages.kit.address import Address
from pages.kit.view import ALL, Choice

AREA = ("district", "commune")


def area(address: Address) -> tuple[Choice, ...]:
    """The district, and once it is chosen one of its communes."""
    district = choices.district(address)
    return district, *choices.commune(address, district.chosen)


def trade(chosen: tuple[Choice, ...]) -> sales.Trade:
    """The trade under some choices; what is not among them is open."""
    codes = {choice.key: choice.chosen for choice in chosen}
    return sales.Trade(
        codes["district"], codes.get("platform", ALL), codes.get("type", ALL), codes.get("commune", ALL)
    )  # fmt: skip
