SHELL := /bin/bash
PREFIX ?= /usr/local
RELEASE := -c release --static-swift-stdlib --scratch-path .build-release
TOOL := .build-release/release/wandb-cfg
BENCH := .build-release/bench
EXAMPLE := fixtures/scenarios/complete-example/input/wandb.yaml
ORACLES := Tests/ConformanceTests/Oracles/install.sh
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

.PHONY: help demo deps build test check lint format golden generate oracles conformance bench gate install clean

help: ## Say what each word does
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: build ## Build the release program and show what it does
	@.ci/demo $(TOOL)

deps: # Install the system packages that are missing
	@missing=; for file in /usr/include/yaml.h /usr/include/openssl/x509.h; do [ -e $$file ] || missing=1; done; \
	if [ -n "$$missing" ]; then $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq libyaml-dev libssl-dev >/dev/null; fi

build: deps ## Build the release program, static, into .build-release
	swift build $(RELEASE) --product wandb-cfg

test: deps ## Run every test; those of outside programs skip where the program is missing
	swift test

check: deps lint ## Lint, build without warnings, test, and see that nothing generated is stale
	swift build --build-tests --explicit-target-dependency-import-check error
	$(MAKE) test generate golden
	git diff --exit-code schemas fixtures

lint: # Style
	swift format lint --strict --parallel --recursive Package.swift Sources Tests

format: # Style, applied
	swift format --in-place --parallel --recursive Package.swift Sources Tests

golden: deps ## Rewrite fixtures/scenarios/*/expected; review the diff
	UPDATE_GOLDEN=1 swift test --filter ScenarioTests

generate: deps ## Rewrite schemas/
	UPDATE_GOLDEN=1 swift test --filter GeneratedFilesTests

oracles: ## Install every outside program that apt and PyPI have
	@$(ORACLES)

conformance: deps ## Compare with the outside programs; fails when one is missing
	@.ci/conformance

$(BENCH)/hello: Tests/Benchmarks/hello.swift
	@mkdir -p $(BENCH) && swiftc -O -static-stdlib $< -o $@

$(BENCH)/events: Tests/Benchmarks/events.c
	@mkdir -p $(BENCH) && gcc -O2 $< -o $@ -l:libyaml.a

bench: build $(BENCH)/hello $(BENCH)/events ## Measure speed and memory against a twin, a hello world and libyaml
	@which hyperfine >/dev/null || $(SUDO) apt-get install -y -qq hyperfine >/dev/null
	BENCH=1 swift build $(RELEASE) --product bench-twin
	BENCH=1 swift build $(RELEASE) --product bench-fields
	@python3 Tests/Benchmarks/bench.py $(TOOL) .build-release/release/bench-twin $(BENCH)/hello $(BENCH)/events $(BENCH) $(EXAMPLE) $(GATE)

gate: ## Run bench, and fail when a bound is broken
	@$(MAKE) bench GATE=--gate

install: build ## Install the program into PREFIX (/usr/local)
	install -D $(TOOL) $(DESTDIR)$(PREFIX)/bin/wandb-cfg

clean: ## Remove everything that was built
	rm -rf .build .build-release .build-conformance
