# make run opens the dashboard, make test passes every test. Needed: Python 3.11+, make and a package index.

PYTHON ?= python3
PORT ?= 8501
ADDRESS ?= localhost
NAME ?= $(ADDRESS)
INBOX := data/inbox
WAREHOUSE := data/warehouse
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help setup run build pack demo status backup restore wheelhouse offline lock sbom test check chromium java screenshots offline-proof bench backtest mutate clean

help: ## Danh sách lệnh
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Cần Python 3.11 trở lên; đặt PYTHON=đường-dẫn rồi chạy lại."; exit 1; }
	@$(PYTHON) -m venv .venv || \
		{ echo "Không tạo được môi trường; trên Debian hãy cài gói python3-venv rồi chạy lại."; rm -rf .venv; exit 1; }

# Modules are compiled as they are first imported: most of what the packages hold never is. Not so on a server, whose
# user may not write there, nor where Python is told to keep nothing that it compiles: each start would compile all anew.
INSTALLED := $(BIN)/python -m pip install --disable-pip-version-check --quiet $(if $(PYTHONDONTWRITEBYTECODE),,--no-compile)

.venv/run.stamp: requirements.txt | .venv/bin/python
	$(INSTALLED) -r requirements.txt
	@touch $@

.venv/test.stamp: requirements-dev.txt requirements-spark.txt requirements.txt | .venv/bin/python
	$(INSTALLED) -r requirements-dev.txt
	@touch $@ .venv/run.stamp

setup: .venv/run.stamp ## Cài đặt môi trường, phông chữ và ranh giới
	@$(BIN)/python -m pages.screen.fonts
	@$(BIN)/python -m geo publish > /dev/null

run: setup ## Mở bảng điều hành (PORT=8501, ADDRESS=localhost, NAME=tên máy)
	@mkdir -p $(INBOX)
	@if [ -z "$$(find $(INBOX) -type f ! -name '.*' -print -quit)" ]; then \
		echo "Thư mục $(INBOX) trống: ghi SỐ LIỆU MÔ PHỎNG để xem thử."; \
		$(BIN)/python -m etl demo --out $(INBOX); fi
	@$(BIN)/python -m etl fresh || $(BIN)/python -m etl build || \
		echo "KHÔNG NẠP ĐƯỢC (lý do ở trên): mở bảng điều hành với bản số liệu trước, nếu có."
	@echo "Mở http://$(NAME):$(PORT)"
	@LANGSON_STEWARD=1 LANGSON_ADDRESS=$${LANGSON_ADDRESS:-$(NAME):$(PORT)} $(BIN)/python -m pages.screen.serve --server.port $(PORT) --server.address $(ADDRESS) --browser.serverAddress $(NAME)

build: setup ## Nạp các tệp trong data/inbox và công bố bản số liệu mới
	@$(BIN)/python -m etl build

pack: setup ## Làm bộ tài liệu họp vào một thư mục (OUT=data/warehouse/pack)
	@$(BIN)/python -m pages.documents --out $(or $(OUT),data/warehouse/pack)

demo: setup ## Ghi số liệu mô phỏng vào data/inbox
	@if [ -n "$$(find $(INBOX) -type f ! -name '.*' ! -name 'mo-phong*' -print -quit 2> /dev/null)" ]; then \
		echo "Trong $(INBOX) có tệp không phải mô phỏng; không trộn. Chuyển các tệp đó đi rồi chạy lại."; exit 1; fi
	@$(BIN)/python -m etl demo --out $(INBOX)

status: setup ## Bản số liệu đang công bố
	@$(BIN)/python -m etl status

backup: setup ## Sao lưu mọi thứ không làm lại được vào một tệp (TO=thư mục, tốt nhất trên đĩa khác)
	@$(BIN)/python -m etl backup --to "$(or $(TO),$(error Đặt TO=thư mục nhận bản sao lưu))"

restore: setup ## Phục hồi một bản sao lưu vào chỗ trống (FROM=tệp)
	@$(BIN)/python -m etl restore "$(or $(FROM),$(error Đặt FROM=tệp sao lưu))"

LOCK := docs/server/requirements.lock
TOOLS := .venv/tools/bin

wheelhouse: | .venv/bin/python ## Tải mọi gói, đúng mã băm, vào wheelhouse/ để cài trên máy không có mạng
	@rm -rf wheelhouse
	@$(BIN)/python -m pip download --disable-pip-version-check --quiet --only-binary :all: --require-hashes -r $(LOCK) -d wheelhouse
	@echo "wheelhouse: $$(ls wheelhouse | wc -l) gói. Chép cả thư mục sang máy chủ rồi chạy make offline."

