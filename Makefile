# The main job in two commands: `make demo` and `make test`.
.PHONY: demo test lint bench messages clean venv dev

venv:
	@.ci/venv

dev:
	@.ci/venv dev

demo: venv  ## a year and more of five programmes, in a fresh workspace under .demo/
	@rm -rf .demo
	@.venv/bin/funds demo .demo

lint: dev  ## style, types, arrows, catalogues
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports
	@.venv/bin/python tests/messages.py --check

test: lint  ## everything; PostgreSQL is installed when it is missing and we are root
	@.ci/packages
	@.venv/bin/pytest -n 2 --dist loadgroup

messages: dev  ## bring the catalogues up to date with the code
	@.venv/bin/python tests/messages.py

bench: dev  ## each figure a ratio of medians beside a peer or the limit, in one run
	@.venv/bin/python bench/run.py

clean:
	rm -rf .venv .demo .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
