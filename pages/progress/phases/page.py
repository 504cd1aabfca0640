"""The running phase beside those before it: by day, by share of time, district by district."""

from pages.documents import take_away
from pages.progress.phases import view
from pages.screen import page

page.show("phases", view.phases, view.CHOICES, take_away.files)
