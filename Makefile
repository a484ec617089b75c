# The index of everything: `make help`.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

export ORDERAPP_CACHE ?= $(HOME)/.cache/orderapp
export PATH := $(ORDERAPP_CACHE)/bin:$(PATH)

# Toolchains that are missing or too old come from pinned packages; see test/sandbox/toolchain.
# In two steps: a failure inside eval's quotes would be none.
JAVA = toolchain=$$(test/sandbox/toolchain java); eval "$$toolchain"
NODE = toolchain=$$(test/sandbox/toolchain node); eval "$$toolchain"
MVN = mvn --batch-mode --no-transfer-progress
FRONTEND = order-app/frontend
NODE_MODULES = $(FRONTEND)/node_modules/.package-lock.json
# Where the plugin's jar takes it from. Maven builds it by the same script, unless it is there.
DASHBOARD = kubectl-orderapp/target/classes/dev/orderapp/kubectl/dashboard/page
# What runs .gitlab-ci.yml in a test.
PIPELINE_RUNNER = test/pipeline/node_modules/.package-lock.json

.PHONY: help demo shop soak dependency-audit test test-long e2e bench-judge bench-attack bench-scale sandbox sandbox-down images format crd chart-docs \
  test-java test-page test-dashboard test-shop test-load test-charts test-scripts lane-operator lane-shop lane-rest plugin dist binaries

help: ## this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## the main job on a real Kubernetes: a good release and three bad ones under load (CLUSTER=current IMAGES=… : on yours; PODS=simulated: in 2 minutes, without root; ROUTER=gateway|envoy: by the Gateway API, of Traefik or Envoy Gateway)
	test/e2e/demo

shop: ## the shop alone on this machine, without Kubernetes or a database server: http://localhost:8080 (PORT=… FRESH=1)
	@order-app/local/run

# Three lanes side by side, as none keeps two processors busy. Those of Java have no module in common; the shop of this machine, in which the
# page is tried, is built of the second one's.
test: binaries $(NODE_MODULES) $(PIPELINE_RUNNER) ## all that needs no node: unit, property, real API server, page, charts, lint
	@mkdir -p target && touch target/tests-began
	@$(MAKE) --no-print-directory --jobs=3 --output-sync=line lane-operator lane-shop lane-rest
	@.ci/slowest-tests

test-long: binaries $(NODE_MODULES) ## random histories of releases for MINUTES=30 (SEED=… again), then the page with every visitor, and pictures of it
	test/random-histories
	test/sandbox/packages nginx=nginx-light chromium=chromium
	$(JAVA); $(NODE); cd $(FRONTEND); LONG=1 npm run test:browser

lane-operator:
	@$(MAKE) --no-print-directory test-java MODULES='!order-app/backend,!order-app/local'

lane-shop:
	@$(MAKE) --no-print-directory test-java MODULES=order-app/backend,order-app/local
	@$(MAKE) --no-print-directory test-shop

lane-rest:
	@$(MAKE) --no-print-directory test-scripts test-page test-load test-charts test-dashboard

e2e: ## all that needs a node, on the sandbox, which is stopped afterwards (PARTS="docs demo analysis tools faults autoscaling rbac gateway nodes": or some of it)
	test/e2e/run $(PARTS)

sandbox: ## a real Kubernetes, built once and started; prints its KUBECONFIG (NODES=5: a control plane and four workers)
	@test/sandbox/up

sandbox-down: ## stops it and leaves nothing behind
	@test/sandbox/down

images: ## builds all images of the demo and hands them to the sandbox, or pushes them (CLUSTER=current IMAGES=registry/path)
	test/e2e/images

plugin: ## builds kubectl-orderapp and installs it into kubectl-orderapp/target/plugin, or PLUGIN=folder; its bin belongs on PATH
	$(JAVA); $(MVN) --quiet package -DskipTests -pl kubectl-orderapp -am; kubectl-orderapp/install $(or $(PLUGIN),kubectl-orderapp/target/plugin)

dist: ## what a release would upload: charts, archives of the plugin with their krew manifest, bills of materials, checksums (DIST=folder, else target/dist; DIST_URL=where they will be)
	.ci/dist $(or $(DIST),target/dist)

