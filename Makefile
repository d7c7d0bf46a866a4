# Everything here sets itself up, from a clean clone with nothing but git, make and Python: uv comes
# from your PATH or, by pip, into .tools; each environment is a git-ignored folder with a stamp in
# it, so that the second time costs nothing. "make help" lists what there is.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

# An environment that is active in your shell is none of ours.
unexport VIRTUAL_ENV
unexport PYTHONPATH
unexport PYTHONHOME
export SAM_CLI_TELEMETRY := 0

# The first Python that runs: a version manager's python3 may only say that 3.13 is missing.
PYTHON := $(shell for p in python3.13 python3 /usr/bin/python3 python; do \
	"$$p" -c '' 2>/dev/null && { echo "$$p"; break; }; done)
UV := $(or $(shell command -v uv 2>/dev/null),$(CURDIR)/.tools/bin/uv)
export UV # the local stack builds its bundle with it
COMPILE = $(UV) pip compile --quiet --universal --generate-hashes --no-annotate --no-header \
	--python-version 3.13
PINNED := functions tests tests/mutation tests/rules tests/wire infra infra/local
BUNDLE := functions/requirements.txt
SIMULATED := functions:infra:.

.PHONY: help run test e2e browser wire hostile exhaustive mutants mutation lint format types layers rules \
	template live doctor roster-check roster-import roster-export guest-export \
	guest-forget figures requirements check-requirements clean

help: ## list these
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## /{printf "make %-20s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# ---- see it, run it -----------------------------------------------------------------------------

run: .venv/.ready .venv-local/.ready ## let one weekend pass, in three minutes, on this machine
	@PYTHONPATH=infra .venv-local/bin/python -m local.run

doctor: .venv/.ready ## check a deployed (or the local) stack, and say what to do
	@PYTHONPATH=functions:infra .venv/bin/python -m operate.doctor

live: .venv/.ready ## end the rehearsal: show what will be sent, and ask
	@PYTHONPATH=functions:infra .venv/bin/python -m operate.live $(ARGS)

roster-check: .venv/.ready ## FILE=weekends.xlsx: show what a spreadsheet would do to the list
	@PYTHONPATH=functions:infra .venv/bin/python -m operate.sheets check

roster-import: .venv/.ready ## FILE=weekends.xlsx: show it, ask, and write it into the list
	@PYTHONPATH=functions:infra .venv/bin/python -m operate.sheets import

roster-export: .venv/.ready ## FILE=weekends.xlsx: the whole list as a spreadsheet
	@PYTHONPATH=functions:infra .venv/bin/python -m operate.sheets export

guest-export: .venv/.ready ## WEEKEND=2026-12-04 or ADDRESS=...: all that we hold about a guest
	@PYTHONPATH=functions:infra .venv/bin/python -m operate.guest export

guest-forget: .venv/.ready ## WEEKEND=2026-12-04 or ADDRESS=...: show it, ask, and delete it
	@PYTHONPATH=functions:infra .venv/bin/python -m operate.guest forget

figures: .venv/.ready .venv-local/.ready .venv-sam/.ready .venv-wire/.ready ## what a tick, a weekend, a month and a cold start cost
	@PYTHONPATH=functions:infra:. .venv/bin/python -m tests.figures

# ---- check it -----------------------------------------------------------------------------------

test: .venv/.ready .venv-local/.ready ## every test but the end-to-end one
	@.venv/bin/pytest -n 2 --dist loadfile --ignore tests/e2e --ignore tests/rules --ignore tests/wire $(ARGS)

e2e: .venv/.ready .venv-local/.ready ## the compressed weekend, over HTTP, on the embedded AWS
	@.venv/bin/pytest tests/e2e $(ARGS)

browser: .venv/.ready ## every page in every state, in a real Chromium: axe, keyboard, sizes, pictures
	@PYTHONPATH=$(SIMULATED) .venv/bin/python -m tests.browser $(ARGS)

wire: .venv/.ready .venv-local/.ready .venv-sam/.ready .venv-wire/.ready ## what only a wire can break
	@.venv/bin/pytest -n 2 --dist loadfile tests/wire $(ARGS)

hostile: .venv/.ready ## SEEDS=N weekends in which everything goes wrong that can
	@SEEDS=$(SEEDS) FROM=$(FROM) PYTHONPATH=$(SIMULATED) .venv/bin/python -m tests.simulation.hostile

exhaustive: .venv/.ready ## every fault at every call of a weekend; PAIRS=50: every fiftieth pair
	@PAIRS=$(PAIRS) PYTHONPATH=$(SIMULATED) .venv/bin/python -m tests.simulation.exhaustive

