"""Work on files in processes of their own: what a file does to its reader ends that file, not the build."""

import contextlib
import faulthandler
import gc
import multiprocessing
import os
import resource
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from multiprocessing import connection
from pathlib import Path

from data import vocabulary
from etl import faults

MEGABYTE = 1024 * 1024
MOST = 4  # processes at a time: each may need its share of memory
# A copy of this process: it starts at once, with all modules and lists in its memory.
_PROCESSES = multiprocessing.get_context("fork")
_OUT_OF_MEMORY = 77  # the code with which a process ends that was refused memory
_ENDED = "ended"  # the last word of a process about an item
TOO_SLOW = "file_too_slow"


@dataclass
class Answer:
    """What a process told, piece by piece. Where it did not come to its end, `failure` is a reason code, or `fault` ours."""

    told: list = field(default_factory=list)
    failure: str = ""
    fault: faults.Fault | None = None


@dataclass
class _Worker:
    """A process with its channel; it answers one item at a time until `deadline`."""

    process: multiprocessing.process.BaseProcess
    channel: connection.Connection
    is_new: bool = True
    number: int = -1
    answer: Answer = field(default_factory=Answer)
    deadline: float = 0.0


def answers(items: list, work: Callable[[object], Iterator], started: Callable[[int], None]) -> Iterator[Answer]:
    """For each item, in their order, what `work` yields for it in a process apart, within limits of memory and time.

    `started` is called with the number of an item, from 0, when its turn comes. A process reads one item after the
    other; one that ends on an item is replaced, and the item tried once more where others before it may be the cause.
    """
    waiting = list(reversed(range(len(items))))
    idle: list[_Worker] = []
    busy: list[_Worker] = []
    done: dict[int, Answer] = {}
    try:
        for number in range(len(items)):
            while number not in done:
                while waiting and len(busy) < _at_a_time():
                    worker = idle.pop() if idle else _start(items, work)
                    busy.append(worker)
                    started(waiting[-1])
                    _ask(worker, waiting.pop())
                for worker in _speaking(busy):
                    if not _listen(worker):
                        continue
                    busy.remove(worker)
                    if not worker.answer.failure and not worker.answer.fault:
                        idle.append(worker)
                        worker.is_new = False
                    else:
                        _end(worker)
                        if not worker.is_new and worker.answer.failure and worker.answer.failure != TOO_SLOW:
                            waiting.append(worker.number)
                            continue
                    done[worker.number] = worker.answer
            yield done.pop(number)
    finally:
        for worker in [*idle, *busy]:
            _end(worker)


def _at_a_time() -> int:
    return min(len(os.sched_getaffinity(0)), MOST)


def _start(items: list, work: Callable[[object], Iterator]) -> _Worker:
    here, there = _PROCESSES.Pipe()
    process = _PROCESSES.Process(target=_run, args=(here, there, items, work), daemon=True)
    process.start()
    there.close()
    return _Worker(process, here)


def _ask(worker: _Worker, number: int) -> None:
    worker.number, worker.answer = number, Answer()
    worker.deadline = time.monotonic() + vocabulary.settings()["limits"]["file_seconds"]
    with contextlib.suppress(OSError):  # it ended meanwhile: that is heard when it is listened to
        worker.channel.send(number)


def _run(
    here: connection.Connection, channel: connection.Connection, items: list, work: Callable[[object], Iterator]
) -> None:
    """In the process apart: work, tell, wait. What a library writes about its failure may quote cells: nobody reads it.

    A fault of ours is told by its place, and ends the process.
    """
    try:
        here.close()
        if channel.fileno() > 2:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        faulthandler.disable()
        gc.freeze()
        _limit_memory()
        while True:
            for piece in work(items[channel.recv()]):
                channel.send(piece)
            channel.send(_ENDED)
            gc.collect()
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)
    except Exception as problem:
        with contextlib.suppress(OSError):
            channel.send(faults.of(problem))
        os._exit(1)
    except BaseException:
        os._exit(1)  # what this process inherited is not its own to close


def _limit_memory() -> None:
    """What this process may take beyond what it inherited. A core file would hold what people wrote: none is left."""
    inherited = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    limit = inherited + vocabulary.settings()["limits"]["file_memory_megabytes"] * MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Where the machine itself runs short, this process ends and not the build.
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("500", encoding="ascii")


def _speaking(busy: list[_Worker]) -> list[_Worker]:
    """The processes with something to hear, and those whose time is over."""
    left = max(min(worker.deadline for worker in busy) - time.monotonic(), 0)
    found = connection.wait([worker.channel for worker in busy], timeout=left)
    now = time.monotonic()
    return [worker for worker in busy if worker.channel in found or worker.deadline <= now]


def _listen(worker: _Worker) -> bool:
    """Take what a process says; whether it has said all that it will say of its item."""
    try:
        if not worker.channel.poll():
            worker.answer.failure = TOO_SLOW
            return True
        piece = worker.channel.recv()
    except (EOFError, OSError):
        worker.process.join()
        # Refused memory, or killed for it by the system.
        is_large = worker.process.exitcode in (_OUT_OF_MEMORY, -signal.SIGKILL)
        worker.answer.failure = "file_needs_memory" if is_large else "file_stops_reader"
        return True
    if isinstance(piece, faults.Fault):
        worker.answer.fault = piece
        return True
    if isinstance(piece, str) and piece == _ENDED:
        return True
    worker.answer.told.append(piece)
    return False


def _end(worker: _Worker) -> None:
    worker.channel.close()
    worker.process.kill()
    worker.process.join()
    worker.process.close()