binaries: ## builds the API server, etcd, kubectl, helm, Traefik and act that the tests run, and fetches the Gateway API
	@test/sandbox/binaries etcd kubectl kube-apiserver helm traefik act
	@test/sandbox/gateway-api

test-java: binaries $(PIPELINE_RUNNER) ## unit, property and real-API-server tests of all Java modules, and their format (MODULES=order-app/backend: of some)
	test/sandbox/packages prometheus=prometheus rsync=rsync
	$(JAVA); $(NODE); $(MVN) --threads 2 verify $(if $(MODULES),--projects '$(MODULES)')

$(NODE_MODULES): $(FRONTEND)/package-lock.json
	$(NODE); npm ci --prefix $(FRONTEND) --no-audit --no-fund

$(PIPELINE_RUNNER): test/pipeline/package-lock.json
	$(NODE); npm ci --prefix test/pipeline --no-audit --no-fund

test-page: $(NODE_MODULES) ## types, lint and tests of the shop's page and its nginx
	test/sandbox/packages nginx=nginx-light
	$(NODE); cd $(FRONTEND); npm run lint; npm test

test-dashboard: $(NODE_MODULES) ## the dashboard in a real Chromium (LONG=1 PICTURES=folder: each of its states in all ways)
	test/sandbox/packages chromium=chromium
	kubectl-orderapp/page/build $(DASHBOARD)
	$(NODE); node --test kubectl-orderapp/test/dashboard.test.mjs

test-shop: $(NODE_MODULES) ## every flow of the page in a real Chromium, with the real API and its database; pictures: test-long, in order-app/frontend/build/screenshots
	test/sandbox/packages nginx=nginx-light chromium=chromium
	$(JAVA); $(NODE); cd $(FRONTEND); npm run test:browser

test-load: ## the shoppers against a stand-in shop, and what judges loads and dependencies
	@test/sandbox/binaries k6
	$(NODE); node --test order-app/load/test/shoppers.test.mjs order-app/load/soak/check.test.mjs test/dependency-audit/audit.test.mjs test/e2e/session.test.mjs

test-charts: binaries ## charts linted and rendered by real Helm, their alerts tried with Prometheus' own tool
	test/sandbox/packages promtool=prometheus lua5.4=lua5.4
	test/charts/run

test-scripts: ## shell scripts through shellcheck, builders that fail in the middle, and whether the list of deliberate defects is up to date
	test/sandbox/packages shellcheck=shellcheck
	shellcheck --external-sources --source-path=SCRIPTDIR $$(git ls-files | xargs grep -lE '^#!.*(bash|/sh)$$')
	test/sandbox/test
	test/mutations/run --check

bench-judge: ## the judge beside the rules of other tools, 10,000 simulated releases a row; writes docs/judging-table.md and judging.svg
	$(JAVA); $(MVN) --quiet test-compile -pl operator -am
	java -cp crds/target/classes:operator/target/classes:operator/target/test-classes dev.orderapp.operator.analysis.JudgeBench 10000 docs

bench-attack: ## releases under attack, judged as in a cluster, 2,000 simulated ones a cell; writes docs/attack-table.md
	$(JAVA); $(MVN) --quiet test-compile -pl operator -am
	java -cp crds/target/classes:operator/target/classes:operator/target/test-classes dev.orderapp.operator.analysis.AttackBench 2000 docs

soak: ## the shop under load: every order in the database once, stock right, 100,000 products; with figures
	@order-app/load/soak/run

dependency-audit: ## known weaknesses of what is shipped, where an advisory service can be reached
	@test/dependency-audit/run

bench-scale: ## the operator with up to 1,000 releases on paper (kwok): memory, requests, starts; writes docs/scale.md (an hour and a quarter)
	test/bench/scale

format: ## formats the Java sources and poms
	$(JAVA); $(MVN) --quiet spotless:apply

chart-docs: binaries ## writes helm/*/README.md from the comments in values.yaml
	test/sandbox/packages promtool=prometheus lua5.4=lua5.4
	test/charts/run --write-readmes

crd: ## writes helm/operator/crds and docs/reference.md from the records in crds/
	$(JAVA); $(MVN) --quiet -pl crds -am test -Dtest="Committed*Test" -Dsurefire.failIfNoSpecifiedTests=false -Dcrd.write
