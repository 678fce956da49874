# Everything a newcomer needs: Python 3.11 or newer, Node with npm, and nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PYTHONDONTWRITEBYTECODE := 1

.DEFAULT_GOAL := help
.PHONY: help setup setup-test system demo test check soak bench lock clean

help: ## what can be made
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/.runtime: requirements/runtime.txt
	@echo "· Python packages for running (locked, with hashes)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Etterlev needs Python 3.11 or newer; set PYTHON=…")'
	@test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/runtime.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.test: requirements/test.txt $(VENV)/.runtime
	@echo "· Python packages for testing"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	@touch $@

$(VENV)/.assets: package-lock.json tools/assets $(wildcard src/etterlev/project/static/etterlev/*.css)
	@echo "· Fonts and styles (npm, locked)"
	@npm ci --no-audit --no-fund --loglevel=error
	@$(BIN)/python tools/assets
	@touch $@

setup: $(VENV)/.runtime $(VENV)/.assets ## get what running needs

setup-test: setup $(VENV)/.test system

system: # PostgreSQL and Chromium from Debian when we are root; without them the suite says what it skips
	@tools/system

demo: setup ## tell the whole story on a fictional group, then serve it (ONCE=1 exits, SEED=7 renames everything, SIZE=large has ten departments)
	@$(BIN)/etterlev demo $(if $(ONCE),--once) $(if $(SEED),--seed $(SEED)) $(if $(SIZE),--size $(SIZE))

check: setup $(VENV)/.test ## style, types, layers and pure tests, in under 90 seconds
	@tools/check

test: setup-test ## everything: rooms on both engines, journeys in Chromium
	@tools/test

soak: setup-test ## the long ones: kill points on both engines, then sabotage that must be noticed
	@tools/soak

bench: setup-test ## measure, and write the results beside the commands that made them
	@$(BIN)/python -m benchmarks

lock: ## pin every dependency again
	@tools/lock

clean: ## remove what was made here
	@rm -rf $(VENV) node_modules var build screenshots src/*.egg-info
