"""Where are the teams, what was done in the field, and how many households are reached there? No effect is told of it."""

from pages.documents import take_away
from pages.progress.support import view
from pages.screen import page

page.show("support", view.support, view.CHOICES, take_away.files, view.LEVELS)
