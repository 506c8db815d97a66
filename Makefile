# Everything a fresh computer needs is Python 3.11 or newer; the rest goes into .venv.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input install
MADE_BY_TOOLS := .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist reportgen.egg-info

.DEFAULT_GOAL := help
.PHONY: help build check test lint docs pictures gallery clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

build: $(VENV)/installed ## every pack that is not up to date, below out/
	@$(BIN)/reportgen build

check: $(VENV)/installed ## content, glossary and templates; warnings count
	@$(BIN)/reportgen check --strict

test: $(VENV)/installed-dev ## the tests, on all processors
	@$(BIN)/python -m pytest -n auto

lint: $(VENV)/installed-dev ## style, form and types of the code
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

docs: $(VENV)/installed-docs ## the documentation as a site, in build/site; its links are checked
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict

pictures: $(VENV)/installed-dev ## the pictures of the README anew (needs LibreOffice and Chromium)
	@$(BIN)/python -m docs.pictures.draw
	@$(BIN)/python -m docs.pictures.draw_rooms
	@$(BIN)/python -m docs.pictures.draw_preview
	@$(BIN)/python -m docs.pictures.draw_engine

gallery: $(VENV)/installed-dev ## the contact sheets of docs/gallery that changed (needs LibreOffice)
	@$(BIN)/python -m docs.gallery.draw

clean: ## take away all that make has made: packs, environment, caches
	@rm -rf $(VENV) $(MADE_BY_TOOLS)
	@find out -mindepth 1 ! -name README.md -delete
	@find reportgen tests docs -name __pycache__ -prune -exec rm -rf {} +

# A stamp is as old as what pip did; a newer pyproject.toml makes pip look again.

$(VENV)/installed: pyproject.toml | $(BIN)/python
	@$(PIP) --editable .
	@touch $@

$(VENV)/installed-dev: pyproject.toml | $(BIN)/python
	@$(PIP) --editable '.[dev]'
	@touch $@ $(VENV)/installed

$(VENV)/installed-docs: pyproject.toml | $(BIN)/python
	@$(PIP) --editable '.[docs]'
	@touch $@ $(VENV)/installed

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "reportgen needs Python 3.11 or newer; name one with make PYTHON=…")'
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }
