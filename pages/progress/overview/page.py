"""Are we on target, who is behind, what will it be on the deadline?"""

from pages.documents import take_away
from pages.progress.overview import view
from pages.screen import page

page.show("", view.overview, view.CHOICES, take_away.files)
