"""Cells of a table that no list of headers explains, as an office would send it."""

WEEKLY = [
    ["SỞ THÔNG TIN VÀ TRUYỀN THÔNG"], ["TIẾN ĐỘ (Tính đến ngày 31/07/2021)"], [], ["TT", "Tên huyện", "Số GH", "Số TK"],
    [1, "Bình Gia", 360, 9], [2, "Đình Lập", 185, 4], ["", "Tổng cộng", 545, 14],
]  # fmt: skip
