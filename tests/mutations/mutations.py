"""The fixed list of mutations: one line each, with the tests that should catch it."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
_LIST = Path(__file__).parent / "mutations.toml"
_MODELS = ("etl/", "data/reference/")  # what a snapshot is built by


@dataclass(frozen=True)
class Mutation:
    """A text that stands once in a file, what it becomes, and the tests that must notice."""

    name: str
    file: str
    was: str
    becomes: str
    tests: tuple[str, ...]

    @property
    def builds(self) -> bool:
        """Whether it changes what a snapshot holds, so that the tests' snapshots are built with it."""
        return self.file.startswith(_MODELS)

    def applied(self, content: str) -> str:
        """The file with the change. Raises ValueError where the text does not stand in it exactly once."""
        if content.count(self.was) != 1:
            raise ValueError(f"{self.name}: {content.count(self.was)} times in {self.file}")
        return content.replace(self.was, self.becomes)


def listed() -> list[Mutation]:
    """Every mutation of the list."""
    found = tomllib.loads(_LIST.read_text(encoding="utf-8"))["mutation"]
    return [Mutation(**{**row, "tests": tuple(row["tests"])}) for row in found]
