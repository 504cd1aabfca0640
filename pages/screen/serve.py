"""Starts the dashboard: `python -m pages.screen.serve [options of streamlit run]`.

Streamlit takes a folder named `pages` for its older way of making menus until a first visitor has run `dashboard.py`;
a deep link before that would open with "Page not found". The menu is `dashboard.py`'s from the start.
It also asks a host outside for the server's address when a visitor comes by a name it does not know; here nobody is asked.
"""

import sys
from pathlib import Path
from threading import Thread

from streamlit import net_util
from streamlit.runtime.pages_manager import PagesManager
from streamlit.web import cli

from pages.screen import warming

DASHBOARD = Path(__file__).parents[2] / "dashboard.py"


if __name__ == "__main__":
    PagesManager.uses_pages_directory = False
    net_util.get_external_ip = lambda: None
    Thread(target=warming.keep, daemon=True).start()
    cli.main(["run", str(DASHBOARD), *sys.argv[1:]])
