"""OCOP, VietGAP, GlobalGAP: what is on sale, who sells best, what expires, what never sold?"""

import streamlit as st

from data import certificates, sales, snapshots
from pages.shared import controls, formats, frame, market, showing, tables
from pages.shared.texts import text

snapshot, scope = frame.snapshot(), snapshots.EVERYTHING
st.title(text("certificates.title"))
left, middle, _ = st.columns([2, 2, 2])
with left, st.container(horizontal=True):
    district = controls.district()
    commune = controls.commune(district)
with middle:
    scheme = controls.certification()
chosen = sales.Trade(district, commune=commune)
found = market.certificates(certificates.of(snapshot, scope, chosen, scheme))
market.certificate_headline(found, chosen, scheme, snapshot)

showing.headed(text("certificates.top"))
showing.noted(text("certificates.top.help"))
sellers = market.sellers(sales.sellers(snapshot, scope, chosen, scheme))
if sellers.empty:
    showing.informed(text("products.none"))
else:
    tables.show(sellers.head(10), market.SELLERS)
showing.headed(text("certificates.expiring"))
showing.noted(text("certificates.expiring.help", day=formats.day(snapshot.as_of)))
soon = found[found["days_left"] <= certificates.SOON]
if soon.empty:
    showing.good(text("certificates.expiring.none"))
else:
    tables.show(soon, market.CERTIFICATES)
showing.headed(text("certificates.idle"))
idle = found[found["listings"] == 0]
if idle.empty:
    showing.good(text("certificates.idle.none"))
else:
    tables.show(idle, market.CERTIFICATES, "idle")
showing.headed(text("certificates.never"))
listings = sales.product_listings(snapshot, scope, chosen)
tables.show(market.never_sold(listings, chosen, snapshot.as_of), market.LISTINGS)
