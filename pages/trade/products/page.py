"""What sells, where, when and with which certificate?"""

from pages.documents import take_away
from pages.screen import page
from pages.trade.products import view

page.show("products", view.products, view.CHOICES, take_away.files, view.LEVELS)
