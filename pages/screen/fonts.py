"""Puts the typeface of the pinned package where Streamlit serves static files: `python -m pages.screen.fonts`."""

import shutil
from importlib.resources import files
from pathlib import Path

STATIC = Path(__file__).parents[2] / "static" / "fonts"
WEIGHTS = ("Regular", "SemiBold", "Bold")


def publish(folder: Path = STATIC) -> None:
    """The weights that the theme names, with their licence."""
    package = files("fontpkg_be_vietnam_pro")
    folder.mkdir(parents=True, exist_ok=True)
    for weight in WEIGHTS:
        shutil.copyfile(str(package / "files" / f"BeVietnamPro-{weight}.ttf"), folder / f"BeVietnamPro-{weight}.ttf")
    shutil.copyfile(str(package / "LICENSE"), folder / "LICENSE")


if __name__ == "__main__":
    publish()
