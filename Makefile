# Two commands for a newcomer: `make run` and `make test`. `make check` is what CI runs.
PORT ?= 8000
KAMFIELD_HOME ?= .kamfield
PYTHON ?= python3
BIN = .venv/bin
TESTS = $(BIN)/python -m pytest -n 2

export KAMFIELD_HOME

.PHONY: run test check format migration openapi bench constraints clean

run: .venv/ready
	$(BIN)/kamfield demo
	KAMFIELD_PUBLIC_URL=http://127.0.0.1:$(PORT) exec $(BIN)/kamfield serve --port $(PORT)

test: .venv/ready
	$(TESTS)

check: .venv/ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(TESTS)

format: .venv/ready
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

migration: .venv/ready
	KAMFIELD_HOME=$$(mktemp -d) $(BIN)/kamfield make-migration "$(WHAT)"

openapi: .venv/ready
	$(BIN)/kamfield openapi --output openapi/kamfield.yaml
	$(BIN)/kamfield codes --output docs/codes.md

bench: .venv/ready
	$(BIN)/python -m bench

# Not by date: in a fresh clone the dates of files say nothing.
constraints: .venv/ready
	$(BIN)/uv pip compile setup.cfg --extra dev --universal --generate-hashes --python-version 3.11 --no-header --no-emit-index-url -q -o constraints.txt

.venv/ready: constraints.txt setup.cfg
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch .venv/ready

clean:
	rm -rf .venv .kamfield
