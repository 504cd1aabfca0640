"""Starts the dashboard: `python -m pages.screen.serve [--server.port 8501] [--server.address …] [--browser.serverAddress NAME]`.

Options are Streamlit's own. On an address that is not this machine's alone it starts only where people sign in.

Streamlit takes a folder named `pages` for its older way of making menus until a first visitor has run `dashboard.py`;
a deep link before that would open with "Page not found". The menu is `dashboard.py`'s from the start.
"""

import argparse
import errno
import json
import os
import socket
import sys
from asyncio import to_thread
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Thread

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import Route
from streamlit.runtime.pages_manager import PagesManager
from streamlit.starlette import App
from streamlit.web import bootstrap

from data import access, command_line, vocabulary
from pages.kit.texts import text
from pages.screen import access as viewer
from pages.screen import gate, health, warming

DASHBOARD = Path(__file__).parents[2] / "dashboard.py"
PORTAL = "LANGSON_PORTAL"  # the origin of the office's portal that may show pages in a frame
SECRETS = "LANGSON_SECRETS"  # the file that names the identity provider; `.streamlit/secrets.toml` otherwise
NOT_STARTED, WRONG_USAGE = 1, 2


def main(arguments: list[str]) -> int:
    """Serves until it is stopped; 1 where its port is taken, 2 where it may not be started like this, each with a sentence."""
    asked = options(arguments)
    bootstrap.load_config_options(asked)
    if refusal := refused(asked):
        print(refusal, file=sys.stderr)
        return WRONG_USAGE
    if is_taken(asked):
        print(text("access.start.port", port=asked["server.port"]), file=sys.stderr)
        return NOT_STARTED
    PagesManager.uses_pages_directory = False
    application(asked).run(config=asked)
    return 0


def options(arguments: list[str]) -> dict[str, object]:
    """What the server was started with; everything else stands in `.streamlit/config.toml`."""
    known = command_line.Parser(prog="python -m pages.screen.serve", description=__doc__)
    known.add_argument("--server.port", type=command_line.port, default=8501)
    known.add_argument("--server.address", default="localhost")
    known.add_argument("--browser.serverAddress", default=None)
    known.add_argument("--server.baseUrlPath", default="")
    named, rest = known.parse_known_args(arguments)
    asked = {"server.headless": True, **vars(named), **_others(known, rest)}
    asked["browser.serverAddress"] = asked["browser.serverAddress"] or asked["server.address"]
    if secrets := os.environ.get(SECRETS):
        asked["secrets.files"] = [secrets]
    return {**asked, "server.maxUploadSize": vocabulary.settings()["limits"]["file_megabytes"]}


def _others(known: argparse.ArgumentParser, rest: list[str]) -> dict[str, object]:
    """Any other option of Streamlit, as its name and its value."""
    names, values = rest[::2], rest[1::2]
    if len(names) != len(values) or not all(name.startswith("--") for name in names):
        known.error(f"unrecognized arguments: {' '.join(rest)}")
    return {name.removeprefix("--"): _read(value) for name, value in zip(names, values, strict=True)}


def _read(value: str) -> object:
    try:
        return json.loads(value)
    except ValueError:
        return value


def refused(asked: dict[str, object]) -> str:
    """Why the server may not be started like this, and what to do; empty where it may."""
    name, address = asked["browser.serverAddress"], asked["server.address"]
    if viewer.asks_to_sign_in():
        return _unfit()
    if {name, address} <= viewer.THIS_MACHINE:
        return ""
    return text("access.start.sign_in", address=address)


def is_taken(asked: dict[str, object]) -> bool:
    """Whether another program listens where the server would: Streamlit would say so in English."""
    place = (str(asked["server.address"]), int(asked["server.port"]))
    try:
        (family, kind, *_, address), *_ = socket.getaddrinfo(*place, type=socket.SOCK_STREAM)
        with socket.socket(family, kind) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(address)
    except OSError as problem:
        return problem.errno == errno.EADDRINUSE
    return False


def _unfit() -> str:
    """What is wrong with the file of people."""
    try:
        return "" if access.people() else text("access.start.people", file=access.FILE)
    except access.Unfit as unfit:
        key, values = unfit.args
        return text(key, **values)


def application(asked: dict[str, object]) -> App:
    """Streamlit's own application behind the gate, with its state of health beside it."""
    largest = int(asked["server.maxUploadSize"]) * 1024 * 1024
    return App(
        DASHBOARD,
        lifespan=_warmed,
        routes=[Route(f"/{str(asked['server.baseUrlPath']).strip('/')}/health".replace("//", "/"), health.told)],
        middleware=[
            Middleware(gate.Gate, portal=os.environ.get(PORTAL, ""), largest_upload=largest),
            Middleware(TrustedHostMiddleware, allowed_hosts=hosts(asked), www_redirect=False),
        ],
    )


def hosts(asked: dict[str, object]) -> list[str]:
    """The names by which the dashboard may be asked for: its own, and those of this machine."""
    return sorted({str(asked["browser.serverAddress"]), *viewer.THIS_MACHINE, *st.get_option("server.allowedHosts")})


@asynccontextmanager
async def _warmed(_: App) -> AsyncIterator[None]:
    await to_thread(warming.begin)
    Thread(target=warming.keep, daemon=True).start()
    yield


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
