"""`make bench`: what a viewer waits for, a crowd of viewers, reading, the build, a fresh clone; results in docs/bench.json.

Times differ from machine to machine and from hour to hour. What travels are the ratios of one run: the dashboard beside
the bare floor of Streamlit and the app that an analyst would write, reading beside plain reading. Parts of it:
`python -m bench screen viewers --rounds 8`.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench import endurance, fresh, reading, screen, servers, viewers
from tests.browser import chromium

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "docs" / "bench.json"
CROWDS = (5, 25)
WEEK = 7 * 24 * 3600  # seconds
SEEN, SESSIONS = 24, 50  # views that CPU is measured over, sessions that memory is measured over


def _timed(module: str, *arguments: object) -> tuple[float, float]:
    """Seconds on the clock and of CPU that a command takes."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, "-m", module, *map(str, arguments)], cwd=ROOT, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter() - start, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _province(folder: Path, scale: float) -> Path:
    """The warehouse of a simulated province."""
    built = folder / f"scale-{scale:g}"
    _timed("etl", "demo", "--out", built / "inbox", "--scale", scale)
    _timed("etl", "build", "--inbox", built / "inbox", "--warehouse", built / "warehouse")
    return built / "warehouse"


def _screen(folder: Path, wanted: argparse.Namespace) -> dict:
    """ms from a change of a choice until the picture stands, on every page, beside floor and naive app."""
    warehouse, larger = _province(folder, 1), _province(folder, wanted.larger)
    indicator = screen.INDICATOR
    with (
        servers.floor() as floor, servers.naive(warehouse, folder) as naive, servers.dashboard(warehouse) as ours,
        servers.dashboard(larger) as grown, sync_playwright() as playwright,
    ):  # fmt: skip
        browser = chromium.launch(playwright)
        cases = [screen.Case("floor", floor, "/", *indicator), screen.Case("naive", naive, "/", *indicator)]
        cases += [screen.Case(path, ours, path, *change) for path, change in screen.CHANGES.items()]
        cases += [
            screen.Case(f"scale {wanted.larger:g} {path}", grown, path, *screen.CHANGES[path])
            for path in ("/", "/map?level=commune")
        ]
        screen.measure(browser, cases, wanted.rounds)
        browser.close()
    limit = 2 * cases[0].median + 50
    print(
        f"\nA choice changed in Chromium at 1920x1080, {wanted.rounds} rounds over all pages in turns; at most {limit:.0f} ms"
    )
    print(f"{'':26}{'first ms':>10}{'change ms':>11}{'p95':>8}{'KB':>8}")
    for case in cases:
        print(f"{case.name:26}{case.first:>10.0f}{case.median:>11.0f}{case.p95:>8.0f}{case.kilobytes:>8.1f}")
    return {
        case.name: {
            "first_ms": round(case.first),
            "change_ms": round(case.median),
            "p95_ms": round(case.p95),
            "kilobytes": round(case.kilobytes, 1),
        }
        for case in cases
    }


def _viewers(folder: Path, wanted: argparse.Namespace) -> dict:
    """CPU of a view, crowds on one process and on two behind nginx, memory of a session."""
    warehouse, found = _province(folder, 1), {}
    with servers.floor() as floor, servers.dashboard(warehouse) as ours:
        print("\nCPU of a view beyond the floor's, ms")
        for page in viewers.ADDRESSES:
            asked = viewers.unseen(page, SEEN)
            unseen, bare, seen = (
                viewers.cpu(ours, page, asked),
                viewers.cpu(floor, "", [""] * SEEN),
                viewers.cpu(ours, page, asked),
            )
            found[f"cpu /{page}"] = {
                "floor_ms": round(bare * 1000),
                "not_seen_ms": round((unseen - bare) * 1000),
                "seen_ms": round((seen - bare) * 1000),
            }
            print(f"  /{page:12}" + ", ".join(f"{name} {value}" for name, value in found[f"cpu /{page}"].items()))
        for count in CROWDS:
            found[f"{count} viewers"] = _told(
                f"{count} viewers, one process", viewers.crowd(ours, count, wanted.seconds)
            )
        found["session"] = {"kilobytes": round(viewers.memory_of_a_session(ours, SESSIONS) / 1024)}
        print(f"An open session more: {found['session']['kilobytes']:,} KB")
    with servers.two_behind_nginx(warehouse, folder) as pair:
        for name in (
            "50 viewers at once",
            "50 viewers",
        ):  # all come at the same moment to servers just started; and go on
            found[name] = _told(f"{name}, two processes behind nginx", viewers.crowd(pair, 50, wanted.seconds))
    return found


