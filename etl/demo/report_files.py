"""Files of the districts and of the programme office."""

from datetime import date

import pandas as pd

from etl.demo.periods import plain, stamp, text_date
from etl.demo.reports import DISTRICT_UNITS
from etl.demo.spelling import Places
from etl.demo.workbook import Document

REGISTER_HEADERS = ["STT", "Xã, phường, thị trấn", "Huyện", "Tổng số hộ", "Hộ nông nghiệp", "Ngày rà soát"]
REGISTER_CODE_HEADERS = ["STT", "Mã xã", "Xã/Phường", "Huyện/TP", "Số hộ gia đình", "Thời điểm rà soát"]
SUMMARY_HEADERS = ["STT", "Đơn vị", "Số hộ", "Tính đến ngày"]
TARGET_HEADERS = ["STT", "Đơn vị", "Chỉ số", "Chỉ tiêu giao", "Chỉ tiêu tối đa", "Nguồn", "Hiệu lực từ"]
ACTIVITY_HEADERS = ["STT", "Đơn vị", "Ngày báo cáo", "Loại hoạt động", "Số lượng", "Số người", "Ghi chú"]
COMMUNE_ACTIVITY_HEADERS = [
    "STT",
    "Xã, thị trấn",
    "Huyện",
    "Ngày thực hiện",
    "Hoạt động",
    "Số tổ, lớp",
    "Số người tham gia",
]
PROGRESS_HEADERS = ["STT", "Đơn vị", "Tính đến ngày", "Chỉ số", "Giá trị báo cáo"]
PUBLISHED_HEADERS = ["STT", "Phạm vi", "Tính đến ngày", "Chỉ số", "Giá trị công bố", "Mức độ", "Nguồn"]
LABELS = {"shop": "Hộ có gian hàng số", "account": "Hộ có tài khoản thanh toán điện tử", "both": "Hộ có cả hai",
          "lead": "Hộ đầu tàu", "shops": "Số gian hàng số", "accounts": "Số tài khoản thanh toán điện tử",
          "orders": "Số đơn hàng", "listings": "Mặt hàng", "households": "Hộ dân"}  # fmt: skip
KINDS = {"support_team": "Tổ hỗ trợ", "training": "Tập huấn", "supervision": "Giám sát", "staff": "Nhân viên hỗ trợ"}
QUALIFIERS = {"exact": "Chính xác", "over": "Trên", "about": "Khoảng"}
SOURCES = {"province": "Tỉnh giao", "local": "Địa phương tự đặt"}
OFFICE = "SỞ THÔNG TIN VÀ TRUYỀN THÔNG TỈNH LẠNG SƠN"
SLUGS = {"178": "tp-lang-son", "180": "trang-dinh", "181": "binh-gia", "182": "van-lang", "183": "cao-loc",
         "184": "van-quan", "185": "bac-son", "186": "huu-lung", "187": "chi-lang", "188": "loc-binh",
         "189": "dinh-lap"}  # fmt: skip
WRONG_TOTAL, WRONG_BY = "184", 120  # the summary says more for Văn Quan than its communes add up to


