"""`make bench`: reading side by side with plain reading, the build and size of the whole province, a fresh clone.

Times differ from machine to machine and from hour to hour: of the readers only the ratios travel.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench import fresh, reading

ROOT = Path(__file__).parents[1]


def _timed(module: str, *arguments: object) -> tuple[float, float]:
    """Seconds on the clock and of CPU that a command takes."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, "-m", module, *map(str, arguments)], cwd=ROOT, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter() - start, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _build(folder: Path, scale: float) -> None:
    demo = _timed("etl", "demo", "--out", folder / "inbox", "--scale", scale)
    build = _timed(
        "etl", "build", "--inbox", folder / "inbox", "--warehouse", folder / "warehouse", "--report", folder / "report"
    )
    pack = _timed("pages.documents", "--out", folder / "pack", "--warehouse", folder / "warehouse")
    files = json.loads((folder / "report").read_text(encoding="utf-8"))["files"]
    pointer = json.loads((folder / "warehouse" / "current.json").read_text(encoding="utf-8"))
    size = (folder / "warehouse" / pointer["path"]).stat().st_size
    print(f"\nScale {scale:g}: {len(files)} files, {sum(file['read'] for file in files):,} rows")
    print(f"  demo inbox  {demo[0]:6.1f} s ({demo[1]:.1f} s of CPU)")
    print(f"  build       {build[0]:6.1f} s ({build[1]:.1f} s of CPU)")
    print(f"  snapshot    {size / 1e6:6.1f} MB")
    print(f"  pack        {pack[0]:6.1f} s ({len([*(folder / 'pack').rglob('*.*')])} files)")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--scale", type=float, default=1.0)
    chosen = parser.parse_args()
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}")
    print(f"\nReading {chosen.rows:,} shops into Python values, best of {reading.ROUNDS} rounds taken in turns.")
    print("Plain: csv module, calamine, pyarrow. ETL: extract, layout, conform (units, days and households known).")
    print(f"{'':10}{'plain rows/s':>14}{'ETL rows/s':>14}{'times slower':>14}")
    with tempfile.TemporaryDirectory() as folder:
        for ending, plain, etl in reading.measure(Path(folder), chosen.rows):
            print(f"{ending:10}{plain:>14,.0f}{etl:>14,.0f}{plain / etl:>14.1f}")
        _build(Path(folder), chosen.scale)
        first, second = fresh.measure(Path(folder))
        print("\nFresh clone of the last commit, without pip's cache, to the first page drawn in Chromium")
        print(f"  first make run   {first:6.1f} s (packages, simulated inbox, build)")
        print(f"  second make run  {second:6.1f} s")


if __name__ == "__main__":
    main()
