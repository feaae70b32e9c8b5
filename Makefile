# Two commands are for everybody: `make run` and `make test`. `make help` lists the rest.

MAKEFLAGS += --no-print-directory
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
PYTHON ?= python3
PORT ?= 8000
RECORD ?= records/kp
# Loaded beside it, so that the site shows a land account: an invented country.
BESIDE := $(filter-out $(RECORD),records/demoland)
# SERVE=0 does all of `make run` but keep the site up.
SERVE ?= 1
export PLOUGHSHARE_DATA_DIR ?= $(CURDIR)/data

BIN := .venv/bin
BENCHMARKS := cli_start report_build check_scaling country_page import_quality import_speed \
	land/speed land/scaling land/query land/map
PLOUGHSHARE := $(BIN)/ploughshare
OUT := build/$(notdir $(RECORD))
PIP := $(BIN)/python -m pip install --disable-pip-version-check --require-hashes
# What pip has fetched and not what it found to be there.
NEWS := { grep -vE '^(Requirement already|Ignoring|Looking in)' || true; }

# Each stamp is made when its step is done, so that a second run skips the step.
VENV := .venv/.made
RUN_DEPENDENCIES := .venv/.run-dependencies
DEV_DEPENDENCIES := .venv/.dev-dependencies
ASSETS := node_modules/.assets
FOUND := build/found-in-$(notdir $(RECORD)).txt
REPORT := $(OUT)/figures.json

SOURCES := $(shell find src $(RECORD) -type f -not -path '*/__pycache__/*' -not -path 'src/ploughshare/assets/*' \
	-not -path 'src/ploughshare/web/*')

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run test setup setup-dev system check checked lint types contract fast whole format docs images bench lock clean
.DELETE_ON_ERROR:

help:  ## list what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## */\1\t/' | expand -t 12

run: setup checked $(REPORT)  ## set everything up, check the record, build its report, load it and serve the site
	@echo "== Loading $(RECORD) into the database"
	@$(PLOUGHSHARE) load $(RECORD)
	@$(if $(BESIDE),$(PLOUGHSHARE) load $(BESIDE))
	@echo
	@echo "The report      $(OUT)/report.pdf  report.docx  report.html"
	@echo "Its figures     $(OUT)/figures.json"
	@echo "The record      $(RECORD)/"
	@echo "The database    $(PLOUGHSHARE_DATA_DIR)"
ifneq ($(SERVE),0)
	@echo "The site        http://127.0.0.1:$(PORT)   (stop it with Ctrl-C; another port with PORT=8001)"
	@exec $(PLOUGHSHARE) serve --port $(PORT)
endif

test: setup-dev system lint types contract fast whole  ## set everything up and run every check and test

setup: $(RUN_DEPENDENCIES) $(ASSETS)  ## make .venv, the dependencies and the front-end assets

setup-dev: $(DEV_DEPENDENCIES) $(ASSETS)

$(VENV):
	@echo "== Making a virtual environment in .venv"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Ploughshare needs Python 3.11 or newer; name one: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "On Debian: apt-get install python3-venv"; exit 1; }
	@touch $@

$(RUN_DEPENDENCIES): requirements/run.txt pyproject.toml $(VENV)
	@echo "== Installing the dependencies (the first time takes about a minute)"
	@$(PIP) -r requirements/run.txt | $(NEWS)
	@$(BIN)/python -m pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV_DEPENDENCIES): requirements/dev.txt $(RUN_DEPENDENCIES)
	@echo "== Installing what the tests need"
	@$(PIP) -r requirements/dev.txt | $(NEWS)
	@touch $@

$(ASSETS): package-lock.json scripts/fetch_assets.py | $(VENV)
	@echo "== Fetching fonts, map outlines and scripts by lock file"
	@$(BIN)/python scripts/fetch_assets.py
	@touch $@

system:
	@sh scripts/system_packages.sh

check: setup  ## check the record and print all that was found
	@$(PLOUGHSHARE) check $(RECORD)

# All that was found where it stops the report, else the last line of it.
checked: setup
	@echo "== Checking $(RECORD)"
	@mkdir -p build
	@$(PLOUGHSHARE) check $(RECORD) >$(FOUND) || { cat $(FOUND); exit 1; }
	@echo "$$(tail -n 1 $(FOUND)) \`make check\` prints them."

$(REPORT): $(SOURCES) $(ASSETS)
	@echo "== Building the report of $(RECORD) into $(OUT)"
	@$(PLOUGHSHARE) report $(RECORD) --out $(OUT) >/dev/null

lint: setup-dev  ## style and likely bugs
	@echo "== Lint"
	@$(BIN)/ruff check

types: setup-dev  ## strict typing
	@echo "== Types"
	@$(BIN)/mypy

contract: setup-dev  ## imports run one way
	@echo "== Import contract"
	@$(BIN)/lint-imports

# No test touches the database that `make run` made.
fast whole: export PLOUGHSHARE_DATA_DIR := $(CURDIR)/build/test-data

fast: setup-dev  ## the tests that need nothing from outside Python and take no time
	@echo "== Tests"
	@$(BIN)/pytest -q -n auto -m "not slow and not browser and not postgresql"

whole: setup-dev system  ## the slow tests, and those in a browser and on PostgreSQL
	@echo "== Slow tests, in a browser and on PostgreSQL"
	@$(BIN)/pytest -q -n 2 --dist loadgroup --no-skips -m "slow or browser or postgresql"

format: setup-dev  ## put the code into its canonical form
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

docs: setup-dev  ## write docs/reference from the code
	@$(BIN)/python scripts/write_reference.py

images: setup-dev $(REPORT)  ## take the pictures of the README from the real output
	@$(BIN)/python scripts/take_pictures.py

bench: setup-dev  ## measure speed, as ratios against the alternative in the same run
	@for name in $(BENCHMARKS); do $(BIN)/python benchmarks/$$name.py || exit 1; done

lock: $(VENV)  ## resolve the dependencies anew, with hashes and without addresses
	@$(PIP) --quiet -r requirements/lock.txt
	@sh scripts/lock.sh

clean:  ## remove all that was made, the database in data/ excepted
	rm -rf .venv node_modules build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find src/ploughshare/assets -mindepth 1 -not -name __init__.py -delete
	find src tests benchmarks scripts -name __pycache__ -type d -prune -exec rm -rf {} +
