"""What is simulated once for all tests of the province."""

import pandas as pd
import pytest

from etl.demo import simulate


@pytest.fixture(scope="session")
def tables() -> dict[str, pd.DataFrame]:
    """The simulated province at full size, as tables."""
    return simulate()
