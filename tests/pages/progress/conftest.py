"""Views of the small snapshot, made for an address in a language."""

from collections.abc import Callable

import pytest

from data import snapshots
from pages.kit import texts
from pages.kit.address import Address
from pages.kit.view import View


@pytest.fixture(params=texts.LANGUAGES)
def language(request):
    """Everything within the test is written in one language, then in the other."""
    with texts.spoken(request.param):
        yield request.param


@pytest.fixture
def seen(published) -> Callable[..., View]:
    """What a page shows of the small snapshot at an address."""
    return lambda make, scope=snapshots.EVERYTHING, **address: make(published, scope, Address(address))
