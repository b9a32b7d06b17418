# What a user and a developer need. `make help` lists it.
SHELL := /bin/bash
.DEFAULT_GOAL := help

BUILD := swift build -c release --explicit-target-dependency-import-check error
PROGRAM := .build/release/anticipate
# Optimised, as what is run is; with what only tests see, so beside the program.
TESTS := -c release -Xswiftc -enable-testing --explicit-target-dependency-import-check error --scratch-path .build/tests
OUTPUT ?= out
LIBRARIES := libblas-dev liblapack-dev libisal-dev libssl-dev libxlsxwriter-dev libsqlite3-dev age

.PHONY: help run test build debug lint format bench faults fuzz oracle install clean libraries

help: ## List the targets.
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):[^#]*## /  \1\t/' | expand -t 12

run: build ## Make the lists of SampleData, as a demonstration, in $(OUTPUT).
	$(PROGRAM) run --config SampleData/configuration.yaml --index-date 2025-04-01 --demo --output $(OUTPUT)
	@echo "Open $(OUTPUT)/latest/index.html: it leads to every list and to what the data were like."

test: libraries ## Run all tests.
	swift test $(TESTS)

build: libraries ## Build the program, optimised.
	$(BUILD)

debug: libraries ## Run all tests unoptimised, where every assertion and bounds check holds (half an hour).
	swift test --explicit-target-dependency-import-check error

lint: ## Hold the code against its format.
	swift format lint --strict --recursive Sources Tests Package.swift

format: ## Put the code into its format.
	swift format --in-place --recursive Sources Tests Package.swift

bench: build ## A million people beside polars and DuckDB, and the fit beside scikit-learn (needs python3-venv; minutes).
	Benchmarks/bench

fuzz: libraries ## Run ten thousand random populations, each a whole night (ten minutes).
	swift build --build-tests $(TESTS)
	ANTICIPATE_FUZZ=1 nice -n 19 swift test --skip-build $(TESTS) --filter RandomPopulationTests

oracle: build ## Compare the features with the Python oracle on fresh random histories.
	Tests/Oracle/agree $(PROGRAM)

faults: build ## Break a run at its system calls (needs strace and root; minutes).
	Tests/Faults/sample-faults $(PROGRAM)

install: build ## Install the program and its models under $(PREFIX).
	@sudo=$$(mkdir -p $(PREFIX)/bin 2>/dev/null && [ -w $(PREFIX)/bin ] || echo sudo); set -x; \
	$$sudo install -d $(PREFIX)/bin $(PREFIX)/share/anticipate && \
	$$sudo install -m 755 $(PROGRAM) $(PREFIX)/bin/anticipate && \
	$$sudo cp -r Models $(PREFIX)/share/anticipate/
PREFIX ?= /usr/local

clean: ## Remove what was built.
	swift package clean

# Installs the C libraries where they are missing; Debian's names.
libraries:
	@command -v swift >/dev/null || { echo "needs a Swift 6.3 toolchain on the path: https://www.swift.org/install" >&2; exit 1; }
	@missing=""; for library in $(LIBRARIES); do \
	  dpkg-query -W -f='$${Status}' $$library 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$library"; done; \
	[ -z "$$missing" ] && exit 0; echo "Installing$$missing"; \
	sudo=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	$$sudo apt-get update -qq && $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $$missing >/dev/null || \
	{ echo "These libraries are missing. As root: apt-get update && apt-get install$$missing" >&2; exit 1; }
