"""Files of the two posts (shops) and of the banks and wallets (accounts)."""

import unicodedata
from datetime import date

import numpy as np
import pandas as pd

from etl.demo.periods import half_months, month_ends, of_period, plain, spans, stamp, text_date
from etl.demo.spelling import Places, written_name, written_phone
from etl.demo.workbook import Document

VOSO_HEADERS = ["STT", "Mã gian hàng", "Sàn", "Họ và tên chủ gian hàng", "Số CCCD/CMND", "SĐT", "Thôn/Tổ dân phố",
                "Xã/Phường", "Huyện/TP", "Ngày mở", "Ngày đóng", "Hộ đầu tàu"]  # fmt: skip
POSTMART_HEADERS = ["STT", "Mã cửa hàng", "Sàn TMĐT", "Mã hộ", "Họ tên chủ gian hàng", "Số CMND/CCCD", "Số điện thoại",
                    "Địa chỉ", "Ngày kích hoạt", "Ngày ngừng hoạt động", "Gian hàng đầu tàu"]  # fmt: skip
AGRIBANK_HEADERS = ["STT", "Mã tài khoản", "Ngân hàng", "Họ và tên chủ hộ", "CCCD/CMND", "Điện thoại", "Thôn",
                    "Xã, phường, thị trấn", "Huyện, thành phố", "Ngày mở tài khoản", "Ngày đóng tài khoản"]  # fmt: skip
VIETTELPAY_HEADERS = ["STT", "Mã ví", "Đơn vị cung cấp", "Họ và tên", "Số điện thoại", "Xã/Phường", "Huyện/TP",
                      "Ngày đăng ký", "Ngày khóa"]  # fmt: skip
VNPTPAY_HEADERS = ["Mã TK", "Ngân hàng/Đơn vị cung cấp", "Mã hộ", "Chủ tài khoản", "Số điện thoại", "Mã xã",
                   "Ngày mở", "Ngày đóng"]  # fmt: skip
VOSO_WITH_IDENTITY, POSTMART_WITH_IDENTITY = 0.97, 0.6
AGRIBANK_WITHOUT_PHONE, NAME_ONLY = 0.1, 0.005
ZERO_LOST = 1  # the second export of the bank has identity numbers as numbers: their first zero is gone
SHARED_PHONE_SHOPS = 10  # opened with the phone of one helper


def people(tables: dict[str, pd.DataFrame], seed: int) -> pd.DataFrame:
    """Households with what each office writes down about them."""
    rng = np.random.default_rng([seed, 7])
    table = tables["households"].set_index("household", drop=False)
    shops, accounts, listings = tables["shops"], tables["accounts"], tables["listings"]
    table["name_style"] = rng.choice(6, len(table), p=(0.40, 0.15, 0.15, 0.15, 0.05, 0.10))
    table["phone_style"] = rng.choice(4, len(table), p=(0.5, 0.3, 0.08, 0.12))
    on_voso = table.index.isin(shops.loc[shops["platform"] == "voso", "household"])
    on_postmart = table.index.isin(shops.loc[shops["platform"] == "postmart", "household"])
    draw = rng.random(len(table))
    table["voso_identity"] = on_voso & (draw < VOSO_WITH_IDENTITY)
    table["postmart_identity"] = on_postmart & (draw < POSTMART_WITH_IDENTITY)
    known = table["voso_identity"] | table["postmart_identity"]
    banked = table.index.isin(accounts.loc[accounts["provider"] == "Agribank", "household"])
    idle = ~table.index.isin(listings["household"])
    alone = ~table.duplicated(["full_name", "hamlet", "commune_code"], keep=False)
    moved = accounts["commune_code"].to_numpy() != table.loc[accounts["household"], "commune_code"].to_numpy()
    alone &= ~table.index.isin(accounts.loc[moved, "household"])
    table["bank_without_phone"] = known & (rng.random(len(table)) < AGRIBANK_WITHOUT_PHONE)
    table["name_only"] = banked & idle & alone & ~on_postmart & (rng.random(len(table)) < NAME_ONLY)
    table["shop_phone"] = table["phone"]
    elsewhere = table.index.isin(accounts.loc[accounts["provider"] != "Agribank", "household"])
    helped = table[table["voso_identity"] & idle & ~elsewhere & ~on_postmart & ~table["name_only"]]
    if len(helped):
        place = helped["commune_code"].value_counts(sort=True).index[0]
        group = helped.index[helped["commune_code"] == place][:SHARED_PHONE_SHOPS]
        table.loc[group, "shop_phone"] = table.loc[group[0], "phone"]
    return table


def shop_documents(tables, persons: pd.DataFrame, places: Places, as_of: date) -> list[Document]:
    documents = []
    shops = tables["shops"].join(persons.drop(columns=["commune_code", "phase", "household"]), on="household")
    for after, until in spans(half_months(as_of)):
        part = of_period(shops, "opened_on", "closed_on", after, until)
        for platform, build in (("voso", voso_shops), ("postmart", postmart_shops)):
            mine = part[part["platform"] == platform]
            if len(mine):
                documents.append(build(mine, places, until))
    return documents


