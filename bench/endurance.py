"""A long morning: many viewers on two processes behind nginx while snapshots come and go, and one process dies.

Two snapshots that differ in every figure are published in turns, as `etl undo` and `redo` do. Every view that arrives
must be of one of them alone; who is cut off comes back to the view that he was at, as a browser does.
"""

import asyncio
import random
import re
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bench.servers import ROOT, Server
from bench.spread import Spread
from bench.viewers import ADDRESSES, FINISHED, connected

THINKING = 5.0  # seconds between two changes of a viewer
PUBLISHING = 60.0  # seconds between two publications
BACK = 30.0  # seconds within which who was cut off must be back
BUILT = re.compile(r"lập lúc (\d\d:\d\d \d\d/\d\d/\d{4})")  # of the snapshot, above each page
SNAPSHOT = re.compile(r"Bản số liệu (\d{6}-\d{8}T\d{6})")  # and beneath


@dataclass
class Morning(Spread):
    """What the viewers met with: seconds of each answer, errors, views of two snapshots at once, ways back after a cut."""

    times: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    mixed: list[str] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)  # views by the snapshot that they were of
    returned: list[float] = field(default_factory=list)  # seconds from the cut to the same view
    memory: list[int] = field(default_factory=list)  # bytes, a sample each publication
    published: int = 0


async def _view(socket: websockets.ClientConnection, page: str, query: str) -> tuple[float, list[bytes]]:
    """Seconds until the script of an address has finished, and the elements that it drew."""
    asked = BackMsg()
    asked.rerun_script.page_name, asked.rerun_script.query_string = page, query
    start, drawn = time.perf_counter(), []
    await socket.send(asked.SerializeToString())
    while True:
        told = await asyncio.wait_for(socket.recv(), 60)
        answer = ForwardMsg.FromString(told)
        if answer.WhichOneof("type") == "script_finished" and answer.script_finished in FINISHED:
            return time.perf_counter() - start, drawn
        if answer.delta.new_element.WhichOneof("type") == "exception":
            raise RuntimeError(f"exception on /{page}?{query}")
        drawn.append(told)


def _heard(morning: Morning, known: dict[str, str], place: str, drawn: list[bytes]) -> None:
    """Counts a view, and notes one whose parts are of two snapshots."""
    words = b"\n".join(drawn).decode("utf-8", "ignore")
    below, above = set(SNAPSHOT.findall(words)), set(BUILT.findall(words))
    if len(below) > 1 or len(above) > 1 or any(known.get(one, built) != built for one in below for built in above):
        morning.mixed.append(f"{place}: {below} {above}")
    for one in below:
        morning.seen[one] = morning.seen.get(one, 0) + 1
        for built in above:
            known.setdefault(one, built)


async def _viewer(server: Server, number: int, until: float, morning: Morning, known: dict[str, str]) -> None:
    page, chosen, query, cut = list(ADDRESSES)[number % len(ADDRESSES)], random.Random(number), "", 0.0
    while time.perf_counter() < until:
        try:
            async with connected(server) as socket:
                took, drawn = await _view(socket, page, query)
                _heard(morning, known, f"/{page}?{query}", drawn)
                if cut:
                    morning.returned.append(time.perf_counter() - cut)
                    cut = 0.0
                while time.perf_counter() < until:
                    await asyncio.sleep(THINKING * (0.5 + chosen.random()))
                    query = chosen.choice(ADDRESSES[page])
                    took, drawn = await _view(socket, page, query)
                    morning.times.append(took)
                    _heard(morning, known, f"/{page}?{query}", drawn)
        except (websockets.WebSocketException, OSError) as lost:
            cut = cut or time.perf_counter()
            if time.perf_counter() - cut > BACK:
                morning.errors.append(f"not back: {lost!r}")
                return
            await asyncio.sleep(0.5)
        except Exception as error:
            morning.errors.append(repr(error))
            return


async def _publishing(server: Server, warehouse: Path, until: float, morning: Morning) -> None:
    """The other snapshot each minute, and how much memory there is by then."""
    step = "undo"
    while time.perf_counter() + PUBLISHING < until:
        await asyncio.sleep(PUBLISHING)
        command = [sys.executable, "-m", "etl", step, "--warehouse", str(warehouse)]
        done = await asyncio.create_subprocess_exec(
            *command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        if await done.wait():
            morning.errors.append(f"etl {step} failed")
        step = "redo" if step == "undo" else "undo"
        morning.published += 1
        morning.memory.append(sum(_serving(one).memory_info().rss for one in server.behind))


def _serving(server: Server) -> psutil.Process:
    """The process that serves a port now."""
    options = ["--server.port", str(server.port)]
    return next(one for one in psutil.process_iter() if _told(one)[-4:-2] == options)


def _told(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []


async def _killing(server: Server, after: float, reborn: list[subprocess.Popen]) -> None:
    """One process dies, and is started anew as systemd would."""
    await asyncio.sleep(after)
    (old,) = server.behind[0].processes
    command, environment, folder = old.cmdline(), old.environ(), old.cwd()
    old.kill()
    await asyncio.sleep(2)
    reborn.append(
        subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    )


async def _morning(
    server: Server, warehouse: Path, count: int, seconds: float, reborn: list[subprocess.Popen]
) -> Morning:
    morning, known, until = Morning(), {}, time.perf_counter() + seconds
    viewers = [_viewer(server, number, until, morning, known) for number in range(count)]
    await asyncio.gather(
        *viewers, _publishing(server, warehouse, until, morning), _killing(server, seconds / 2, reborn)
    )
    return morning


def morning(server: Server, warehouse: Path, count: int, seconds: float) -> Morning:
    """`count` viewers for some seconds on a server that hands on to others, of which one dies at half time."""
    reborn: list[subprocess.Popen] = []
    try:
        return asyncio.run(_morning(server, warehouse, count, seconds, reborn))
    finally:
        for process in reborn:
            process.terminate()
            process.wait()
