# Targets for people who use Philae and people who change it. `make` alone lists them.
# PYTHON=python3.13 picks the Python for .venv; ARGS="--port 9000" reaches the philae command.

.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
export PYTHON
# Tests and gateways start some hundred processes: each would compile every module anew.
unexport PYTHONDONTWRITEBYTECODE

philae := .venv/bin/philae
python := .venv/bin/python
build = @python=$$(scripts/python) && "$$python" scripts/setup

.PHONY: help
help:
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' Makefile

# ── use it ──────────────────────────────────────────────────────────────────────────────────────

.PHONY: setup
setup: ## build .venv with the philae command
	$(build) base

.PHONY: demo
demo: setup ## set up, start a gateway, ask it for a picture, save it under out/
	@$(philae) demo $(ARGS)

.PHONY: serve
serve: setup ## the gateway on 127.0.0.1:8080 over ./data (ARGS="--port 9000")
	@$(philae) serve $(ARGS)

# ── change it ───────────────────────────────────────────────────────────────────────────────────

.PHONY: setup-dev
setup-dev:
	$(build) dev

.PHONY: setup-all
setup-all:
	$(build) all
	@scripts/sdk

.PHONY: test
test: setup-dev ## all tests that need no root, no Node and no browser (ARGS="-k ledger")
	@echo "left out here, run by make test-all: tests marked long, browser or sdk"
	@$(python) -m pytest -n 4 --dist loadfile -m "not long and not browser and not sdk" $(ARGS)

.PHONY: test-all
test-all: setup-all ## every test: the long ones, the vendors' SDKs and the browser too
	@$(python) -m pytest $(ARGS)

.PHONY: check
check: setup-dev ## format, lint, types, import contracts, licences and docs current
	$(python) -m ruff format --check .
	$(python) -m ruff check .
	$(python) -m mypy
	.venv/bin/lint-imports
	$(python) scripts/third-party --check
	$(philae) docs --check
	$(python) scripts/coverage --check

.PHONY: format
format: setup-dev ## format the code and mend what lint can mend
	$(python) -m ruff check --fix-only --quiet .
	$(python) -m ruff format .

.PHONY: bench
bench: setup ## the performance budgets, measured side by side with nginx
	@$(philae) bench $(ARGS)

.PHONY: crash
crash: setup-dev ## the full crash suite: kill at random, then prove the ledger
	@$(python) -m pytest -m crash --timeout 1800 $(ARGS)

.PHONY: proof
proof: setup ## one minute, live: jobs go on while the gateway is killed before your eyes
	@$(philae) proof $(ARGS)

.PHONY: lock
lock: ## pin requirements/*.txt anew from pyproject.toml and check every wheel (ARGS=--upgrade)
	@scripts/lock $(ARGS)
	@scripts/check-wheels

.PHONY: licences
licences: setup-dev ## write THIRD_PARTY.md anew
	@$(python) scripts/third-party

.PHONY: clean
clean: ## remove .venv, build output and caches; ./data and ./out stay
	@rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage htmlcov
	@find src tests bench scripts -name __pycache__ -type d -prune -exec rm -rf {} +
