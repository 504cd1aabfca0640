"""Can the figures be trusted? Files, rejected rows, findings, published figures beside computed ones."""

from pages.documents import take_away
from pages.method.quality import view
from pages.screen import page

page.show("quality", view.quality, view.CHOICES, take_away.files)
