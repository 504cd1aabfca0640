"""A real Spark cluster on loopback: a standalone master, two workers of one core each, a Connect server where it is asked for."""

import os
import re
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import psutil
import pyspark

HOME = Path(pyspark.__file__).parent
OF_A_CLUSTER = ("org.apache.spark.deploy.master", "org.apache.spark.deploy.worker", "org.apache.spark.executor")
# Small data on two cores: compiling takes longer than running. Nothing of it changes what a query means.
SETTINGS = """
spark.master.rest.enabled false
spark.locality.wait 0
spark.sql.adaptive.enabled false
spark.sql.shuffle.partitions 2
spark.executor.memory 768m
spark.driver.extraJavaOptions -XX:TieredStopAtLevel=1 -XX:+UseSerialGC
spark.executor.extraJavaOptions -XX:TieredStopAtLevel=1 -XX:+UseSerialGC
"""


def environment(folder: Path) -> dict[str, str]:
    """What all processes of the cluster, and those that build on it, are started with."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "spark-defaults.conf").write_text(SETTINGS, encoding="utf-8")
    return os.environ | {"SPARK_LOCAL_IP": "127.0.0.1", "SPARK_CONF_DIR": str(folder)}


@contextmanager
def master(folder: Path) -> Iterator["Process"]:
    """A master without workers; its address is `found[1]`."""
    command = [
        HOME / "bin" / "spark-class",
        "org.apache.spark.deploy.master.Master",
        "--host",
        "127.0.0.1",
        "--port",
        "0",
        "--webui-port",
        "0",
    ]
    with Process(command, environment(folder)) as process:
        process.until(r"Starting Spark master at (spark://127\.0\.0\.1:\d+)")
        yield process


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """The address of a master with two workers."""
    with ExitStack() as stack:
        chief = stack.enter_context(master(folder))
        address = chief.found[1]
        for name in ("one", "two"):
            command = [
                HOME / "bin" / "spark-class", "org.apache.spark.deploy.worker.Worker", "--host", "127.0.0.1", "--port", "0", "--webui-port", "0",
                "--cores", "1", "--memory", "1g", "--work-dir", folder / name, address,
            ]  # fmt: skip
            stack.enter_context(Process(command, environment(folder))).until("Successfully registered with master")
        yield address


@contextmanager
def connect(folder: Path, address: str) -> Iterator[str]:
    """The address of a Connect server on a cluster."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {
        "spark.connect.grpc.binding.address": "127.0.0.1",
        "spark.connect.grpc.binding.port": port,
        "spark.ui.enabled": "false",
    }
    command = [
        HOME / "bin" / "spark-submit", "--master", address, *(part for name, value in settings.items() for part in ("--conf", f"{name}={value}")),
        "--class", "org.apache.spark.sql.connect.service.SparkConnectServer", "spark-internal",
    ]  # fmt: skip
    with Process(command, environment(folder)) as server:
        server.until("Spark Connect server started")
        yield f"sc://127.0.0.1:{port}"


def kill() -> None:
    """Kill what this process started of clusters, executors too, as a cut of power does."""
    for child in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):
            if any(part.startswith(OF_A_CLUSTER) for part in child.cmdline()):
                child.kill()


class Process:
    """A process of the cluster. What it says is read until it says that it is ready, then read away."""

    def __init__(self, command: list, environment: dict[str, str]):
        self._process = subprocess.Popen(
            [str(part) for part in command],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def until(self, told: str) -> None:
        """Wait for a line; what matched is `found`."""
        said = []
        for line in self._process.stdout:
            said.append(line)
            if found := re.search(told, line):
                self.found = found
                threading.Thread(target=self._process.stdout.read, daemon=True).start()
                return
        raise AssertionError("".join(said))

    def __enter__(self) -> "Process":
        return self

    def __exit__(self, *_) -> None:
        self._process.terminate()
        self._process.wait()
