"""The questions that leadership asks in such meetings, each a press away from its answer."""

from pages.documents import take_away
from pages.method.questions import view
from pages.screen import page

page.show("questions", view.questions, view.CHOICES, take_away.files)
