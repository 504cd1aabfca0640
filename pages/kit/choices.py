"""The choices that several views offer: what stands in the address, among what there is."""

from collections.abc import Mapping
from datetime import date

from data import vocabulary
from pages.kit import formats, names
from pages.kit.address import Address
from pages.kit.texts import label, text
from pages.kit.view import ALL, Choice, DayChoice, Option


def choice(
    address: Address, key: str, options: Mapping[str, str], default: str, shape: str = "list", width: float = 2
) -> Choice:
    """One of some codes with their words; its label is the text `choice.KEY`."""
    chosen = address.code(key, tuple(options), default)
    known = tuple(Option(code, words) for code, words in options.items())
    return Choice(key, text(f"choice.{key}"), known, chosen, default, shape, width)


def _with_all(options: Mapping[str, str]) -> dict[str, str]:
    return {ALL: text("choice.all"), **options}


def indicator(address: Address, default: str = "both") -> Choice:
    """A household indicator that has a target."""
    known = {code: label(vocabulary.indicators()[code].label) for code in vocabulary.targeted_indicators()}
    return choice(address, "indicator", known, default)


def day(address: Address, first: date, last: date, shape: str = "date") -> DayChoice:
    """A day between two, the last by default; before the programme has begun there is the last day alone."""
    first = min(first, last)
    chosen = address.day(first, last)
    return DayChoice("day", text("choice.day"), first, last, chosen, formats.day(chosen), shape)


def phase(address: Address) -> Choice:
    """One of the phases, or all of them."""
    known = {str(number): label(one.label) for number, one in vocabulary.phases().items()}
    return choice(address, "phase", _with_all(known), ALL)


def platform(address: Address) -> Choice:
    return choice(address, "platform", _with_all(names.labels("platforms")), ALL)


def product_type(address: Address) -> Choice:
    return choice(address, "type", _with_all(names.labels("product_types")), ALL)


def product(address: Address) -> Choice:
    """One of the products of the reference; the first, which the province is known for, by default."""
    known = names.products()
    return choice(address, "product", known, next(iter(known)))


def align(address: Address, default: str) -> Choice:
    """By which time curves of phases are compared."""
    return choice(address, "align", {code: text(f"phases.align.{code}") for code in ("day", "share")}, default)
