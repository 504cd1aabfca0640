"""A simulated inbox: what the offices would send, with the published figures inside. Independent of the ETL."""

import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path

import pandas as pd

from etl.demo.enrolment_files import account_documents, people, shop_documents
from etl.demo.imperfections import plant, send_twice
from etl.demo.report_files import (
    activity_documents,
    progress_documents,
    published_documents,
    register_documents,
    target_documents,
)
from etl.demo.simulation import DEFAULT_AS_OF, DEFAULT_SEED, simulate
from etl.demo.spelling import Places
from etl.demo.trade_files import certificate_documents, listing_documents, order_documents
from etl.demo.workbook import PREFIX, Document, set_time, write_document

__all__ = ["DEFAULT_AS_OF", "DEFAULT_SEED", "documents_of", "simulate", "write_inbox"]
MARKER = ".simulated"


class NothingYet(Exception):
    """On that day no office had sent anything: nothing was written. The text says so, and what to do."""


def documents_of(tables: dict, seed: int, as_of: date) -> list[Document]:
    places = Places()
    persons = people(tables, seed)
    return [
        *register_documents(tables, places),
        *target_documents(tables, places),
        *shop_documents(tables, persons, places, as_of),
        *account_documents(tables, persons, places, as_of),
        *listing_documents(tables, as_of),
        *certificate_documents(tables, persons, places, as_of),
        *order_documents(tables, as_of),
        *activity_documents(tables, places, as_of),
        *progress_documents(tables, places),
        *published_documents(tables, places),
    ]


def remove_earlier(out: Path) -> None:
    """A simulated inbox replaces the one before it; other files stay."""
    if (out / MARKER).exists():
        for path in out.rglob(f"{PREFIX}*"):
            path.unlink()


def write_inbox(
    out: Path,
    seed: int = DEFAULT_SEED,
    scale: float = 1.0,
    as_of: date | None = None,
    ending: str | None = None,
    progress: Callable[[str], None] = print,
) -> None:
    """Write the files of all ten kinds under out. The same seed, scale, day and ending give the same bytes."""
    last = as_of or DEFAULT_AS_OF
    progress(f"Mô phỏng chương trình đến ngày {last:%d/%m/%Y}")
    write_tables(simulate(seed, scale, last, ending), Path(out), seed, last, progress)


def write_tables(
    tables: dict[str, pd.DataFrame], out: Path, seed: int, last: date, progress: Callable[[str], None]
) -> None:
    """Write what was simulated as the files of an inbox."""
    documents = documents_of(tables, seed, last)
    if not documents:
        raise NothingYet(
            f"Đến ngày {last:%d/%m/%Y} chưa cơ quan nào gửi tệp; không ghi gì. Chọn một ngày về sau, ví dụ --as-of 2021-11-15."
        )
    plant(documents)
    out.mkdir(parents=True, exist_ok=True)
    remove_earlier(out)
    with ProcessPoolExecutor(len(os.sched_getaffinity(0)), get_context("fork")) as processes:
        written = processes.map(write_document, documents, repeat(out))
        for number, (document, _) in enumerate(zip(documents, written, strict=True), 1):
            progress(f"[{number}/{len(documents)}] {document.path}: {len(document.rows)} dòng")
    send_twice(documents, out)
    (out / MARKER).write_text("Số liệu mô phỏng: mọi người, số điện thoại và số giấy tờ đều bịa.\n", encoding="utf-8")
    set_time(out / MARKER, last)
