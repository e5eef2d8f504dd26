SHELL := /bin/bash
PREFIX ?= /usr/local
RELEASE := -c release --static-swift-stdlib --scratch-path .build-release --disable-local-rpath
TOOL := .build-release/release/wandb-cfg
BENCH := .build-release/bench
EXAMPLE := fixtures/scenarios/complete-example/input/wandb.yaml
ORACLES := Tests/ConformanceTests/Oracles/install.sh
SUITES := bullseye bookworm focal

.PHONY: help demo deps deps-preflight build preflight test check lint format golden generate order oracles conformance bench bench-growth gate startup dist dist-check reproducible install uninstall fuzzer fuzz corpus sanitize clean

help: ## List the make targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: build ## Build the program and run the examples of the README
	@.ci/demo $(TOOL)

deps: # Install what the build needs
	@.ci/deps build

deps-preflight: # Install what wandb-cfg-preflight and the tests need
	@.ci/deps build preflight test

build: deps ## Build the static release program into .build-release
	swift build $(RELEASE) --product wandb-cfg

preflight: build deps-preflight ## Build the program that probes services, next to it
	swift build $(RELEASE) --product wandb-cfg-preflight

test: deps-preflight ## Run every test, and list those skipped because a program is missing
	@.ci/test

check: deps-preflight lint ## Lint, build without warnings, test, and check that generated files are up to date
	swift build --build-tests --explicit-target-dependency-import-check error
	$(MAKE) test generate golden
	git diff --exit-code schemas man fixtures

lint: # Check the style and the language
	swift format lint --strict --parallel --recursive Package.swift Sources Tests
	@.ci/language

format: # Format the sources
	swift format --in-place --parallel --recursive Package.swift Sources Tests

golden: deps-preflight ## Rewrite fixtures/*/*/expected; review the diff
	UPDATE_GOLDEN=1 swift test --filter 'ScenarioTests|ExampleTests|FormatTests'

generate: deps-preflight ## Rewrite schemas/ and man/
	UPDATE_GOLDEN=1 swift test --filter 'GeneratedFilesTests|ManualPageTests'

order: build ## Rewrite the order of functions in the program, from runs under valgrind
	@.ci/deps order
	@.ci/function-order $(TOOL)

oracles: ## Install the external programs available from apt and PyPI
	@$(ORACLES)

conformance: deps-preflight ## Compare with external programs; fail if one is missing
	@.ci/conformance

# What `make bench` compares with.
$(BENCH)/hello: Tests/Benchmarks/hello.swift
	@.ci/deps bench
	@mkdir -p $(BENCH) && swiftc -O -static-stdlib $< -o $@

$(BENCH)/events: Tests/Benchmarks/events.c
	@.ci/deps bench
	@mkdir -p $(BENCH) && gcc -O2 $< -o $@ -l:libyaml.a

$(BENCH)/venv: Tests/Benchmarks/peers.txt
	@.ci/deps test
	@mkdir -p $(BENCH) && python3 -m venv $@ && $@/bin/python -m pip install --quiet --disable-pip-version-check -r $< && touch $@

bench: build $(BENCH)/hello $(BENCH)/events $(BENCH)/venv ## Compare speed and memory with other programs on the same work
	BENCH=1 swift build $(RELEASE) --product bench-twin
	BENCH=1 swift build $(RELEASE) --product bench-fields
	@python3 -B Tests/Benchmarks/bench.py .build-release/release $(BENCH) $(EXAMPLE) $(PUBLISH)

bench-growth: build ## Measure how the time grows with the input, for hundreds of shapes of input
	@.ci/deps bench
	@python3 -B Tests/Benchmarks/growth.py $(TOOL) $(BENCH)/growth

gate: build ## Count instructions, and fail if a run needs 5 % more than its bound
	@.ci/deps bench
	@python3 -B Tests/Benchmarks/instructions.py $(TOOL) $(BENCH) $(UPDATE)

# libFuzzer without a `main`, next to the compiler.
LIBFUZZER = $(wildcard $(dir $(realpath $(shell which swift)))../lib/clang/*/lib/linux/libclang_rt.fuzzer_no_main-$(shell uname -m).a)
FUZZER := .build-fuzz/release/wandb-cfg-fuzz

fuzzer: deps
	FUZZ=1 swift build -c release --scratch-path .build-fuzz --product wandb-cfg-fuzz -Xlinker $(LIBFUZZER)

fuzz: fuzzer ## Run every fuzzer for TIME seconds (60), two at a time; TARGETS="yaml hcl=600" chooses
	@.ci/fuzz $(FUZZER) $(or $(TIME),60) $(TARGETS)

sanitize: build deps-preflight ## Run the tests under AddressSanitizer and ThreadSanitizer, and the program under valgrind
	@.ci/deps bench
	@.ci/with-services .ci/sanitize

corpus: fuzzer # Add what the fuzzers found to fixtures/fuzz
	@.ci/fuzz $(FUZZER) merge $(TARGETS)

startup: build ## Measure what the ways of linking the program cost at start
	@.ci/deps bench
	@python3 -B Tests/Benchmarks/startup.py .build-release/release.yaml wandb-cfg $(EXAMPLE) $(BENCH)/startup

dist: deps-preflight ## Build a tarball, Debian packages and an SPDX document in .build-release/dist
	@.ci/deps dist
	@.ci/dist/make $(RELEASE)

dist-check: dist ## Test what `make dist` built, in clean roots of SUITES (root only)
	@.ci/deps dist-check
	@Tests/Distribution/check $(SUITES)

reproducible: ## Build twice in different folders, and compare the bytes
	@Tests/Distribution/reproducible

install: build ## Install the programs that are built, manual pages, completions and schemas in PREFIX (/usr/local)
	@.ci/install .build-release/release $(PREFIX) $(DESTDIR)

uninstall: ## Remove what `make install` installed
	@.ci/install --remove $(PREFIX) $(DESTDIR)

clean: ## Remove all build results
	rm -rf .build .build-release .build-conformance .build-fuzz .build-address .build-thread
