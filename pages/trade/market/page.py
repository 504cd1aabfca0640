"""At what price, to whom, by which platform, and how many orders are lost?"""

from pages.documents import take_away
from pages.screen import page
from pages.trade.market import view

page.show("market", view.market, view.CHOICES, take_away.files, view.LEVELS)
