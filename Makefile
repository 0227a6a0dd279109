# One command each; `make help` lists them.

PYTHON_ENV = .venv/bin/python
# The checks and tests have data of their own, so that they may run beside `make run`.
TEST_DATA = OPS_TRACKER_DATA="$${OPS_TRACKER_DATA:-.data}/test"
LOCK = $(PYTHON_ENV) -m uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header pyproject.toml

export PORT MAKECMDGOALS

.PHONY: help run demo-data test coverage house soak check bench fmt messages lock clean
.NOTPARALLEL:

help: ## list the commands
	@sed -n 's/^\([a-z-]*\):.*## /make \1|/p' Makefile | while IFS='|' read -r name text; do printf '%-16s %s\n' "$$name" "$$text"; done

run: ## install everything and serve http://127.0.0.1:8000 (PORT=8001 for another port)
	@deploy/install embedded
	@$(PYTHON_ENV) -m ops_tracker.local.stack --with-parent

demo-data: ## load invented seizures with all that belongs to them (ROWS=1000000 for another number than 100000)
	@deploy/install embedded
	@$(PYTHON_ENV) manage.py demo_data --rows="$${ROWS:-100000}"

test: ## install everything and run every test
	@deploy/install dev
	@deploy/install-chromium
	@$(PYTHON_ENV) -m pytest -n 2 --dist loadfile -m "not browser" || failed=1; \
	$(PYTHON_ENV) -m pytest -m browser || failed=1; \
	exit $${failed:-0}

coverage: ## run every test but those of the browser, and print what none of them ran
	@deploy/install dev
	@mkdir -p .data
	@$(PYTHON_ENV) -m pytest -n 2 --dist loadfile -m "not browser" -q --cov --cov-report=term \
		--cov-report=json:.data/coverage.json
	@$(PYTHON_ENV) -m tests.coverage_table .data/coverage.json

house: ## print the size of each app and room, the longest chains of imports, and names that are defined twice
	@deploy/install dev
	@$(PYTHON_ENV) -m tests.house_numbers

soak: ## attack the ledger for longer than the tests do (MINUTES=10), by a seed that is printed
	@deploy/install dev
	PROPERTY_MINUTES="$${MINUTES:-10}" $(PYTHON_ENV) -m pytest -q -s tests/figures/test_property.py tests/figures/ledger/test_at_once.py

check: ## lint, format, types, migrations, templates, OpenAPI, floors, compose file
	@deploy/install dev
	$(PYTHON_ENV) -m ruff check .
	$(PYTHON_ENV) -m ruff format --check .
	$(PYTHON_ENV) -m mypy .
	$(PYTHON_ENV) -m djlint --check templates
	$(PYTHON_ENV) -m djlint --lint templates
	@mkdir -p .data/test
	$(TEST_DATA) $(PYTHON_ENV) manage.py makemigrations --check --dry-run
	$(TEST_DATA) HTTPS=1 $(PYTHON_ENV) manage.py check --deploy --fail-level WARNING
	$(TEST_DATA) $(PYTHON_ENV) manage.py spectacular --validate --fail-on-warn --file .data/test/openapi.yaml
	$(PYTHON_ENV) -m openapi_spec_validator .data/test/openapi.yaml
	$(PYTHON_ENV) -m pytest -q tests/test_house.py
	@deploy/check-compose

bench: ## measure answers at 100,000 and 1,000,000 seizures (BENCH_ROWS=100000 for a quick look)
	@deploy/install dev
	@$(PYTHON_ENV) -m tests.bench

fmt: ## put code and templates in shape
	@deploy/install dev
	$(PYTHON_ENV) -m ruff check --fix-only .
	$(PYTHON_ENV) -m ruff format .
	-$(PYTHON_ENV) -m djlint --quiet --reformat templates

messages: ## extract the texts to translate into locale/, and list those that lack a translation
	@deploy/install dev
	@mkdir -p .data/test
	$(TEST_DATA) $(PYTHON_ENV) manage.py messages

lock: ## pin every package named in pyproject.toml (UPGRADE=--upgrade for the newest versions)
	@deploy/install dev
	$(LOCK) $(UPGRADE) -o requirements.txt
	$(LOCK) $(UPGRADE) --group embedded -c requirements.txt -o requirements-embedded.txt
	$(LOCK) $(UPGRADE) --group dev -c requirements-embedded.txt -o requirements-dev.txt

clean: ## remove what was installed (data stays)
	rm -rf .venv node_modules
