"""The query files: each question that is asked of a snapshot or a ledger, by its name."""

from pathlib import Path

QUESTIONS = Path(__file__).parent / "questions"


def query(question: str) -> str:
    """The SQL of `questions/{question}.sql`."""
    return (QUESTIONS / f"{question}.sql").read_text(encoding="utf-8")
