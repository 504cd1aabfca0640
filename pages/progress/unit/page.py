"""Everything about one unit on one sheet: rank, curve, funnel, products, support, findings, neighbours."""

from pages.documents import take_away
from pages.progress.unit import view
from pages.screen import page

page.show("unit", view.unit, view.CHOICES, take_away.files, view.LEVELS)
