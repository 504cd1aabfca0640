"""How times lie: what half of them stay below, and what nearly all do."""

import statistics


class Spread:
    """Of whatever has `times`."""

    times: list[float]

    @property
    def median(self) -> float:
        return statistics.median(self.times)

    @property
    def p95(self) -> float:
        return sorted(self.times)[round(len(self.times) * 0.95) - 1]
