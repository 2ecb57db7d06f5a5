# Everything runs in .venv, which the first command makes. Needs Python 3.11 or newer and make.
# Another interpreter: make demo PYTHON=/path/to/python3.12

PYTHON ?= python3 python3.13 python3.12 python3.11 python
VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.installed
DEVELOPMENT := $(VENV)/.installed-dev
PROFILE := profiles/baocheng-primary-school.yaml
OUTPUT := output/baocheng-primary-school
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
SUITABLE := import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))

.DEFAULT_GOAL := help
.PHONY: help demo test check calibrate clean

help:
	@echo "make demo    write the sample bid into $(OUTPUT)"
	@echo "make test    run the tests (WUYE_FULL=1: also the slow ones)"
	@echo "make check   lint, format, types and the product's own check"
	@echo "make calibrate  compare headcounts with published cases"
	@echo "make clean   remove the environment, caches and build results"

demo: $(RUNTIME)
	$(BIN)/wuye bid $(PROFILE) -o $(OUTPUT)
	@echo "The bid is in $(CURDIR)/$(OUTPUT):"
	@ls $(OUTPUT)

test: $(DEVELOPMENT)
	PYTHONWARNDEFAULTENCODING=1 $(BIN)/python -m pytest -n auto

check: $(DEVELOPMENT)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/wuye check

calibrate: $(DEVELOPMENT)
	$(BIN)/python -X utf8 -m benchmarks.calibration

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist
	find generator tests scripts -type d -name __pycache__ -prune -exec rm -rf {} +

$(RUNTIME): $(VENV)/pyvenv.cfg pyproject.toml
	$(PIP) install --quiet --editable .
	@touch $@

$(DEVELOPMENT): $(VENV)/pyvenv.cfg pyproject.toml
	$(PIP) install --quiet --editable '.[dev]'
	@touch $(RUNTIME) $@

$(VENV)/pyvenv.cfg:
	@for candidate in $(PYTHON); do \
		if "$$candidate" -c '$(SUITABLE)' >/dev/null 2>&1; then \
			echo "Making $(VENV) with $$candidate"; \
			exec "$$candidate" -m venv $(VENV); \
		fi; \
	done; \
	echo "No Python 3.11 or newer with the venv module was found." >&2; \
	echo "Install one (Debian and Ubuntu: python3 python3-venv) or name it: make demo PYTHON=..." >&2; \
	exit 1
