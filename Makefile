PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
PYBABEL := $(BIN)/pybabel
TEXTS := assessment/translations
CATALOGUE := $(TEXTS)/zh/LC_MESSAGES/messages.po
COMPILE := pip compile pyproject.toml --group build --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --quiet

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help run test check demo screenshots bench lock texts clean FORCE

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

run: $(VENV)/.installed ## install into .venv when needed, then serve (options: ARGS="--port 9000")
	$(BIN)/assessment serve $(ARGS)

test: $(VENV)/.tested ## the whole test suite (a part of it: ARGS=tests/engine)
	$(BIN)/python -m pytest $(ARGS)

check: $(VENV)/.tested ## lint, format, types, templates, architecture
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/python -m pytest tests/test_architecture.py

demo: $(VENV)/.installed ## add the sample firm with its four dated assessments
	$(BIN)/assessment demo $(ARGS)

screenshots: $(VENV)/.tested ## make the README's pictures anew from the demo data
	$(BIN)/python -m tests.screenshots $(ARGS)

bench: $(VENV)/.tested ## measure what docs/performance.md reports
	$(BIN)/python -m tests.bench $(ARGS)

lock: ## make both locks anew from pyproject.toml (newer releases: ARGS=--upgrade)
	@set -e; tools=$$(mktemp -d); trap 'rm -rf "$$tools"' EXIT; \
	$(PYTHON) -m venv "$$tools"; \
	"$$tools/bin/python" -m pip install --quiet --disable-pip-version-check uv; \
	"$$tools/bin/uv" $(COMPILE) $(ARGS) --output-file requirements.lock; \
	"$$tools/bin/uv" $(COMPILE) $(ARGS) --extra test --constraints requirements.lock \
		--output-file requirements-test.lock

texts: $(VENV)/.installed ## gather the interface's texts into the catalogue and compile it
	@set -e; template=$$(mktemp); trap 'rm -f "$$template"' EXIT; \
	$(PYBABEL) --quiet extract --mapping $(TEXTS)/babel.cfg --no-location --sort-output --add-comments i18n: \
		--keyword lazy_gettext --keyword lazy_ngettext:1,2 --keyword lazy_pgettext:1c,2 \
		--output "$$template" .; \
	$(PYBABEL) --quiet update --locale zh --input-file "$$template" --output-file $(CATALOGUE) \
		--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date; \
	$(PYBABEL) compile --directory $(TEXTS) --statistics

clean: ## remove what can be made again; instance/ stays
	rm -rf $(VENV) dist .pytest_cache .mypy_cache .ruff_cache .hypothesis $(TEXTS)/*/LC_MESSAGES/*.mo
	find assessment tests -name __pycache__ -prune -exec rm -rf {} +

# Made anew when its interpreter is gone, or when the folder was moved or copied: its scripts name the old place.
$(VENV)/pyvenv.cfg: FORCE
	@grep -qsF '$(CURDIR)/$(VENV)' $@ && $(BIN)/python -c 'import pip' 2>/dev/null || { \
		command -v $(PYTHON) >/dev/null || { \
			echo 'There is no $(PYTHON) here. Install Python 3.11 or newer, or name it: make run PYTHON=python3.11' >&2; \
			exit 1; }; \
		$(PYTHON) -c 'import sys; v = sys.version_info; v >= (3, 11) or sys.exit("$(PYTHON) is Python %d.%d; this program needs 3.11 or newer. Name another: make run PYTHON=python3.11" % v[:2])' && \
		$(PYTHON) -m venv --clear $(VENV); }

$(VENV)/.locked: requirements.lock $(VENV)/pyvenv.cfg
	$(PIP) install --quiet --require-hashes -r requirements.lock
	@touch $@

# The build backend also compiles the catalogues, so a changed one is a reason to install again.
$(VENV)/.installed: $(VENV)/.locked pyproject.toml $(TEXTS)/build_hook.py $(wildcard $(TEXTS)/*/LC_MESSAGES/*.po)
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.tested: requirements-test.lock $(VENV)/.installed
	$(PIP) install --quiet --require-hashes -r requirements-test.lock
	@touch $@