offline: | .venv/bin/python ## Cài đặt từ wheelhouse/, không hỏi kho gói nào
	@$(BIN)/python -m pip install --disable-pip-version-check --quiet --no-index --find-links wheelhouse --require-hashes -r $(LOCK)
	@touch .venv/run.stamp
	@$(MAKE) --no-print-directory setup

.venv/tools.stamp: docs/server/tools.txt | .venv/bin/python
	@$(BIN)/python -m venv .venv/tools
	@$(TOOLS)/python -m pip install --disable-pip-version-check --quiet -r $<
	@touch $@

lock: .venv/tools.stamp ## Ghi lại mã băm của mọi gói (sau khi sửa requirements.txt)
	@$(TOOLS)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-header --no-emit-index-url --no-emit-find-links \
		--no-emit-trusted-host --output-file $(LOCK) requirements.txt

sbom: .venv/tools.stamp ## Danh mục thành phần (CycloneDX) và giấy phép của những gì máy chủ cài từ wheelhouse/
	@mkdir -p $(WAREHOUSE)
	@rm -rf .venv/installed && $(BIN)/python -m venv --without-pip .venv/installed
	@$(BIN)/python -m pip --python .venv/installed/bin/python install --disable-pip-version-check --quiet --no-index --find-links wheelhouse \
		--require-hashes -r $(LOCK)
	@$(TOOLS)/cyclonedx-py environment --output-reproducible --output-file $(WAREHOUSE)/sbom.json .venv/installed/bin/python
	@$(TOOLS)/pip-licenses --python .venv/installed/bin/python --order license --format csv --output-file $(WAREHOUSE)/licences.csv
	@rm -rf .venv/installed

test: setup .venv/test.stamp chromium java ## Chạy mọi kiểm thử
	@$(BIN)/python -m pytest --numprocesses logical --dist worksteal

# One name at a time: dash looks at the first only.
FOUND := for name in chromium chromium-browser google-chrome; do command -v $$name; done | grep -q .
INSTALL := env DEBIAN_FRONTEND=noninteractive apt-get

chromium: ## Tìm Chromium cho kiểm thử trình duyệt, cài nếu được
	@if $(FOUND) || ! command -v apt-get > /dev/null; then :; \
	elif [ "$$(id -u)" = 0 ]; then $(INSTALL) update -qq; $(INSTALL) install -y -qq chromium > /dev/null; \
	elif sudo -n true 2> /dev/null; then sudo $(INSTALL) update -qq; sudo $(INSTALL) install -y -qq chromium > /dev/null; fi
	@$(FOUND) || { echo "KHÔNG CÓ CHROMIUM: kiểm thử trình duyệt KHÔNG được chạy. Cài: sudo apt-get install chromium"; \
		[ -z "$$CI" ]; }

JAVA := java -version 2> /dev/null

java: ## Tìm Java cho kiểm thử cụm Spark, cài nếu được
	@if $(JAVA) || ! command -v apt-get > /dev/null; then :; else \
		if [ "$$(id -u)" = 0 ]; then as=; else as="sudo -n"; fi; \
		$$as $(INSTALL) update -qq; \
		$$as $(INSTALL) install -y -qq openjdk-17-jre-headless > /dev/null 2>&1 || $$as $(INSTALL) install -y -qq default-jre-headless > /dev/null || :; fi
	@$(JAVA) || { echo "KHÔNG CÓ JAVA: kiểm thử cụm Spark sẽ hỏng. Cài: sudo apt-get install openjdk-17-jre-headless"; [ -z "$$CI" ]; }

mutate: setup .venv/test.stamp ## Thử sửa sai từng dòng, xem kiểm thử có phát hiện không
	@$(BIN)/python -m tests.mutations

check: .venv/test.stamp ## Kiểm tra kiểu mã
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/lint-imports

offline-proof: setup .venv/test.stamp chromium ## Mở mọi trang, mọi tệp và ghi mọi máy được hỏi, để ký kiểm chứng
	@$(BIN)/python -m tests.browser.offline_proof

screenshots: setup .venv/test.stamp chromium ## Chụp các trang cho README
	@$(BIN)/python -m tests.browser.screenshots

bench: setup .venv/test.stamp chromium ## Đo tốc độ, ghi ra tỷ lệ
	@$(BIN)/python -m bench

backtest: setup ## Thử lại cách dự báo trên các giai đoạn mô phỏng chưa thấy (vài phút)
	@$(BIN)/python -m bench.backtest

clean: ## Xóa môi trường và tệp tạm (giữ số liệu)
	@rm -rf .venv static .pytest_cache .ruff_cache .hypothesis .import_linter_cache