def _endurance(folder: Path, wanted: argparse.Namespace) -> dict:
    """50 viewers on two processes while two snapshots are published in turns, and a process dies at half time."""
    built = folder / "two"
    for scale in (1, 0.9):
        _timed("etl", "demo", "--out", built / "inbox", "--scale", scale)
        _timed("etl", "build", "--inbox", built / "inbox", "--warehouse", built / "warehouse")
    with servers.two_behind_nginx(built / "warehouse", folder) as pair:
        met = endurance.morning(pair, built / "warehouse", 50, (wanted.minutes or 10) * 60)
    if not met.times:
        raise RuntimeError(f"no viewer was let in: {met.errors[:2]}")
    megabytes = [round(size / 1e6) for size in met.memory]
    print(
        f"\n50 viewers, {wanted.minutes or 10:g} minutes, {met.published} publications, one process killed: {len(met.times)} views"
    )
    print(f"  median {met.median * 1000:.0f} ms, p95 {met.p95 * 1000:.0f} ms; views by snapshot {met.seen}")
    print(f"  errors {len(met.errors)} {met.errors[:2]}; of two snapshots at once {len(met.mixed)} {met.mixed[:2]}")
    print(
        f"  cut off and back {len(met.returned)}, at most after {max(met.returned, default=0):.1f} s; MB a minute {megabytes}"
    )
    return {
        "views": len(met.times), "median_ms": round(met.median * 1000), "p95_ms": round(met.p95 * 1000), "errors": len(met.errors),
        "mixed": len(met.mixed), "published": met.published, "back": len(met.returned),
        "back_after_s": round(max(met.returned, default=0), 1), "memory_mb": megabytes,
    }  # fmt: skip


def _told(name: str, load: viewers.Load) -> dict:
    print(
        f"{name}: median {load.median * 1000:.0f} ms, p95 {load.p95 * 1000:.0f} ms, {len(load.errors)} errors {load.errors[:1]}"
    )
    return {"median_ms": round(load.median * 1000), "p95_ms": round(load.p95 * 1000), "errors": len(load.errors)}


def _memory(folder: Path, wanted: argparse.Namespace) -> dict:
    """Memory minute by minute under 25 viewers: it is to stay flat once what is kept is full."""
    with servers.dashboard(_province(folder, 1)) as ours:
        grown = [viewers.crowd(ours, 25, 60).memory for _ in range(round(wanted.minutes or 30))]
    print("Memory under 25 viewers, MB a minute: " + " ".join(f"{size / 1e6:.0f}" for size in grown))
    return {"memory_mb": [round(size / 1e6) for size in grown]}


def _reading(folder: Path, wanted: argparse.Namespace) -> dict:
    print(f"\nReading {wanted.rows:,} shops into Python values, best of {reading.ROUNDS} rounds taken in turns.")
    print("Plain: csv module, calamine, pyarrow. ETL: extract, layout, conform (units, days and households known).")
    print(f"{'':10}{'plain rows/s':>14}{'ETL rows/s':>14}{'times slower':>14}")
    found = {}
    for ending, plain, etl in reading.measure(folder, wanted.rows):
        print(f"{ending:10}{plain:>14,.0f}{etl:>14,.0f}{plain / etl:>14.1f}")
        found[ending] = {"times_slower": round(plain / etl, 1)}
    return found


