"""OCOP, VietGAP, GlobalGAP: what is on sale, who sells best, what expires, what never sold?"""

from pages.documents import take_away
from pages.screen import page
from pages.trade.certificates import view

page.show("certificates", view.certificates, view.CHOICES, take_away.files, view.LEVELS)
