# Every target needs nothing but python3 (3.11 or later) and the package index.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Whatever is installed for a target is pinned there; `make test PINS=` takes the newest instead.
PINS ?= --constraint requirements/ci.txt
GROUPS := check docs build bench browser spark fuzz mutation release
# What the packages we depend on take part in, without the laws of our own over generated data.
LOWEST := datapackage/test_archive datapackage/test_package frames/test_screening plots/test_plots screening/test_blocklists test_copies test_dataset text/test_economies
MINUTES ?= 15
# With a checkout of PyPA's advisory database, pip-audit asks it instead of PyPI.
AUDIT := $(if $(ADVISORIES),$(BIN)/python requirements/advisories.py $(ADVISORIES)) $(BIN)/pip-audit --strict --disable-pip --no-deps

.PHONY: demo test test-lowest test-spark test-blocklists test-docs mutation fuzz check api docs bench build lock audit sbom readme map examples format clean

demo: $(VENV)/demo  ## install and show what changed between 2020 and 2021
	$(BIN)/python -m notorious_markets compare 2020 2021

test: $(VENV)/dev  ## every test, with coverage
	$(BIN)/python -m pytest --cov --cov-report=term

test-lowest: $(VENV)-lowest/ready  ## with the lowest declared versions, whose warnings are not ours
	$(VENV)-lowest/bin/python -m pytest -W default $(LOWEST:%=tests/%.py)

test-spark: $(VENV)/spark  ## the tests that need PySpark and Java
	$(BIN)/python -m pytest -m spark tests/frames/test_spark.py

test-blocklists: $(VENV)/dev  ## block lists in Debian's bind9-utils, dnsmasq-base and unbound
	$(BIN)/python -m pytest -m resolvers tests/screening/test_resolvers.py

test-docs: docs $(VENV)/browser  ## the examples of the docs, then the site in Debian's Chromium
	$(BIN)/python -m pytest docs README.md
	$(BIN)/python -m pytest tests/browser

# Some alone: make mutation MUTANTS="notorious_markets.text.names.*". Each mutant imports anew; bytecode halves its time.
mutation: $(VENV)/mutation  ## which mutants of the code no test notices; fails if they are more than a tenth
	PYTHONDONTWRITEBYTECODE= PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/mutmut run $(MUTANTS)
	$(BIN)/python tests/mutants.py

# A failure ends no run: it is printed, and its input kept in .fuzz.
fuzz: $(VENV)/fuzz  ## every target of coverage-guided fuzzing, for MINUTES each
	$(BIN)/python -m fuzz.run package --minutes $(MINUTES)
	$(BIN)/python -m fuzz.run screening --minutes $(MINUTES)
	$(BIN)/python -m fuzz.run command_line --minutes $(MINUTES)
	$(BIN)/python -m fuzz.run rows --minutes $(MINUTES)

check: $(VENV)/dev  ## lint, format, types, layering
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pyright --pythonpath $(BIN)/python
	$(BIN)/lint-imports
	$(BIN)/reuse lint --lines

docs: $(VENV)/dev docs/node_modules/.package-lock.json  ## the site, in docs/_build/html
	$(BIN)/python docs/pictures.py
	$(BIN)/sphinx-build -W -n -j auto -b html docs docs/_build/html

bench: $(VENV)/bench $(VENV)-peer/ready  ## how long things take, as ratios
	$(BIN)/python benchmarks/cost.py
	$(BIN)/python benchmarks/screening.py $(VENV)-peer/bin/python

build: $(VENV)/dev  ## wheel and source distribution, in dist
	$(BIN)/python -m build

lock: $(VENV)/dev  ## pin the newest versions of all that CI installs, in requirements/ci.txt
	$(BIN)/uv pip compile --system-certs --quiet --upgrade --universal --python-version 3.11 --no-annotate --all-extras $(GROUPS:%=--group %) --custom-compile-command "make lock" --output-file requirements/ci.txt pyproject.toml

$(VENV)/runtime.txt: pyproject.toml | $(VENV)/dev
	$(BIN)/uv pip compile --system-certs --quiet --upgrade --all-extras --output-file $@ pyproject.toml

audit: $(VENV)/release $(VENV)/runtime.txt  ## whether a dependency or a tool has a known vulnerability; needs PyPI's JSON, or ADVISORIES=folder
	$(AUDIT) --requirement $(VENV)/runtime.txt
	$(AUDIT) --requirement requirements/ci.txt

sbom: $(VENV)/release $(VENV)/runtime.txt  ## what the package and its extras need, as CycloneDX, in dist
	mkdir -p dist
	$(BIN)/cyclonedx-py requirements --pyproject pyproject.toml --output-reproducible --output-file dist/notorious-markets.cdx.json $(VENV)/runtime.txt

api: $(VENV)/dev  ## rewrite tests/public_api.txt, the public surface, and the tables of docs/reference/json.md
	$(BIN)/python tests/public_api.py
	$(BIN)/python tests/json_page.py

readme: $(VENV)/dev  ## rewrite the generated parts of the README
	$(BIN)/python tests/readme.py

map: $(VENV)/dev  ## rewrite the generated parts of the map of the code
	$(BIN)/python tests/house.py

examples: $(VENV)/dev  ## rewrite the outputs of the examples that no longer match
	$(BIN)/python tests/examples.py

format: $(VENV)/dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) $(VENV)-lowest $(VENV)-peer dist mutants docs/_build docs/node_modules docs/companies docs/economies docs/editions docs/markets docs/seizures docs/sources .coverage .mypy_cache .pytest_cache .ruff_cache .hypothesis .fuzz

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"

$(VENV)/demo: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/dev: pyproject.toml requirements/ci.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet $(PINS) --editable ".[hypothesis]" --group check --group docs --group build
	touch $@

# The lowest declared versions of what the package, its extras and its tests need.
$(VENV)-lowest/ready: pyproject.toml | $(VENV)/dev
	$(BIN)/uv venv --quiet --clear --python $(BIN)/python $(VENV)-lowest
	$(BIN)/uv pip install --system-certs --quiet --python $(VENV)-lowest/bin/python --resolution lowest-direct --editable ".[hypothesis,screen,fuzzy,frames,plots]" --group test
	touch $@

# The peer of the benchmark needs versions of its own.
$(VENV)-peer/ready:
	$(PYTHON) -m venv $(VENV)-peer
	$(VENV)-peer/bin/python -m pip install --quiet "data-prep-toolkit-transforms[blocklist]"
	touch $@

$(VENV)/bench: $(VENV)/dev
	$(BIN)/python -m pip install --quiet $(PINS) --group bench
	touch $@

$(VENV)/spark: $(VENV)/dev
	$(BIN)/python -m pip install --quiet $(PINS) --group spark
	touch $@

$(VENV)/mutation: $(VENV)/dev
	$(BIN)/python -m pip install --quiet $(PINS) --group mutation
	touch $@

$(VENV)/fuzz: $(VENV)/dev
	$(BIN)/python -m pip install --quiet $(PINS) --group fuzz
	touch $@

$(VENV)/browser: $(VENV)/dev
	$(BIN)/python -m pip install --quiet $(PINS) --group browser
	touch $@

$(VENV)/release: $(VENV)/dev
	$(BIN)/python -m pip install --quiet $(PINS) --group release
	touch $@

# Node.js comes from PyPI, with the docs group. npm writes this file when it has installed.
docs/node_modules/.package-lock.json: docs/package-lock.json | $(VENV)/dev
	$(BIN)/npm ci --prefix docs --ignore-scripts --no-audit --no-fund
	touch $@
