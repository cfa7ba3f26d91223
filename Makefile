# Everything from a fresh clone, with Python 3.11+ (venv), git and make:
#   make site    builds the sample branch into site/      make serve   live preview
#   make test    reads, types and runs all tests          make wheels  what an office without internet needs
#   make soak    the same with fifty times the random cases, and what is too long for every day
#   make replay  the sample branch's history as a repository of its own, with its site
# Behind a wall:  make site WHEELS=wheels   installs from that folder and asks no network.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := site

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WHEELS ?=
PORT ?= 8000

export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# `--isolated` keeps a machine's pip settings out where a folder of wheels is the only source.
FROM := $(if $(WHEELS),--isolated --no-index --find-links "$(WHEELS)")
INSTALL := $(BIN)/python -m pip install -qq $(FROM)
LOCKED := --require-hashes --only-binary :all:
# The package itself, linked, by the backend the lock has just installed: nothing is fetched for it.
LINKED := --no-index --no-build-isolation --no-deps --editable .

# With CI set, a test that is skipped for want of a browser, of Pango or of a server is a failure.
ifneq ($(CI),)
export GONGKAI_NEED_BROWSER := 1
endif

.PHONY: site serve test soak lint browser bench pictures replay wheels lock clean

site: $(VENV)/site.stamp
	@$(BIN)/mkdocs build --strict
	@echo "网站已生成：$(CURDIR)/site/index.html（用浏览器打开即可，无需服务器）"

serve: $(VENV)/site.stamp
	@echo "预览地址：http://127.0.0.1:$(PORT)/（按 Ctrl+C 结束）"
	@$(BIN)/mkdocs serve --dev-addr 127.0.0.1:$(PORT)

# Each worker begins with one half, so what a module builds is built once, and takes from the other's when it is done.
test: lint browser
	@$(BIN)/python -m pytest -n 2 --dist worksteal

# Before a release; the empty choice takes in the tests marked `soak`, which pyproject.toml leaves out.
soak: lint browser
	@GONGKAI_BROWSER=/usr/bin/chromium $(BIN)/python -m pytest -n 2 --dist worksteal -m "" --hypothesis-profile=soak

lint: $(VENV)/test.stamp
	@$(BIN)/ruff check .
	@$(BIN)/mypy

bench: $(VENV)/site.stamp
	@$(BIN)/python benchmarks/run.py

# Screens and sheets of the sample branch, to be looked at before a change of looks is done.
pictures: site $(VENV)/test.stamp browser
	@PYTHONPATH=tests GONGKAI_BROWSER=/usr/bin/chromium $(BIN)/python tests/pictures.py site pictures

# The sample branch as a repository of its own: two and a half years of commits, three editions, and its site.
replay: $(VENV)/test.stamp
	@rm -rf replay
	@PYTHONPATH=hooks:tests $(BIN)/python tests/replaying.py replay
	@$(BIN)/mkdocs build --strict --config-file replay/mkdocs.yml
	@echo "仓库在 $(CURDIR)/replay，网站在 $(CURDIR)/replay/site/index.html"

# A stamp is older than its lock (or than what links the package) only after that changed; nothing else installs again.
$(VENV)/site.stamp: requirements/site.txt pyproject.toml | $(BIN)/python
	@echo "正在安装依赖（首次约需一分钟）……"
	@$(INSTALL) $(LOCKED) --requirement requirements/site.txt
	@$(INSTALL) $(LINKED)
	@touch $@

$(VENV)/test.stamp: requirements/test.txt $(VENV)/site.stamp
	@echo "正在安装测试工具……"
	@$(INSTALL) $(LOCKED) --requirement requirements/test.txt
	@touch $@

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "需要 Python 3.11 或更高版本；可用 make PYTHON=python3.12 指定。"; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
	  || { rm -rf $(VENV); echo "无法建立虚拟环境；Debian 上请先安装 python3-venv。"; exit 1; }

# Chromium, Pango, a Chinese font, nginx, rsync and strace from Debian, only where they are missing and only as root.
browser:
	@missing=""; for name in $$(grep -v '^#' tests/apt.txt); do \
	  dpkg-query --show --showformat '$${Status}' $$name 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$name"; \
	done; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "正在安装浏览器、打印和发布区测试所需的软件包：$$missing"; \
	  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing; } >/dev/null \
	    || echo "安装失败，浏览器、打印和发布区测试将跳过：$$missing"; \
	else echo "未安装（需要管理员执行 apt-get install），浏览器、打印和发布区测试可能跳过：$$missing"; fi

# Wheels fit the system and the Python they were fetched with: run this on a machine like the one that will use them.
# Our own is built by the backend that has just been fetched; a fixed date gives the same sources the same wheel.
LOCK ?= requirements/site.txt
wheels: | $(BIN)/python
	@$(BIN)/python -m pip download -qq $(LOCKED) --requirement $(LOCK) --dest wheels
	@SOURCE_DATE_EPOCH=1577836800 $(BIN)/python -m pip wheel -qq --isolated --no-index --find-links wheels --no-deps \
	  --wheel-dir wheels .
	@rm -rf build
	@echo "已放进 wheels/；拷到内网后运行：make site WHEELS=wheels；与存档版一起保存：gongkai publish … --wheels wheels"

# Refreshes both locks for every common system at once. The tool lives in an environment of its own.
UV := .venv-lock/bin/uv
COMPILE := $(UV) pip compile pyproject.toml --quiet --upgrade --universal --python-version 3.11 --only-binary :all: \
  --generate-hashes --no-annotate --no-header
FOR_TESTS := --group build --group dev --extra weasyprint
lock:
	@test -x $(UV) || { $(PYTHON) -m venv .venv-lock && .venv-lock/bin/python -m pip install -qq uv; }
	@$(COMPILE) --group build --output-file requirements/site.txt
	@$(COMPILE) $(FOR_TESTS) --constraint requirements/site.txt --output-file requirements/test.txt
	@git diff --stat -- requirements

clean:
	rm -rf site pictures replay build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