def dotted(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def heading(places: Places, district: str) -> str:
    return f"UBND {places.district_title[district].upper()}"


def register_documents(tables, places: Places) -> list[Document]:
    documents = []
    for number, (district, part) in enumerate(tables["registers"].groupby("district_code", sort=True)):
        day = part["as_of"].iloc[0].date()
        titles = [heading(places, district), "BIỂU RÀ SOÁT SỐ HỘ TRÊN ĐỊA BÀN", stamp(day)]
        name, folder = f"{SLUGS[district]}_ra-soat-ho_{day:%Y-%m-%d}", f"huyen/{SLUGS[district]}"
        if number % 3 == 1:
            rows = [
                [n, r.commune_code, places.short[r.commune_code], places.short_district[r.commune_code],
                 dotted(r.households), text_date(r.as_of)]
                for n, r in enumerate(part.itertuples(), 1)
            ]  # fmt: skip
            documents.append(Document(folder, name, "households", day, REGISTER_CODE_HEADERS, rows, titles))
            continue
        rows = [
            [n, places.commune[r.commune_code], places.district[r.commune_code], int(r.households),
             round(r.households * 0.8), plain(r.as_of)]
            for n, r in enumerate(part.itertuples(), 1)
        ]  # fmt: skip
        documents.append(
            Document(folder, name, "households", day, REGISTER_HEADERS, rows, titles,
                     group=(3, 4, "Kết quả rà soát"), number_row=True, total_of=(3, 4))
        )  # fmt: skip
    return [*documents, *register_summary(tables, places)]


def register_summary(tables, places: Places) -> list[Document]:
    totals = tables["registers"].groupby(["district_code", "as_of"], sort=True)["households"].sum().reset_index()
    if totals.empty:
        return []
    rows = [
        [
            n,
            places.unit(r.district_code),
            int(r.households) + WRONG_BY * (r.district_code == WRONG_TOTAL),
            plain(r.as_of),
        ]
        for n, r in enumerate(totals.itertuples(), 1)
    ]
    day = totals["as_of"].max().date()
    titles = [OFFICE, "TỔNG HỢP SỐ HỘ CÁC HUYỆN, THÀNH PHỐ", stamp(day)]
    return [Document("so-ttt", "tong-hop-so-ho", "households", day, SUMMARY_HEADERS, rows, titles, total_of=(2,))]


def target_documents(tables, places: Places) -> list[Document]:
    targets = tables["targets"]
    documents = []
    groups = {
        "so-ttt/chi-tieu_tinh-giao": (targets["unit"] == "20", OFFICE, "CHỈ TIÊU TỈNH GIAO"),
        "huyen/dinh-lap/dinh-lap_chi-tieu": (targets["unit"].isin(units_of(places, "189")), None, "189"),
        "huyen/loc-binh/loc-binh_chi-tieu": (targets["unit"].isin(units_of(places, "188")), None, "188"),
        "huyen/tp-lang-son/tp-lang-son_chi-tieu": (targets["unit"].isin(units_of(places, "178")), None, "178"),
    }
    for path, (mine, office, what) in groups.items():
        part = targets[mine]
        if part.empty:
            continue
        titles = [office, what] if office else [heading(places, what), "CHỈ TIÊU PHÁT TRIỂN KINH TẾ SỐ"]
        day = part["valid_from"].max()
        rows = [target_row(n, r, places) for n, r in enumerate(part.itertuples(), 1)]
        folder, name = path.rsplit("/", 1)
        documents.append(Document(folder, name, "targets", day, TARGET_HEADERS, rows, [*titles, stamp(day)]))
    return documents


def units_of(places: Places, district: str) -> set[str]:
    return {district} | {c for c, name in places.district.items() if name == places.district_title[district]}


def target_row(n: int, row, places: Places) -> list:
    if row.target > 1:
        value, upper = f"{dotted(int(row.target))} hộ", ""
    else:
        value, upper = f"{row.target:.0%}", "" if pd.isna(row.target_max) else f"{row.target_max:.0%}"
    return [
        n,
        places.unit(row.unit),
        LABELS[row.indicator],
        value,
        upper,
        SOURCES[row.source],
        f"{row.valid_from:%d/%m/%Y}",
    ]


def activity_documents(tables, places: Places, as_of: date) -> list[Document]:
    activity = tables["field_activity"]
    documents = []
    for district in DISTRICT_UNITS:
        part = activity[activity["unit"].isin(units_of(places, district) - {district})]
        if part.empty:
            continue
        rows = [
            [
                n,
                places.commune[r.unit],
                places.district[r.unit],
                plain(r.date),
                KINDS[r.kind],
                int(r.count_),
                int(r.people),
            ]
            for n, r in enumerate(part.rename(columns={"count": "count_"}).itertuples(), 1)
        ]
        titles = [heading(places, district), "BÁO CÁO HOẠT ĐỘNG HỖ TRỢ TẠI CƠ SỞ", stamp(part["date"].max().date())]
        name, folder = f"{SLUGS[district]}_hoat-dong", f"huyen/{SLUGS[district]}"
        day = part["date"].max().date()
        documents.append(
            Document(folder, name, "field_activity", day, COMMUNE_ACTIVITY_HEADERS, rows, titles,
                     group=(5, 6, "Quy mô"), total_of=(5, 6))
        )  # fmt: skip
    wide = activity[activity["unit"].isin(["20", *DISTRICT_UNITS])].rename(columns={"count": "count_"})
    rows = [
        [n, places.unit(r.unit), text_date(r.date), KINDS[r.kind], int(r.count_), int(r.people), r.note]
        for n, r in enumerate(wide.itertuples(), 1)
    ]
    if rows:
        titles = [OFFICE, "TẬP HUẤN, GIÁM SÁT, NHÂN LỰC HỖ TRỢ", stamp(as_of)]
        documents.append(
            Document("so-ttt", "tap-huan-giam-sat", "field_activity", as_of, ACTIVITY_HEADERS, rows, titles)
        )
    return documents


def progress_documents(tables, places: Places) -> list[Document]:
    documents = []
    for number, (district, part) in enumerate(tables["progress_reports"].groupby("unit", sort=True)):
        written = dotted if number % 2 else int
        rows = [
            [
                n,
                places.unit(r.unit),
                text_date(r.as_of) if number % 3 else plain(r.as_of),
                LABELS[r.indicator],
                written(r.value),
            ]
            for n, r in enumerate(part.itertuples(), 1)
        ]
        day = part["as_of"].max().date()
        titles = [heading(places, district), "BÁO CÁO TIẾN ĐỘ PHÁT TRIỂN KINH TẾ SỐ", stamp(day)]
        name, folder = f"{SLUGS[district]}_tien-do", f"huyen/{SLUGS[district]}"
        documents.append(Document(folder, name, "progress_reports", day, PROGRESS_HEADERS, rows, titles))
    return documents


def published_documents(tables, places: Places) -> list[Document]:
    table = tables["published_figures"]
    if table.empty:
        return []
    scopes = {"phase-1": "Giai đoạn 1", "phase-2": "Giai đoạn 2"}
    rows = [
        [n, scopes.get(r.scope) or places.unit(r.scope), text_date(r.as_of), LABELS[r.indicator], dotted(r.value),
         QUALIFIERS[r.qualifier], r.source]
        for n, r in enumerate(table.itertuples(), 1)
    ]  # fmt: skip
    day = table["as_of"].max().date()
    titles = [OFFICE, "SỐ LIỆU ĐÃ CÔNG BỐ", stamp(day)]
    return [Document("so-ttt", "so-lieu-cong-bo", "published_figures", day, PUBLISHED_HEADERS, rows, titles)]
