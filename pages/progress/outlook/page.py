"""Where may the units stand on the deadline, and how did the same method do on the phase before?"""

from pages.documents import take_away
from pages.progress.outlook import view
from pages.screen import page

page.show("outlook", view.outlook, view.CHOICES, take_away.files, view.LEVELS)
