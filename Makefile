# A thin door: bootstrap.py does the set-up, .venv/bin/cocrea does the work.
PORT ?= 8000
PY := .venv/bin/python
COCREA := .venv/bin/cocrea

.PHONY: help setup setup-dev demo serve test test-all lint soak messages pins

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

setup:  ## virtual environment with what the portal needs
	@python3 bootstrap.py

setup-dev:  ## the same, with what tests and checks need
	@python3 bootstrap.py --dev

demo: setup  ## the whole process of 2018, replayed and served on 127.0.0.1:$(PORT)
	@$(COCREA) demo --port $(PORT)

serve: setup  ## production settings, granian
	@$(COCREA) serve --port $(PORT)

test: setup-dev  ## SQLite, one browser walk per role; under five minutes
	@$(PY) scripts/run_tests.py fast

test-all: setup-dev  ## adds PostgreSQL, kill and concurrency runs, every language and width
	@$(PY) scripts/run_tests.py all

lint: setup-dev  ## ruff, import contracts, types, templates, translations, spelling
	@$(PY) scripts/lint.py

soak: setup-dev  ## repeats the long ones
	@$(PY) scripts/run_tests.py soak

messages: setup-dev  ## adds new texts to the English catalogues and compiles them
	@$(PY) scripts/messages.py update
	@$(PY) scripts/messages.py compile

pins:  ## renews the pins (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate requirements/base.in -o requirements/base.txt --upgrade
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate requirements/dev.in -o requirements/dev.txt --upgrade
