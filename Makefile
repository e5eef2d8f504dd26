SHELL := /bin/bash
PREFIX ?= /usr/local
SHARE = $(DESTDIR)$(PREFIX)/share
RELEASE := -c release --static-swift-stdlib --scratch-path .build-release
TOOL := .build-release/release/wandb-cfg
BENCH := .build-release/bench
EXAMPLE := fixtures/scenarios/complete-example/input/wandb.yaml
ORACLES := Tests/ConformanceTests/Oracles/install.sh
SKIPPED := $(CURDIR)/.build/skipped-tests
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

.PHONY: help demo deps deps-preflight build preflight test check lint format golden generate order oracles conformance bench bench-growth gate install clean

help: ## List the make targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: build ## Build the program and run the examples of the README
	@.ci/demo $(TOOL)

deps: # Install missing system packages
	@missing=; for file in /usr/include/yaml.h /usr/include/openssl/x509.h; do [ -e $$file ] || missing=1; done; \
	if [ -n "$$missing" ]; then $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq libyaml-dev libssl-dev >/dev/null; fi

deps-preflight: deps # Install the libraries that only wandb-cfg-preflight needs
	@missing=; for file in /usr/include/mariadb/mysql.h /usr/include/ldap.h; do [ -e $$file ] || missing=1; done; \
	[ -n "$$(ls /usr/include/curl /usr/include/*/curl 2>/dev/null)" ] || missing=1; \
	if [ -n "$$missing" ]; then $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq libcurl4-openssl-dev libmariadb-dev libldap-dev >/dev/null; fi

build: deps ## Build the static release program into .build-release
	swift build $(RELEASE) --product wandb-cfg

preflight: build deps-preflight ## Build the program that probes services, next to it
	swift build $(RELEASE) --product wandb-cfg-preflight

test: deps-preflight ## Run every test, and list those skipped because a program is missing
	@rm -f $(SKIPPED)
	SKIPPED_TESTS=$(SKIPPED) .ci/with-services swift test; status=$$?; \
	if [ $$status = 0 ] || [ -e $(SKIPPED) ]; then .ci/skipped $(SKIPPED); fi; exit $$status

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
	@which valgrind >/dev/null || $(SUDO) apt-get install -y -qq valgrind >/dev/null
	@.ci/function-order $(TOOL)

oracles: ## Install the external programs available from apt and PyPI
	@$(ORACLES)

conformance: deps-preflight ## Compare with external programs; fail if one is missing
	@.ci/conformance

$(BENCH)/hello: Tests/Benchmarks/hello.swift
	@mkdir -p $(BENCH) && swiftc -O -static-stdlib $< -o $@

$(BENCH)/events: Tests/Benchmarks/events.c
	@mkdir -p $(BENCH) && gcc -O2 $< -o $@ -l:libyaml.a

bench: build $(BENCH)/hello $(BENCH)/events ## Measure speed and memory against an empty program, a hello world and libyaml
	@which hyperfine >/dev/null || $(SUDO) apt-get install -y -qq hyperfine >/dev/null
	BENCH=1 swift build $(RELEASE) --product bench-twin
	BENCH=1 swift build $(RELEASE) --product bench-fields
	@python3 -B Tests/Benchmarks/bench.py $(TOOL) .build-release/release/bench-twin $(BENCH)/hello $(BENCH)/events $(BENCH) $(EXAMPLE) $(GATE)

bench-growth: build ## Measure how the time grows with the input, for hundreds of shapes of input
	@python3 -B Tests/Benchmarks/growth.py $(TOOL) $(BENCH)/growth

gate: ## Run the benchmarks, and fail if a bound is exceeded
	@$(MAKE) bench GATE=--gate

install: build ## Install the program, wandb-cfg-preflight if built, the manual page and completions in PREFIX (/usr/local)
	install -D $(TOOL) $(DESTDIR)$(PREFIX)/bin/wandb-cfg
	@[ ! -e $(TOOL)-preflight ] || install -D $(TOOL)-preflight $(DESTDIR)$(PREFIX)/bin/wandb-cfg-preflight
	install -D -m 644 man/wandb-cfg.1 $(SHARE)/man/man1/wandb-cfg.1
	@install -d $(SHARE)/bash-completion/completions $(SHARE)/zsh/site-functions $(SHARE)/fish/vendor_completions.d
	$(TOOL) completions bash > $(SHARE)/bash-completion/completions/wandb-cfg
	$(TOOL) completions zsh > $(SHARE)/zsh/site-functions/_wandb-cfg
	$(TOOL) completions fish > $(SHARE)/fish/vendor_completions.d/wandb-cfg.fish

clean: ## Remove all build results
	rm -rf .build .build-release .build-conformance
