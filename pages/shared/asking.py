"""The questions of the room, from `data/reference/questions.csv`: where each is answered, and under which words."""

from dataclasses import dataclass
from urllib.parse import parse_qsl

from data import vocabulary
from pages.shared import frame
from pages.shared.texts import language


@dataclass(frozen=True)
class Question:
    """`answer` is the key of the words that the answer stands under on the page of `script`."""

    number: int
    words: str
    script: str
    query: dict[str, str]
    answer: str


def questions() -> list[Question]:
    return [
        Question(int(row["number"]), row[f"question_{language()}"], row["script"], dict(parse_qsl(row["query"])), row["answer"])
        for row in vocabulary.rows("questions.csv")
    ]  # fmt: skip


def offer(question: Question) -> None:
    frame.link(f"pages/{question.script}.py", f"{question.number}. {question.words}", **question.query)
