"""The pages in their sections: script, key of its name, icon, address."""

import streamlit as st

from pages.shared.texts import text

SECTIONS = {
    "nav.progress": (
        ("progress/overview", "flag", ""),
        ("progress/map", "map", "map"),
        ("progress/phases", "timeline", "phases"),
        ("progress/outlook", "query_stats", "outlook"),
        ("progress/lead", "filter_alt", "lead"),
        ("progress/unit", "badge", "unit"),
        ("progress/support", "diversity_3", "support"),
    ),
    "nav.trade": (
        ("trade/products", "eco", "products"),
        ("trade/market", "sell", "market"),
        ("trade/certificates", "verified", "certificates"),
    ),
    "nav.meeting": (
        ("meeting/meeting", "slideshow", "meeting"),
        ("meeting/documents", "inventory_2", "documents"),
        ("meeting/conclusions", "gavel", "conclusions"),
    ),
    "nav.method": (
        ("method/quality", "fact_check", "quality"),
        ("method/questions", "quiz", "questions"),
        ("method/load", "upload_file", "load"),
        ("method/passport", "info", "passport"),
    ),
}
REACHED_FROM_A_FIGURE = {"passport"}
OF_THE_PHASES = {
    *(address for _, _, address in SECTIONS["nav.progress"]),
    "meeting",
}  # nothing to show before one begins


def name(script: str) -> str:
    """The page's name in the viewer's language."""
    return text(f"page.{script.rsplit('/', 1)[-1]}")


def scripts() -> list[str]:
    """Every page that stands in the menu."""
    pages = [page for section in SECTIONS.values() for page in section]
    return [script for script, _, address in pages if address not in REACHED_FROM_A_FIGURE]


def sections() -> dict[str, list[st.Page]]:
    return {
        text(section): [
            st.Page(
                f"pages/{script}.py", title=name(script), icon=f":material/{icon}:", url_path=address or None,
                default=not address, visibility="hidden" if address in REACHED_FROM_A_FIGURE else "visible",
            )
            for script, icon, address in pages
        ]
        for section, pages in SECTIONS.items()
    }  # fmt: skip