def _build(folder: Path, wanted: argparse.Namespace) -> dict:
    demo = _timed("etl", "demo", "--out", folder / "inbox", "--scale", wanted.scale)
    build = _timed(
        "etl", "build", "--inbox", folder / "inbox", "--warehouse", folder / "warehouse", "--report", folder / "report"
    )
    pack = _timed("pages.documents", "--out", folder / "pack", "--warehouse", folder / "warehouse")
    files = json.loads((folder / "report").read_text(encoding="utf-8"))["files"]
    pointer = json.loads((folder / "warehouse" / "current.json").read_text(encoding="utf-8"))
    size = (folder / "warehouse" / pointer["path"]).stat().st_size
    print(f"\nScale {wanted.scale:g}: {len(files)} files, {sum(file['read'] for file in files):,} rows")
    print(f"  demo inbox  {demo[0]:6.1f} s ({demo[1]:.1f} s of CPU)")
    print(f"  build       {build[0]:6.1f} s ({build[1]:.1f} s of CPU)")
    week, came = _week(folder)
    print(
        f"  last week   {week[0]:6.1f} s ({week[1]:.1f} s of CPU) for its {came} files, {week[0] / build[0]:.0%} of the build"
    )
    print(f"  snapshot    {size / 1e6:6.1f} MB")
    print(f"  pack        {pack[0]:6.1f} s ({len([*(folder / 'pack').rglob('*.*')])} files)")
    return {
        "build_s": round(build[0], 1), "build_cpu_s": round(build[1], 1), "week_s": round(week[0], 1), "week_cpu_s": round(week[1], 1),
        "snapshot_mb": round(size / 1e6, 1), "pack_s": round(pack[0], 1),
    }  # fmt: skip


def _week(folder: Path) -> tuple[tuple[float, float], int]:
    """What a build takes once the files of the last week come to those before them, and how many files these are."""
    inbox, aside = folder / "inbox", folder / "aside"
    files = [path for path in inbox.rglob("*") if path.is_file() and not path.name.startswith(".")]
    newest = max(path.stat().st_mtime for path in files)
    last = [path for path in files if path.stat().st_mtime > newest - WEEK]
    places = {path: aside / str(number) for number, path in enumerate(last)}
    aside.mkdir()
    for path, place in places.items():
        path.rename(place)
    command = ("etl", "build", "--inbox", inbox, "--warehouse", folder / "weekly")
    _timed(*command)
    for path, place in places.items():
        place.rename(path)
    return _timed(*command), len(last)


def _fresh(folder: Path, wanted: argparse.Namespace) -> dict:
    first, second = fresh.measure(folder)
    print("\nFresh clone of the last commit, without pip's cache, to the first page drawn in Chromium")
    print(f"  first make run   {first:6.1f} s (packages, simulated inbox, build)")
    print(f"  second make run  {second:6.1f} s")
    return {"first_s": round(first, 1), "second_s": round(second, 1)}


LONG = {"endurance", "memory"}  # only where asked for
PARTS: dict[str, Callable[[Path, argparse.Namespace], dict]] = {
    "screen": _screen, "viewers": _viewers, "reading": _reading, "build": _build, "fresh": _fresh,
    "endurance": _endurance, "memory": _memory,
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("parts", nargs="*", default=[part for part in PARTS if part not in LONG], help=", ".join(PARTS))
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--larger", type=float, default=10.0, help="scale that the same change is measured on too")
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--minutes", type=float, default=0, help="of endurance (10 by default) and of memory (30)")
    wanted = parser.parse_args()
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}")
    results = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    for part in wanted.parts:
        with tempfile.TemporaryDirectory() as folder:
            results[part] = PARTS[part](Path(folder), wanted)
        RESULTS.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
