"""Files of the two platforms about listings and orders, and the certificates of the agriculture office."""

from datetime import date, timedelta

import pandas as pd

from etl.demo.periods import every_second, month_ends, of_period, plain, spans, stamp, text_date
from etl.demo.spelling import Places
from etl.demo.workbook import Document

VOSO_LISTING_HEADERS = [
    "STT",
    "Mã sản phẩm",
    "Mã gian hàng",
    "Tên sản phẩm",
    "Loại sản phẩm",
    "Ngày đăng bán",
    "Ngày gỡ",
]
POSTMART_LISTING_HEADERS = ["STT", "Mã SP", "Mã cửa hàng", "Sàn TMĐT", "Tên hàng hóa", "Ngành hàng", "Ngày đăng",
                            "Ngày ngừng bán"]  # fmt: skip
VOSO_ORDER_HEADERS = ["STT", "Mã đơn hàng", "Mã gian hàng", "Mã sản phẩm", "Ngày đặt hàng", "Số lượng", "Đơn vị tính",
                      "Đơn giá", "Tổng tiền đơn hàng", "Trạng thái đơn hàng", "Tỉnh/Thành phố người mua"]  # fmt: skip
POSTMART_ORDER_HEADERS = ["Mã đơn", "Sàn", "Mã cửa hàng", "Mã SP", "Ngày đặt", "SL", "ĐVT", "Giá bán", "Thành tiền",
                          "Trạng thái đơn", "Tỉnh người mua"]  # fmt: skip
OCOP_HEADERS = ["STT", "Mã sản phẩm", "Chứng nhận", "Số chứng nhận", "Ngày cấp", "Ngày hết hạn"]
GAP_HEADERS = ["STT", "Số CCCD/CMND", "Họ tên chủ hộ", "SĐT", "Xã", "Huyện", "Tiêu chuẩn", "Số giấy chứng nhận",
               "Hiệu lực từ", "Hiệu lực đến"]  # fmt: skip
TYPES = {"agricultural": ("Nông sản", "Nông sản"), "processed_food": ("Thực phẩm chế biến", "Thực phẩm, đồ uống"),
         "handicraft": ("Thủ công mỹ nghệ", "Tiểu thủ công nghiệp"),
         "rural_industry": ("Công nghiệp nông thôn", "CNNT"), "other": ("Khác", "Khác")}  # fmt: skip
VOSO_STATUS = {"completed": "Giao thành công", "cancelled": "Hủy", "returned": "Chuyển hoàn"}
POSTMART_STATUS = {"completed": "Hoàn thành", "cancelled": "Đã hủy", "returned": "Đã hoàn"}
VOSO_OPEN, POSTMART_OPEN = ("Chờ duyệt", "Đang giao"), ("Chờ lấy hàng", "Đang vận chuyển")
SCHEMES = {"ocop3": "OCOP 3 sao", "ocop4": "OCOP 4 sao", "ocop5": "OCOP 5 sao", "vietgap": "VietGAP",
           "globalgap": "GlobalGAP"}  # fmt: skip
CORRECTED_ORDERS = 6  # amounts with a zero too many in the month's export, mended in the weekly one


def listing_documents(tables, as_of: date) -> list[Document]:
    documents = []
    for after, until in spans(every_second(month_ends(as_of))):
        part = of_period(tables["listings"], "listed_on", "delisted_on", after, until)
        for platform in ("voso", "postmart"):
            mine = part[part["platform"] == platform]
            if len(mine):
                documents.append(listing_document(mine, platform, until))
    return documents


def listing_document(part: pd.DataFrame, platform: str, until: date) -> Document:
    if platform == "voso":
        rows = [
            [n, r.listing_id, r.shop_id, r.name, TYPES[r.product_type][0], plain(r.listed_on),
             plain(r.delisted_on) if r.known else None]
            for n, r in enumerate(part.itertuples(), 1)
        ]  # fmt: skip
        titles = ["BƯU CHÍNH VIETTEL LẠNG SƠN", "DANH SÁCH SẢN PHẨM ĐĂNG BÁN TRÊN SÀN VOSO.VN", stamp(until)]
        name, folder, headers = f"voso_san-pham_{until:%Y-%m-%d}", "viettel-post", VOSO_LISTING_HEADERS
    else:
        rows = [
            [n, r.listing_id, r.shop_id, "postmart.vn", r.name, TYPES[r.product_type][1], text_date(r.listed_on),
             text_date(r.delisted_on) if r.known else ""]
            for n, r in enumerate(part.itertuples(), 1)
        ]  # fmt: skip
        titles = ["BƯU ĐIỆN TỈNH LẠNG SƠN", "Danh sách hàng hóa đăng bán trên sàn Postmart", stamp(until)]
        name, folder, headers = f"postmart_hang-hoa_{until:%Y-%m-%d}", "vietnam-post", POSTMART_LISTING_HEADERS
    return Document(folder, name, "listings", until, headers, rows, titles)


