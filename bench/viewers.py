"""Many viewers: each holds a socket as a browser does, in Streamlit's own protocol, and asks for another view every second."""

import asyncio
import random
import time
from dataclasses import dataclass, field
from itertools import islice, product
from urllib.parse import urlencode

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bench.servers import Server
from bench.spread import Spread

PERIOD = 1.0  # seconds between two changes of a viewer
FINISHED = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)
INDICATORS = ("both", "shop", "lead", "account")
ADDRESSES = {
    "": [f"indicator={code}" for code in INDICATORS],
    "map": ["indicator=both", "indicator=lead", "level=commune", "unit=187"],
    "phases": ["indicator=both", "indicator=lead"],
    "products": ["", "district=187", "platform=voso"],
    "unit": ["unit=187", "unit=189", "unit=178"],
    "outlook": ["indicator=both", "indicator=lead"],
    "lead": ["", "district=187", "district=189"],
}
DAYS = [f"2021-{month:02d}-{day:02d}" for month in (9, 10) for day in range(1, 29)]
DISTRICTS = ("180", "181", "182", "183", "184", "185", "186", "187", "188", "189")
CHOICES = {
    "": {"day": DAYS, "indicator": INDICATORS}, "map": {"day": DAYS, "indicator": INDICATORS},
    "phases": {"indicator": INDICATORS, "align": ("day", "share")}, "outlook": {"day": DAYS, "indicator": INDICATORS},
    "products": {"district": DISTRICTS, "platform": ("all", "voso", "postmart")},
    "unit": {"unit": DISTRICTS, "indicator": INDICATORS}, "lead": {"district": DISTRICTS},
}  # fmt: skip


@dataclass
class Load(Spread):
    """What a crowd met with: seconds of each answer, errors; CPU and memory of the server."""

    times: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    cpu: float = 0.0  # seconds a view
    memory: int = 0  # bytes at the end


async def _view(socket: websockets.ClientConnection, page: str, query: str) -> float:
    """Seconds until the script of an address has finished. Raises RuntimeError where it drew an exception."""
    asked = BackMsg()
    asked.rerun_script.page_name, asked.rerun_script.query_string = page, query
    start = time.perf_counter()
    await socket.send(asked.SerializeToString())
    while True:
        answer = ForwardMsg.FromString(await asyncio.wait_for(socket.recv(), 60))
        if answer.WhichOneof("type") == "script_finished" and answer.script_finished in FINISHED:
            return time.perf_counter() - start
        if answer.delta.new_element.WhichOneof("type") == "exception":
            raise RuntimeError(f"exception on /{page}?{query}")


def connected(server: Server):
    """A socket to a server, as a browser opens it."""
    return websockets.connect(
        f"ws://127.0.0.1:{server.port}/_stcore/stream", max_size=None, subprotocols=["streamlit"], origin=server.address
    )


async def _viewer(server: Server, number: int, until: float, load: Load) -> None:
    page = list(ADDRESSES)[number % len(ADDRESSES)]
    chosen = random.Random(number)
    try:
        async with connected(server) as socket:
            await _view(socket, page, "")
            await asyncio.sleep(chosen.random() * PERIOD)
            while time.perf_counter() < until:
                took = await _view(socket, page, chosen.choice(ADDRESSES[page]))
                load.times.append(took)
                await asyncio.sleep(max(PERIOD - took, 0))
    except Exception as error:
        load.errors.append(repr(error))


async def _crowd(server: Server, count: int, seconds: float) -> Load:
    load, before, until = Load(), server.cpu(), time.perf_counter() + seconds
    await asyncio.gather(*(_viewer(server, number, until, load) for number in range(count)))
    load.cpu, load.memory = (server.cpu() - before) / max(len(load.times), 1), server.memory()
    return load


def crowd(server: Server, count: int, seconds: float) -> Load:
    """`count` viewers at once, each on a page of its own choice."""
    return asyncio.run(_crowd(server, count, seconds))


def cpu(server: Server, page: str, queries: list[str]) -> float:
    """Seconds of CPU of one view, of addresses asked for one after the other."""

    async def asked() -> float:
        async with connected(server) as socket:
            await _view(socket, page, queries[-1])
            before = server.cpu()
            for query in queries[:-1]:
                await _view(socket, page, query)
            return (server.cpu() - before) / (len(queries) - 1)

    return asyncio.run(asked())


def unseen(page: str, most: int) -> list[str]:
    """Addresses of a page that nobody has asked for yet: choices that it looks at, each time others."""
    choices = CHOICES[page]
    chosen = (zip(choices, values, strict=True) for values in product(*choices.values()))
    return [urlencode(list(pairs)) for pairs in islice(chosen, most)]


def memory_of_a_session(server: Server, count: int) -> float:
    """Bytes that one more open session takes, over `count` of them; what they see has been made before."""

    async def opened() -> float:
        sockets = []
        for page in ADDRESSES:
            async with connected(server) as socket:
                await _view(socket, page, "")
        before = server.memory()
        for number in range(count):
            socket = await connected(server)
            await _view(socket, list(ADDRESSES)[number % len(ADDRESSES)], "")
            sockets.append(socket)
        grown = server.memory() - before
        for socket in sockets:
            await socket.close()
        return grown / count

    return asyncio.run(opened())
