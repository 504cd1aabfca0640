"""Why rows of a table are rejected, collected while it is read."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """Why a row is rejected: a reason code, the field it is about, and what may be meant (never a personal value)."""

    reason: str
    field: str = ""
    detail: str = ""


class Problems(dict[int, list[Problem]]):
    """The problems of the rows of one table, by row number."""

    def refuse(self, rows: Iterable[int], problem: Problem) -> None:
        for number in rows:
            self.setdefault(number, []).append(problem)

    def refuse_unless_told(self, rows: Iterable[int], problem: Problem) -> None:
        """Refuses those of the rows of which nothing is told yet about the same field."""
        told = {number for number in rows if any(known.field == problem.field for known in self.get(number, ()))}
        self.refuse([number for number in rows if number not in told], problem)