def voso_shops(part: pd.DataFrame, places: Places, until: date) -> Document:
    rows = [
        [n, r.shop_id, "voso.vn", r.full_name, r.identity_number if r.voso_identity else "",
         written_phone(r.shop_phone, r.phone_style), r.hamlet, places.commune[r.commune_code],
         places.district[r.commune_code], plain(r.opened_on), plain(r.closed_on) if r.known else None,
         "x" if r.designated else ""]
        for n, r in enumerate(part.itertuples(), 1)
    ]  # fmt: skip
    titles = ["TỔNG CÔNG TY CP BƯU CHÍNH VIETTEL - CHI NHÁNH LẠNG SƠN", "DANH SÁCH GIAN HÀNG SỐ MỞ TRÊN SÀN VOSO.VN"]
    name = f"voso_gian-hang_{until:%Y-%m-%d}"
    return Document("viettel-post", name, "shops", until, VOSO_HEADERS, rows, [*titles, stamp(until)], number_row=True)


def postmart_shops(part: pd.DataFrame, places: Places, until: date) -> Document:
    rows = [
        [n, r.shop_id, "Postmart", r.household_code, r.full_name, r.identity_number if r.postmart_identity else "",
         r.shop_phone, places.address(r.commune_code, r.hamlet), text_date(r.opened_on),
         text_date(r.closed_on) if r.known else "", "Có" if r.designated else "Không"]
        for n, r in enumerate(part.itertuples(), 1)
    ]  # fmt: skip
    titles = ["BƯU ĐIỆN TỈNH LẠNG SƠN", "DANH SÁCH CỬA HÀNG SỐ TRÊN SÀN POSTMART.VN", stamp(until)]
    name = f"postmart_cua-hang_{until:%Y-%m-%d}"
    return Document("vietnam-post", name, "shops", until, POSTMART_HEADERS, rows, titles)


def account_documents(tables, persons: pd.DataFrame, places: Places, as_of: date) -> list[Document]:
    documents = []
    accounts = tables["accounts"].join(persons.drop(columns=["commune_code", "phase", "household"]), on="household")
    for number, (after, until) in enumerate(spans(month_ends(as_of))):
        part = of_period(accounts, "opened_on", "closed_on", after, until)
        for provider, build in (("Agribank", agribank), ("ViettelPay", viettelpay), ("VNPT Pay", vnptpay)):
            mine = part[part["provider"] == provider]
            if len(mine):
                documents.append(build(mine, places, until, number))
    return documents


def agribank(part: pd.DataFrame, places: Places, until: date, number: int) -> Document:
    rows = [
        [n, r.account_id, "Agribank", written_name(r.full_name, r.name_style if r.name_style in (1, 4) else 0),
         "" if r.name_only else int(r.identity_number) if number == ZERO_LOST else r.identity_number,
         "" if r.name_only or r.bank_without_phone else written_phone(r.phone, r.phone_style), r.hamlet,
         places.short[r.commune_code], places.short_district[r.commune_code], plain(r.opened_on),
         plain(r.closed_on) if r.known else None]
        for n, r in enumerate(part.itertuples(), 1)
    ]  # fmt: skip
    titles = ["NGÂN HÀNG NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN VIỆT NAM", "AGRIBANK CHI NHÁNH TỈNH LẠNG SƠN",
              "DANH SÁCH TÀI KHOẢN THANH TOÁN ĐIỆN TỬ MỞ MỚI", stamp(until)]  # fmt: skip
    name = f"agribank_tai-khoan_{until:%Y-%m-%d}"
    return Document("ngan-hang", name, "accounts", until, AGRIBANK_HEADERS, rows, titles)


def viettelpay(part: pd.DataFrame, places: Places, until: date, number: int) -> Document:
    """Only phone and name; names come decomposed, in capitals, with the tone in its old place."""
    rows = [
        [n, r.account_id, "ViettelPay", written_name(r.full_name, r.name_style), int(r.phone),
         unicodedata.normalize("NFD", places.bare[r.commune_code]) if number == 1 else places.bare[r.commune_code],
         places.district[r.commune_code], text_date(r.opened_on), text_date(r.closed_on) if r.known else ""]
        for n, r in enumerate(part.itertuples(), 1)
    ]  # fmt: skip
    titles = ["TỔNG CÔNG TY DỊCH VỤ SỐ VIETTEL", "Danh sách ví ViettelPay mở tại tỉnh Lạng Sơn", stamp(until)]
    name = f"viettelpay_vi-dien-tu_{until:%Y-%m-%d}"
    return Document("ngan-hang", name, "accounts", until, VIETTELPAY_HEADERS, rows, titles)


def vnptpay(part: pd.DataFrame, places: Places, until: date, number: int) -> Document:
    rows = [
        [r.account_id, "VNPT Pay", r.household_code, r.full_name, r.phone, r.commune_code, text_date(r.opened_on),
         text_date(r.closed_on) if r.known else ""]
        for r in part.itertuples()
    ]  # fmt: skip
    form = ("csv-1258", "csv.gz", "csv-utf16", "csv-1258", "csv")[number % 5]
    name = f"vnptpay_tai-khoan_{until:%Y-%m-%d}"
    return Document("ngan-hang", name, "accounts", until, VNPTPAY_HEADERS, rows, form=form)
