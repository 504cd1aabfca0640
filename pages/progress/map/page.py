"""Where is the programme on target, and where not? The province, a district, its communes; one day or many."""

from pages.documents import take_away
from pages.progress.map import view
from pages.screen import page

page.show("map", view.atlas, view.CHOICES, take_away.files, view.LEVELS)
