# One command each. `make` alone says what there is.
SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
key = $(shell cat $(1) | cksum | tr ' ' '-')
CATALOGUES := $(wildcard webapp/locale/*/LC_MESSAGES/*.po webapp/*/locale/*/LC_MESSAGES/*.po)
PACKAGE := $(VENV)/.package-$(call key,pyproject.toml setup.py requirements-build.lock $(CATALOGUES))
RUNTIME := $(VENV)/.runtime-$(call key,requirements.lock)
DEMO := $(VENV)/.demo-$(call key,requirements-demo.lock)
DEV := $(VENV)/.dev-$(call key,requirements-dev.lock)
CODE := activities webapp documents notifications workflows tariffs
PIP := $(BIN)/python -m pip -q -q --disable-pip-version-check
EXIT :=
SEED := 7

# the newest interpreter that runs and is new enough; wheels are not published for Pythons after 3.14 yet
define FIND_PYTHON
for candidate in $(PYTHON) python3.14 python3.13 python3.12 python3 python \
	$$(ls -d "$$HOME"/.pyenv/versions/3.1[234]*/bin/python 2>/dev/null | sort -rV); do \
	if "$$candidate" -c 'import sys, venv, ensurepip; sys.exit(not (3, 12) <= sys.version_info < (3, 15))' >/dev/null 2>&1; then \
		found="$$candidate"; break; \
	fi; \
done; \
if [ -z "$$found" ]; then \
	echo "Istok needs Python 3.12, 3.13 or 3.14 with its venv module; none was found."; \
	echo "  Debian 13, Ubuntu 24.04 and later:  apt-get install python3 python3-venv"; \
	echo "  Fedora: dnf install python3.13      macOS: brew install python@3.13      elsewhere: pyenv install 3.13"; \
	echo "Or name one yourself:  make setup PYTHON=/path/to/python3.13"; \
	exit 1; \
fi
endef

.DEFAULT_GOAL := help
.PHONY: help setup setup-demo setup-dev demo test check thorough attack api-fuzz bench operators fonts lock clean

help: ## say what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

setup: $(PACKAGE) $(RUNTIME) ## make .venv with everything that runs, and .venv/bin/istok
setup-demo: $(PACKAGE) $(DEMO) ## the same with the post office of the demonstration
setup-dev: $(PACKAGE) $(DEV) ## the same with the tools for tests and checks

$(BIN)/python:
	@$(FIND_PYTHON); echo "Using $$("$$found" --version)"; "$$found" -m venv $(VENV)

# the project itself, built by tools that do not stay
$(PACKAGE): | $(BIN)/python
	@$(PIP) install --require-hashes --only-binary :all: --target $(VENV)/build -r requirements-build.lock
	@PYTHONPATH=$(CURDIR)/$(VENV)/build $(PIP) install --no-deps --no-build-isolation --editable .
	@rm -rf $(VENV)/build
	@touch $@

$(RUNTIME): | $(BIN)/python
	@$(MAKE) --no-print-directory install LOCK=requirements.lock STAMP=$@

$(DEMO): | $(BIN)/python
	@$(MAKE) --no-print-directory install LOCK=requirements-demo.lock STAMP=$@

$(DEV): | $(BIN)/python
	@$(MAKE) --no-print-directory install LOCK=requirements-dev.lock STAMP=$@

.PHONY: install
install: # the locked wheels by hash, and nothing that the lock does not name
	@echo "Installing $(LOCK): a minute or two"
	@$(PIP) install --require-hashes --only-binary :all: --no-deps -r $(LOCK)
	@touch $(STAMP)
	@echo "Ready: $(BIN)/istok"

demo: setup-demo ## debt recovery from debt to bailiffs before your eyes (EXIT=1: run it, print one line of JSON, stop)
	@$(BIN)/istok demo --seed $(SEED) $(if $(EXIT),--exit)

test: setup-dev ## all tests, on a real PostgreSQL and a real Temporal server
	@$(BIN)/pytest -n 2 --dist loadscope

check: setup-dev ## format, lint, types, staircase of imports, migrations, known holes of what is installed
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@SECRET_KEY=check $(BIN)/mypy $(CODE)
	@$(BIN)/lint-imports
	@# no database is needed to compare models with migrations, and its absence is no news
	@$(BIN)/python -W "ignore:Got an error checking" -m webapp.config.cli makemigrations --check --dry-run
	@$(BIN)/python -m tests.known_holes

thorough: setup-dev ## every role in both languages and every segment, five thousand purposes of payments, a restore of twenty cases (make test tries fewer)
	@ISTOK_THOROUGH=1 $(BIN)/pytest -q tests/journeys/test_empty_desks.py tests/screens/test_every_address.py \
		tests/payments/test_nobody_elses_money.py tests/recovery/test_restore.py

attack: setup-dev ## attack a stack of its own: kills, rude providers, two at once, every address, spoilt files
	@$(BIN)/python -m tests.attack --seed $(SEED) $(if $(KILLS),--kills $(KILLS)) $(if $(FILES),--files $(FILES))

readings: setup-dev ## penalty, duty, threshold of a restriction, limitation: CASES random ones each by a slow second reading
	@ISTOK_READINGS=$(or $(CASES),10000) $(BIN)/pytest -q tests/tariffs --hypothesis-show-statistics \
		-k "penalty_of_random_claims or test_state_duty or test_limitation or read_slowly"

api-fuzz: setup-dev ## ask the API two thousand times by its own description, rightly and wrongly
	@ISTOK_API_CASES=$(or $(CASES),2000) $(BIN)/pytest -q tests/api/test_fuzz.py

bench: setup-dev ## measure, and print what docs/benchmarks.md records
	@$(BIN)/python -m tests.benchmarks

operators: setup-dev ## 50 people click through a running demonstration for two minutes (ISTOK_DEMO_PASSWORD as it was printed)
	@$(BIN)/python -m tests.benchmarks.operators

fonts: setup-dev ## make the fonts of the office out of those of Unfold (needs fonttools and brotli)
	@$(BIN)/python -m tests.fonts

COMPILE = $(or $(UV),uv) pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header \
	--no-annotate --python-version 3.12

lock: ## renew the lock files (needs uv); name UV=/path/to/uv when it is not on the PATH
	@$(COMPILE) --upgrade pyproject.toml --extra dev --output-file requirements-dev.lock
	@# the others take their versions from it: one installation never mixes two
	@$(COMPILE) --constraint requirements-dev.lock pyproject.toml --output-file requirements.lock
	@$(COMPILE) --constraint requirements-dev.lock pyproject.toml --extra demo --output-file requirements-demo.lock
	@$(COMPILE) --constraint requirements-dev.lock --group pyproject.toml:build --output-file requirements-build.lock

clean: ## forget the environment and every trace of demonstrations
	@rm -rf $(VENV) .istok
