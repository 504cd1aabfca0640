"""Every sentence the command says. What, where, why, what to do next."""

USAGE = """\
Cách dùng: python -m geo LỆNH

  build      dựng lại các lớp ranh giới có sẵn (geo/built) từ lưới ô
  publish    đưa các lớp đang dùng vào static/ để bản đồ đọc được
  import TỆP --vintage 2021|2025
             lấy ranh giới chính thức thay cho ranh giới có sẵn, rồi đưa vào static/
  reset      bỏ ranh giới chính thức đã nhập, quay lại ranh giới có sẵn

Tệp của lệnh import: GeoJSON, Shapefile (.shp, hoặc .zip chứa đủ .shp, .shx, .dbf, .prj) hoặc GeoPackage.
  --vintage 2021|2025     2021: 200 xã, 11 huyện (2020-2024); 2025: 65 xã, phường (từ 1/7/2025)
  --level commune|district
                          cấp đơn vị trong tệp; nếu không ghi: commune (xã)
  --code-field CỘT        cột mã đơn vị         } nếu không ghi, các cột này
  --name-field CỘT        cột tên đơn vị        } được nhận ra từ
  --type-field CỘT        cột loại (xã, phường) } nội dung
  --district-field CỘT    cột mã hoặc tên huyện }
  --crs HỆ                hệ tọa độ, khi tệp không ghi: EPSG:4326 (WGS84), EPSG:4756 (VN-2000, độ),
                          EPSG:9215 (VN-2000, kinh tuyến trục 107°15', múi 3°), EPSG:3405 (VN-2000, UTM 48)
  --encoding BẢNG_MÃ      bảng mã chữ của Shapefile cũ, ví dụ cp1258
  --layer LỚP             tên lớp, khi GeoPackage có nhiều lớp
"""
WRONG_USAGE = "Lệnh viết chưa đúng: python -m geo {what}\n"
BUILT = "Đã dựng {count} lớp vào {folder}: {names}."
PUBLISHED = "Đã đưa {count} lớp vào {folder}."
IMPORTED = "Đã nhập ranh giới chính thức từ {file}: {count} đơn vị. Bản đồ dùng các ranh giới này từ bây giờ."
RESET = "Đã bỏ ranh giới chính thức. Bản đồ dùng lại ranh giới có sẵn."
NOTHING_TO_RESET = "Không có ranh giới chính thức nào để bỏ: bản đồ đang dùng ranh giới có sẵn."
REFUSED = "Không nhập, chưa có gì thay đổi. Lý do:\n{reason}"
UNEXPECTED = (
    "Dừng vì một lỗi không lường trước ({kind}: {error}; {place}). Hãy gửi dòng này cho người phụ trách kỹ thuật."
)

NO_FILE = "Không có tệp {file}. Kiểm tra lại đường dẫn."
UNREADABLE = (
    "Không đọc được tệp {file}: không phải GeoJSON, Shapefile hay GeoPackage, hoặc tệp bị hỏng hay thiếu tệp đi kèm (.shx, .dbf). "
    "Xuất lại tệp từ phần mềm bản đồ; Shapefile cũ: thử --encoding."
)
NO_SHAPES = "Tệp {file} không có hình nào. Kiểm tra lại phần mềm xuất tệp."
MANY_SHEETS = "Tệp {file} có nhiều lớp: {sheets}. Chọn một lớp bằng --layer."
NO_SHEET = "Tệp {file} không có lớp «{sheet}». Các lớp trong tệp: {sheets}. Chọn một lớp bằng --layer."
UNKNOWN_ENCODING = "Không có bảng mã chữ «{encoding}». Ghi tên như cp1258 hoặc utf-8."
ZIP_CONTENT = "Tệp nén {file} có {count} tệp ranh giới, cần đúng một (.shp, .gpkg hoặc .geojson)."
UNKNOWN_CRS = (
    "Không hiểu hệ tọa độ «{crs}». Ghi theo mã EPSG, ví dụ --crs EPSG:9215 (VN-2000, kinh tuyến trục 107°15')."
)
NO_CRS = "Tệp không ghi hệ tọa độ. Thêm --crs, ví dụ --crs EPSG:9215 (VN-2000, kinh tuyến trục 107°15') hoặc EPSG:4326."
METRES = (
    "Tọa độ trong tệp ({example}) là mét, nhưng tệp không ghi hệ tọa độ phẳng nào. "
    "Thêm --crs, ví dụ --crs EPSG:9215 (VN-2000, kinh tuyến trục 107°15') hoặc --crs EPSG:3405 (UTM 48)."
)
NO_DISTRICTS = "Từ 1/7/2025 không còn cấp huyện: bỏ --level district, hoặc dùng --vintage 2021."
DISTRICTS_FOLLOW = (
    "Ranh giới xã chính thức đã được nhập, ranh giới huyện được ghép từ đó nên không nhập riêng. "
    "Muốn nhập riêng cấp huyện: chạy «python -m geo reset» trước."
)
DISTRICTS_ONLY = "Lưu ý: ranh giới xã vẫn là ranh giới có sẵn, có thể lệch với ranh giới huyện vừa nhập."
NO_FIELD = "Tệp không có cột «{field}». Các cột trong tệp: {columns}."
NO_MATCHING_FIELD = (
    "Không thấy cột nào ghi mã hoặc tên đơn vị của cấp và thời kỳ này. Các cột trong tệp: {columns}. "
    "Chỉ rõ bằng --code-field hoặc --name-field, và xem lại --vintage, --level, --encoding."
)
MISSING = "Thiếu {units}. Bổ sung vào tệp, và xem lại --vintage (2021: 200 xã; 2025: 65 xã, phường)."
DUPLICATE = "Lặp lại {units}. Mỗi đơn vị chỉ được có một hình: gộp các hình của một đơn vị thành một."
UNKNOWN = "Không có trong danh mục {units}. Xem lại --vintage; nếu tệp là của cả nước, lọc lấy tỉnh Lạng Sơn trước."
AMBIGUOUS = (
    "Tên trùng, không rõ đơn vị nào {units}. "
    "Thêm cột mã (--code-field), hoặc cột huyện và cột loại (--district-field, --type-field)."
)
RENAMED = "Lưu ý: mã khớp nhưng tên trong tệp khác danh mục {units}. Đã theo mã; kiểm tra lại nếu mã có thể sai."
NO_POLYGON = "Không có hình vùng (polygon) {units}. Xuất lại tệp với hình vùng."
TORN = "Hình bị lỗi {units}. Sửa hình (ví dụ QGIS: Fix geometries) rồi nhập lại."
MENDED = "Lưu ý: đã tự sửa lỗi hình nhỏ {units}."
OUTSIDE = (
    "Các hình không nằm ở Lạng Sơn. Trong tệp: {found}; Lạng Sơn: {expected}. "
    "Thường do sai hệ tọa độ (xem lại --crs và kinh tuyến trục) hoặc đổi chỗ kinh độ, vĩ độ."
)
BOX = "kinh độ {west:.2f} đến {east:.2f}, vĩ độ {south:.2f} đến {north:.2f}"
MISPLACED = "Nằm sai chỗ {units}. Mã hoặc tên có thể bị gán nhầm hình: kiểm tra lại bảng thuộc tính."
OVERLAP = "Chồng lấn hoặc hở nhiều với đơn vị bên cạnh {units}. Sửa ranh giới chung rồi nhập lại."
NO_COVERAGE = "Các hình không ghép được thành một mặt liền sau khi đơn giản hóa. Kiểm tra ranh giới chung rồi nhập lại."
HOLES = "Lưu ý: trong tỉnh còn khoảng trống không thuộc đơn vị nào, tại kinh độ; vĩ độ {places}."


class Refused(Exception):
    """A boundary file that cannot be taken; the text is the sentence for the user."""


def listed(found: list[str], most: int = 10) -> str:
    """ "12: a, b, …" - the count and the first ones."""
    return f"{len(found)}: {', '.join(found[:most])}{', …' if len(found) > most else ''}"
