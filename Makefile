# Every target with a line of help: `make help`.
.DEFAULT_GOAL := help
SHELL := /bin/bash

BIN       := bin/banhda
DATA      ?= banhda-data
LISTEN    ?= 127.0.0.1:8080
SCREENS   := web/dist/app/index.html
VERSION   ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
GOFLAGS_V := -ldflags "-X main.version=$(VERSION)"
# The binary links DuckDB, which needs a C compiler.
export CGO_ENABLED := 1

.PHONY: help
help: ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

.PHONY: setup
setup: ## install what building and testing need (as root; otherwise says what is missing)
	@.ci/setup

.PHONY: build
build: $(SCREENS) ## build the screens and, with them in it, the binary into bin/
	go build $(GOFLAGS_V) -o $(BIN) ./cmd/banhda

.PHONY: web
web: $(SCREENS) ## build the screens alone

$(SCREENS): web/node_modules/.package-lock.json $(shell git ls-files web/src web/widget web/public web/index.html web/*.ts 2>/dev/null)
	cd web && npm run --silent build

web/node_modules/.package-lock.json: web/package-lock.json
	cd web && npm ci --silent
	@touch $@

.PHONY: client
client: ## write the API's description and the screens' client of it anew, after an operation has changed
	go run ./cmd/banhda openapi > api/openapi.yaml.new && mv api/openapi.yaml.new api/openapi.yaml
	cd web && npm run --silent client

.PHONY: run
run: setup build ## build, make the owner, load the sample company and serve it to this machine; DATA=… LISTEN=…
	@.ci/serve $(BIN) $(DATA) $(LISTEN)

.PHONY: test
# Types were checked when the screens were built; what else there is to check of them fills what tests that wait leave idle.
# The program's own tests take longest and mostly wait: the others run beside them, so they begin first.
test: setup $(SCREENS) ## run every test on both stores, as continuous integration does (under 15 minutes)
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || { echo "not formatted:"; gofmt -l $$(git ls-files '*.go'); exit 1; }
	@go vet ./... && { \
	(cd web && npm run --silent lint && npm run --silent test) & screens=$$!; \
	BANHDA_TEST_REQUIRE_SERVERS=1 go test -vet=off -timeout 25m -parallel 4 ./cmd/banhda ./...; \
	tested=$$?; wait $$screens && exit $$tested; }

.PHONY: test-kill
test-kill: setup ## kill -9 at random points, 200 rounds
	BANHDA_KILL_ROUNDS=200 go test -timeout 80m -count=1 -run 'Kill' ./cmd/banhda/...

.PHONY: fuzz
fuzz: ## fuzz every parser of outside input, FUZZTIME each (default 30s)
	@.ci/fuzz $(or $(FUZZTIME),30s)

.PHONY: bench
bench: setup ## measure speed against fixed baselines in the same run; PEOPLE and EVENTS set the size
	go run ./bench $(if $(PEOPLE),-people $(PEOPLE)) $(if $(EVENTS),-events $(EVENTS)) $(BENCH)

.PHONY: lint
lint: ## check style, with the settings and reasons in staticcheck.conf
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || { gofmt -l $$(git ls-files '*.go'); exit 1; }
	go vet ./...
	go run honnef.co/go/tools/cmd/staticcheck@v0.8.2 ./...

.PHONY: verify
verify: ## check that docs/acceptance.md names tests that exist, and the house's import rules
	go test -count=1 -run 'TestAcceptance|TestHouse|TestDocs' .

.PHONY: clean
clean: ## remove what was built (never data)
	rm -rf bin
