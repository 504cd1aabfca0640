"""The pages in their sections, and what each is called."""

from dataclasses import dataclass

import streamlit as st

from data import access
from pages.kit.texts import text
from pages.screen import access as viewer_access


@dataclass(frozen=True)
class Page:
    """`script` lies under pages/; `slug` is its address, empty for the first page; `is_of_the_phases`: it tells how the
    phases go on, so there is nothing to show before one begins; `is_hidden`: reached from a figure, not from the menu;
    `opens_without`: also where no snapshot is published, or a damaged one; `needs`: the right of who may open it."""

    script: str
    icon: str
    slug: str
    is_of_the_phases: bool = False
    is_hidden: bool = False
    opens_without: bool = False
    needs: str = ""

    @property
    def path(self) -> str:
        return f"pages/{self.script}.py"

    @property
    def name(self) -> str:
        """In the language spoken."""
        return text(f"page.{self.slug or 'overview'}")


SECTIONS = {
    "nav.progress": (
        Page("progress/overview/page", "flag", "", is_of_the_phases=True),
        Page("progress/map/page", "map", "map", is_of_the_phases=True),
        Page("progress/phases/page", "timeline", "phases", is_of_the_phases=True),
        Page("progress/outlook/page", "query_stats", "outlook", is_of_the_phases=True),
        Page("progress/lead/page", "filter_alt", "lead", is_of_the_phases=True),
        Page("progress/unit/page", "badge", "unit", is_of_the_phases=True),
        Page("progress/support/page", "diversity_3", "support", is_of_the_phases=True),
    ),
    "nav.trade": (
        Page("trade/products/page", "eco", "products"),
        Page("trade/market/page", "sell", "market"),
        Page("trade/certificates/page", "verified", "certificates"),
    ),
    "nav.meeting": (
        Page("meeting/wall/page", "slideshow", "meeting", is_of_the_phases=True),
        Page("meeting/pack/page", "inventory_2", "documents"),
        Page("meeting/conclusions/page", "gavel", "conclusions"),
        Page("meeting/changes/page", "difference", "changes"),
    ),
    "nav.method": (
        Page("method/quality/page", "fact_check", "quality"),
        Page("method/questions/page", "quiz", "questions"),
        Page("method/load/page", "upload_file", "load", opens_without=True, needs=access.LOAD),
        Page("method/operation/page", "monitor_heart", "operation", opens_without=True, needs=access.LOG),
        Page("method/lineage/page", "info", "passport", is_hidden=True),
    ),
}
PAGES = {page.slug: page for section in SECTIONS.values() for page in section}


def offered() -> list[Page]:
    """Every page that stands in the viewer's menu."""
    return [page for page in PAGES.values() if not page.is_hidden and is_open(page)]


def is_open(page: Page) -> bool:
    """Whether the viewer may open it."""
    return not page.needs or viewer_access.may(page.needs)


def sections() -> dict[str, list[st.Page]]:
    """The menu as Streamlit draws it. What is not open to the viewer has an address that tells so."""
    shown = offered()
    return {
        text(section): [
            st.Page(
                page.path, title=page.name, icon=f":material/{page.icon}:", url_path=page.slug or None, default=not page.slug,
                visibility="visible" if page in shown else "hidden",
            )
            for page in pages
        ]
        for section, pages in SECTIONS.items()
    }  # fmt: skip
