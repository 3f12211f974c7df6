# The front door: `make` alone lists what there is.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
AUDIT := .venv/audit
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
LOCK := uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header
NPM := $(shell command -v npm)
# Only two checks need npm's packages: the workflows' linter, and the accessibility rules in the browser.
NODE := $(if $(NPM),tools/node_modules)

.DEFAULT_GOAL := help
.PHONY: help docs examples pictures site serve pages test check fuzz learned growth mutants shots messages bench properdocs licences sbom audit lock dist clean

help: ## List what there is
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 19

site: $(VENV)/site ## Build site/ from content/ (RECORD=yes records its addresses as published)
	$(BIN)/digest build $(if $(RECORD),--record)

serve: $(VENV)/site ## Preview on http://127.0.0.1:8000/, following edits
	$(BIN)/digest serve

pages: $(VENV)/site ## Write only the Markdown, into build/pages/
	$(BIN)/digest pages

test: $(VENV)/dev $(NODE) ## Run all tests, on all cores
	$(BIN)/pytest --numprocesses auto --dist worksteal -m "not learning"

check: $(VENV)/dev $(NODE) ## Lint and type-check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
ifneq ($(NPM),)
	node tools/lint-workflows.mjs
else ifeq ($(CI),true)
	@echo "npm is missing: the workflows cannot be linted" >&2; exit 1
else
	@echo "npm is missing: the workflows were not linted"
endif

docs: $(VENV)/site ## Build the documentation into build/docs/, and see that every link in it leads somewhere
	NO_MKDOCS_2_WARNING=true $(BIN)/mkdocs build --strict --config-file docs/mkdocs.yml

examples: $(VENV)/site ## Build the three digests of the gallery into build/examples/
	$(BIN)/python tools/examples.py build/examples

fuzz: $(VENV)/dev ## Damage the example documents for ten minutes, and see that every reader copes
	$(BIN)/python tools/fuzz.py --seconds 600

learned: $(VENV)/dev ## See that the committed tables are what the scripts learn from the shared corpus
	$(BIN)/pytest -m learning --numprocesses auto

growth: $(VENV)/dev ## See that no input takes more than linear time: every pattern through everything (half an hour)
	EVERY_PATTERN=yes $(BIN)/pytest tests/test_growth.py

mutants: $(VENV)/mutants ## Break the code in 300 places, and list what the tests did not notice
	$(BIN)/python tools/mutants.py

shots: $(VENV)/dev ## Take pictures of site/ to look at: all kinds of pages, four widths, light and dark
	$(BIN)/python tools/shots.py build/shots site

pictures: $(VENV)/dev ## Take the pictures of the documentation again, of what the program builds now
	$(BIN)/python tools/pictures.py

messages: $(VENV)/site ## Collect the texts that readers see, for translators
	$(BIN)/python tools/messages.py

bench: $(VENV)/site ## Measure builds of 500 papers, beside those of other generators
	$(BIN)/python tools/bench.py

properdocs: $(VENV)/properdocs ## Build with ProperDocs, too, and compare
	$(BIN)/digest pages
	$(BIN)/mkdocs build --quiet --site-dir build/by-mkdocs
	$(BIN)/properdocs build --quiet --config-file mkdocs.yml --site-dir build/by-properdocs
	$(BIN)/python tools/compare_sites.py build/by-mkdocs build/by-properdocs

licences: $(VENV)/site $(AUDIT)/made ## List the licence of each package that a build uses
	@$(AUDIT)/bin/pip-licenses --python $(BIN)/python --from mixed --order license --packages \
		$$(sed -n 's/^\([A-Za-z0-9_.-]*\)==.*/\1/p' requirements/site.txt)

sbom: $(AUDIT)/made ## Write build/sbom.json: what a build uses, as CycloneDX
	@$(AUDIT)/bin/cyclonedx-py requirements requirements/site.txt --pyproject pyproject.toml --output-reproducible \
		--output-file build/sbom.json

audit: $(AUDIT)/made ## Look for known vulnerabilities of the locked packages (needs the network)
	$(AUDIT)/bin/pip-audit --require-hashes --disable-pip --requirement requirements/site.txt
	$(AUDIT)/bin/pip-audit --require-hashes --disable-pip --requirement requirements/dev.txt

lock: ## Lock the newest dependencies, with hashes (needs uv)
	$(LOCK) pyproject.toml requirements/build.in --output-file requirements/site.txt
	$(LOCK) pyproject.toml requirements/build.in --extra dev --constraint requirements/site.txt \
		--output-file requirements/dev.txt
	$(LOCK) requirements/audit.in --constraint requirements/dev.txt --output-file requirements/audit.txt
	$(LOCK) requirements/release.in --output-file requirements/release.txt
	$(LOCK) requirements/mutants.in --constraint requirements/dev.txt --output-file requirements/mutants.txt
	$(LOCK) requirements/properdocs.in --constraint requirements/dev.txt --output-file requirements/properdocs.txt

dist: $(VENV)/site ## Make the wheel and the sdist of this version
	rm -rf dist
	$(BIN)/hatchling build -d dist

clean: ## Remove everything that was made, except for the installed packages
	rm -rf dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find build -mindepth 1 -maxdepth 1 -not -name pages -exec rm -rf {} +
	find build/pages site -mindepth 1 -not -name .gitignore -delete

# The environment is made anew when another Python is to be used than made it, or when that one is gone.
WANTED := $(shell $(PYTHON) -c 'import sys; print(*sys.version_info[:2], sys.base_prefix)' 2>/dev/null)
ifneq ($(WANTED),$(shell test -x $(BIN)/python && cat $(VENV)/made-by 2>/dev/null))
.PHONY: $(VENV)/made-by
endif
$(VENV)/made-by:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "Python 3.11 or newer is needed; '$(PYTHON)' is not. Another one: make PYTHON=python3.13" >&2; exit 1; }
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV)
	@echo "$(WANTED)" > $@

# A stamp a set of packages: made again only when its lock changes.
$(VENV)/site: requirements/site.txt pyproject.toml $(VENV)/made-by
	@echo "Installing the locked packages of requirements/site.txt into $(VENV)"
	@$(PIP) install --require-hashes --requirement requirements/site.txt
	@$(PIP) install --no-index --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev: $(VENV)/site requirements/dev.txt
	@echo "Installing the locked packages of requirements/dev.txt into $(VENV)"
	@$(PIP) install --require-hashes --requirement requirements/dev.txt
	@touch $@

$(VENV)/mutants: $(VENV)/dev requirements/mutants.txt
	@echo "Installing the locked packages of requirements/mutants.txt into $(VENV)"
	@$(PIP) install --require-hashes --requirement requirements/mutants.txt
	@touch $@

$(VENV)/properdocs: $(VENV)/site requirements/properdocs.txt
	@echo "Installing the locked packages of requirements/properdocs.txt into $(VENV)"
	@$(PIP) install --require-hashes --requirement requirements/properdocs.txt
	@touch $@

# In an environment of its own, so that what looks at the packages is not among them.
$(AUDIT)/made: requirements/audit.txt | $(VENV)/site
	@test -x $(AUDIT)/bin/python || $(PYTHON) -m venv $(AUDIT)
	@echo "Installing the locked packages of requirements/audit.txt into $(AUDIT)"
	@$(AUDIT)/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes --requirement requirements/audit.txt
	@touch $@

tools/node_modules: tools/package-lock.json
	@echo "Installing the locked packages of tools/package-lock.json into tools/node_modules"
	@cd tools && npm ci --silent
	@touch $@