def order_documents(tables, as_of: date) -> list[Document]:
    orders, ends = tables["orders"], month_ends(as_of)
    wrong = wrongly_keyed(orders, ends, as_of)
    documents = []
    for number, (after, until) in enumerate(spans(ends)):
        part = of_period(orders, "ordered_on", "settled_on", after, until)
        voso, postmart = part[part["platform"] == "voso"], part[part["platform"] == "postmart"]
        if len(voso):
            keyed = wrong if number == len(ends) - 2 else set()
            documents.append(voso_orders(voso, until, f"voso_don-hang_{until:%Y-%m-%d}", keyed))
        if len(postmart):
            documents.append(postmart_orders(postmart, until, "zip" if number == 2 else "csv"))
    return documents + overlapping_week(orders, ends, as_of)


def week_before(ends: list[date], as_of: date) -> tuple[date, date, date] | None:
    """The last seven days of the last full month, exported again some days later."""
    if len(ends) < 2:
        return None
    return ends[-2] - timedelta(days=7), ends[-2], min(ends[-2] + timedelta(days=4), as_of)


def overlapping_week(orders: pd.DataFrame, ends: list[date], as_of: date) -> list[Document]:
    week = week_before(ends, as_of)
    if week is None:
        return []
    after, until, exported = week
    inside = orders["ordered_on"].between(pd.Timestamp(after + timedelta(days=1)), pd.Timestamp(until))
    part = orders[inside & (orders["platform"] == "voso")].copy()
    part["known"] = part["settled_on"] <= pd.Timestamp(exported)
    name = f"voso_don-hang_tuan_{exported:%Y-%m-%d}"
    return [voso_orders(part, exported, name, set())] if len(part) else []


def wrongly_keyed(orders: pd.DataFrame, ends: list[date], as_of: date) -> set[str]:
    week = week_before(ends, as_of)
    if week is None:
        return set()
    inside = orders["ordered_on"].between(pd.Timestamp(week[0] + timedelta(days=1)), pd.Timestamp(week[1]))
    settled = orders["settled_on"] <= pd.Timestamp(week[1])
    sure = orders[inside & settled & (orders["platform"] == "voso") & (orders["status"] == "completed")]
    return set(sure["order_id"].drop_duplicates().head(CORRECTED_ORDERS))


def status_text(row, names: dict[str, str], under_way: tuple[str, str]) -> str:
    return names[row.final_status] if row.known else under_way[row.Index % 2]


def voso_orders(part: pd.DataFrame, until: date, name: str, wrong: set[str]) -> Document:
    rows = [
        [n, r.order_id, r.shop_id, r.listing_id, plain(r.ordered_on), int(r.quantity), r.unit_of_measure,
         int(r.unit_price), int(r.order_amount) * (10 if r.order_id in wrong else 1),
         status_text(r, VOSO_STATUS, VOSO_OPEN), r.buyer_province]
        for n, r in enumerate(part.itertuples(), 1)
    ]  # fmt: skip
    titles = ["BƯU CHÍNH VIETTEL LẠNG SƠN", "BẢNG KÊ ĐƠN HÀNG TRÊN SÀN VOSO.VN", stamp(until)]
    return Document("viettel-post", name, "orders", until, VOSO_ORDER_HEADERS, rows, titles)


def postmart_orders(part: pd.DataFrame, until: date, form: str) -> Document:
    rows = [
        [r.order_id, "postmart", r.shop_id, r.listing_id, text_date(r.ordered_on), int(r.quantity), r.unit_of_measure,
         int(r.unit_price), int(r.amount), status_text(r, POSTMART_STATUS, POSTMART_OPEN), r.buyer_province]
        for r in part.itertuples()
    ]  # fmt: skip
    name = f"postmart_don-hang_{until:%Y-%m-%d}"
    return Document("vietnam-post", name, "orders", until, POSTMART_ORDER_HEADERS, rows, form=form)


def certificate_documents(tables, persons: pd.DataFrame, places: Places, as_of: date) -> list[Document]:
    table = tables["certificates"]
    ocop = table["listing_id"].notna()
    rows = [
        [n, r.listing_id, SCHEMES[r.scheme], r.number, plain(r.valid_from), plain(r.valid_to)]
        for n, r in enumerate(table[ocop].itertuples(), 1)
    ]
    office = "SỞ NÔNG NGHIỆP VÀ PTNT TỈNH LẠNG SƠN"
    titles = [office, "DANH SÁCH SẢN PHẨM OCOP ĐĂNG BÁN TRÊN SÀN", stamp(as_of)]
    documents = [Document("so-nnptnt", "san-pham-ocop", "certificates", as_of, OCOP_HEADERS, rows, titles)]
    rows = []
    for n, r in enumerate(table[~ocop].itertuples(), 1):
        p = persons.loc[r.household]
        place = places.commune[p["commune_code"]], places.district[p["commune_code"]]
        person = [p["identity_number"], p["full_name"], p["phone"], *place]
        rows.append([n, *person, SCHEMES[r.scheme], r.number, text_date(r.valid_from), text_date(r.valid_to)])
    titles = [office, "DANH SÁCH HỘ ĐƯỢC CHỨNG NHẬN VIETGAP, GLOBALGAP", stamp(as_of)]
    documents.append(Document("so-nnptnt", "ho-vietgap-globalgap", "certificates", as_of, GAP_HEADERS, rows, titles))
    return [document for document in documents if document.rows]