mutants: .venv/.ready ## deliberate bugs, one at a time: each must be caught
	@SEEDS=$(SEEDS) PYTHONPATH=$(SIMULATED) .venv/bin/python -m tests.simulation.mutants

mutation: .venv-mutation/.ready ## change gate, planning and apply anywhere: some test must notice
	@.venv-mutation/bin/python tests/mutation/survivors.py $(ARGS)

lint: .venv/.ready ## style, and the mistakes this project must not make
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .

format: .venv/.ready ## put the code into shape
	@.venv/bin/ruff format .
	@.venv/bin/ruff check --fix .

types: .venv/.ready ## mypy, strict
	@.venv/bin/mypy

layers: .venv/.ready ## imports point downwards
	@PYTHONPATH=functions .venv/bin/lint-imports --no-logo

rules: .venv/.ready .venv-rules/.ready ## our own rules, bandit, and known weaknesses of what we use
	@.venv-rules/bin/bandit --quiet --configfile pyproject.toml --recursive functions infra
	@.venv/bin/pytest -q tests/rules $(ARGS)
	@.venv-rules/bin/python tests/rules/audit.py functions/requirements.txt

template: export AWS_DEFAULT_REGION = eu-west-2
template: .venv/.ready .venv-sam/.ready ## validate the template and build it, without credentials
	@.venv/bin/cfn-lint template.yaml infra/*.yaml
	@.venv-sam/bin/sam validate --lint
	@PATH="$(CURDIR)/.venv-sam/bin:$$PATH" .venv-sam/bin/sam build --cached

# ---- what is installed --------------------------------------------------------------------------

requirements: | $(UV) ## pin again what the .in files ask for (ARGS=--upgrade: the newest)
	@for room in $(PINNED); do \
		echo "$$room/requirements.txt"; \
		$(COMPILE) $(ARGS) $$room/requirements.in -o $$room/requirements.txt || exit 1; done

check-requirements: | $(UV) ## the pins say what the .in files ask for, and name no host
	@tmp=$$(mktemp -d) && trap 'rm -rf "$$tmp"' EXIT && for room in $(PINNED); do \
		cp $$room/requirements.txt $$tmp/pins.txt && \
		$(COMPILE) $$room/requirements.in -o $$tmp/pins.txt && \
		diff -u $$room/requirements.txt $$tmp/pins.txt || { \
			echo "$$room/requirements.txt has drifted from its .in file: run make requirements"; \
			exit 1; }; \
		if grep -n '://' $$room/requirements.txt; then \
			echo "$$room/requirements.txt names a host: pins are hashes only"; exit 1; fi; done
	@echo "The pins are what the .in files ask for."

clean: ## remove everything that make made
	rm -rf .tools .venv .venv-local .venv-mutation .venv-rules .venv-sam .venv-wire .aws-sam .build .screenshots

.venv/.ready: $(BUNDLE) tests/requirements.txt
.venv-local/.ready: infra/local/requirements.txt
.venv-mutation/.ready: $(BUNDLE) tests/requirements.txt tests/mutation/requirements.txt
.venv-rules/.ready: tests/rules/requirements.txt
.venv-wire/.ready: tests/wire/requirements.txt
.venv-sam/.ready: infra/requirements.txt

.venv/.ready .venv-local/.ready .venv-mutation/.ready .venv-rules/.ready .venv-sam/.ready \
.venv-wire/.ready: .python-version | $(UV)
	@echo "Setting up $(@D) ..."
	@$(@D)/bin/python -c 'import sys; sys.exit(sys.version_info[:2] != (3, 13))' 2>/dev/null || { \
		rm -rf $(@D); $(UV) venv --quiet --python 3.13 $(@D); } || { \
		echo "This project needs Python 3.13, and none was found or could be fetched. Install it" \
			"(apt install python3.13, brew install python@3.13, pyenv install 3.13 or uv python" \
			"install 3.13) and run make again." >&2; exit 1; }
	@$(UV) pip sync --quiet --python $(@D)/bin/python --require-hashes $(filter %.txt,$^)
	@touch $@

$(CURDIR)/.tools/bin/uv:
	@test -n "$(PYTHON)" || { echo "No Python was found on this machine: install Python 3.13 and run" \
		"make again." >&2; exit 1; }
	@echo "Fetching uv, which sets up everything else, into .tools ..."
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --target .tools uv 2>/dev/null || { \
		rm -rf .tools; $(PYTHON) -m venv .tools && \
		.tools/bin/python -m pip install --quiet --upgrade pip uv; } || { rm -rf .tools; \
		echo "uv could not be fetched: $(PYTHON) has neither pip nor venv, or there is no network." \
			"Install one of them (apt install python3-pip) and run make again." >&2; exit 1; }
