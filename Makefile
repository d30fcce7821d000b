# Everything runs inside .venv, made from the lock file; a bare machine needs only python3 (3.11-3.13) with venv and pip.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

unexport PYTHONDONTWRITEBYTECODE  # what is compiled stays so

.PHONY: build report test tests real bench accuracy lint lock release clean docs notebook notebook-password metrics sql \
	test-adapter test-airflow test-spark test-superset

build: $(VENV)/.ready
	$(BIN)/dbt build
	$(BIN)/ltv roi

report: $(VENV)/.ready
	$(BIN)/dbt build
	$(BIN)/ltv report --output report.html

# CDNOW's customers all came in the first of its 18 months: the window is the whole of it.
real: $(VENV)/.ready
	$(BIN)/ltv cdnow --into data/cdnow
	LTV_DUCKDB_PATH=cdnow.duckdb $(BIN)/dbt build --vars '{raw_data: files, data_dir: data/cdnow, spend_window_days: 546}'
	LTV_DUCKDB_PATH=cdnow.duckdb $(BIN)/ltv roi

test: $(VENV)/.ready
	@begun=$$(date +%s); $(MAKE) --no-print-directory --jobs 2 lint tests; code=$$?; \
		echo "make test took $$(($$(date +%s) - begun)) s"; exit $$code

# One process a core, up to four. The package's own tests are watched by coverage. Whole builds are not, for they would take half
# as long again, nor are the studies, which simulate, or integrate with 50 digits, and would take twice as long. How Python counts
# statements for the least time depends on its version.
PROCESSES := --numprocesses auto --maxprocesses 4 --dist loadfile
STUDIES := $(addprefix tests/python/,statistics/test_derivatives_correctness.py statistics/test_extremes_correctness.py \
	statistics/test_lifetimes_defects.py statistics/test_posterior_consistency.py statistics/test_recovery.py \
	economics/test_intervals_consistency.py economics/test_pooled_models_properties.py)
BUILDS := $(addprefix tests/python/,adapter cli inputs pipeline test_project.py test_registries.py)

# A second thread of linear algebra would only wait, and there is a process a core.
tests: export OPENBLAS_NUM_THREADS = 1
tests: export COVERAGE_CORE = $(shell $(BIN)/python -c "import sys; print('sysmon' if sys.version_info > (3, 12) else 'ctrace')")
tests: $(VENV)/.ready
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest $(PROCESSES) $(patsubst %,--ignore=%,$(BUILDS) $(STUDIES))
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report
	$(BIN)/python -m pytest $(PROCESSES) $(BUILDS) $(STUDIES)

bench: $(VENV)/.ready
	$(BIN)/python benchmarks/run.py

# Forecasts and intervals against what came and against known truth, for an hour and a half of a core. FOLDERS: benchmarks/histories.py.
accuracy: $(VENV)/.ready
	$(BIN)/python benchmarks/accuracy.py $(FOLDERS)

lint: $(VENV)/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# The stamp is newer than the lock exactly when the environment is complete; uv installs in seconds what pip does in minutes.
# A pip inside the environment would take three seconds and is not used again. What a build imports is compiled here, by two
# processes: where PYTHONDONTWRITEBYTECODE is set, every start of dbt would compile it anew. Everything would take twice as long.
$(VENV)/.ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv --without-pip $(VENV)
	$(PYTHON) -m pip --python $(BIN)/python install --quiet uv==0.13.9
	VIRTUAL_ENV=$(VENV) $(BIN)/uv pip sync --quiet --require-hashes requirements.lock
	VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --no-deps --editable .
	$(BIN)/python -c "import dbt.cli.main, dbt.adapters.duckdb, dbt.adapters.postgres" & \
		$(BIN)/python -c "import ltv.warehouse.backtest, pandas" && wait
	touch $@

# Documentation, notebooks and what follows have locks and environments of their own, which no other target waits for.
docs: .venv-docs/.ready
	NO_MKDOCS_2_WARNING=1 .venv-docs/bin/mkdocs build --strict

notebook: .venv-notebook/.ready
	.venv-notebook/bin/jupyter lab --config notebooks/jupyter_server_config.py --ServerApp.root_dir=notebooks

notebook-password: .venv-notebook/.ready
	.venv-notebook/bin/jupyter server password

# Metrics of dbt's semantic layer, from the marts of the last build.
METRICS ?= ltv,cac,ltv_to_cac,roi,payback_days
GROUP_BY ?= cohort__channel
metrics: .venv-metrics/.ready
	.venv-metrics/bin/mf query --metrics $(METRICS) --group-by $(GROUP_BY) --order $(GROUP_BY)

sql: .venv-sql/.ready
	.venv-sql/bin/sqlfluff lint models

# dbt Labs' acceptance suite for adapters, on a private PostgreSQL server; adapter/acceptance/exceptions.py says what cannot pass.
test-adapter: .venv-adapter/.ready
	PYTHONPATH=tests/python:adapter/acceptance .venv-adapter/bin/python -m pytest $(PROCESSES) --dist loadscope -q -rxX \
		--rootdir adapter/acceptance --config-file adapter/acceptance/pytest.ini adapter/acceptance

# The DAG in deploy/airflow, run twice by a real Airflow in a temporary folder.
test-airflow: $(VENV)/.ready .venv-airflow/.ready
	$(BIN)/python deploy/airflow/accept.py

# Builds on a real cluster: a master, two workers and a Connect server on loopback; the marts are compared with DuckDB's.
test-spark: .venv-spark/.ready
	.venv-spark/bin/python deploy/spark/accept.py

# The dashboard in deploy/superset, imported into a real Superset; its figures are compared with the marts on PostgreSQL.
test-superset: $(VENV)/.ready .venv-superset/.ready
	$(BIN)/python deploy/superset/accept.py

.venv-%/.ready: requirements/%.lock pyproject.toml
	$(PYTHON) -m venv .venv-$*
	.venv-$*/bin/python -m pip install --quiet uv==0.13.9
	VIRTUAL_ENV=.venv-$* .venv-$*/bin/uv pip sync --quiet --require-hashes requirements/$*.lock
	test -z '$(filter $*,adapter metrics notebook spark sql)' || VIRTUAL_ENV=.venv-$* .venv-$*/bin/uv pip install --quiet --no-deps --editable .
	touch $@

# Those that run the project keep to the versions of its lock, and add what their target needs.
COMPILE = $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-strip-extras \
	--no-header --no-annotate --quiet
lock: $(VENV)/.ready
	$(COMPILE) pyproject.toml --extra test --output-file requirements.lock
	for name in docs airflow superset; do \
		$(COMPILE) requirements/$$name.in --output-file requirements/$$name.lock || exit 1; \
	done
	for name in adapter notebook metrics; do \
		$(COMPILE) pyproject.toml requirements/$$name.in --constraint requirements.lock --output-file requirements/$$name.lock || exit 1; \
	done
	$(COMPILE) pyproject.toml requirements/sql.in --output-file requirements/sql.lock
	$(COMPILE) pyproject.toml --extra spark --constraint requirements.lock --output-file requirements/spark.lock

# A release is a tag on a committed tree whose lock is what a fresh resolution gives. The tag's message names every package of the
# environment, as `ltv audit` names them for a run. CHANGELOG.md, pyproject.toml and dbt_project.yml have one version (a test).
release: $(VENV)/.ready
	@test -z "$$(git status --porcelain)" || { echo "make release: commit first, these files differ:"; git status --short; exit 1; }
	$(MAKE) --no-print-directory lock
	@git diff --exit-code --stat requirements.lock requirements || { echo "make release: the lock was out of date; look at it and commit it"; exit 1; }
	VIRTUAL_ENV=$(VENV) $(BIN)/uv pip check
	@version=$$($(BIN)/python -c "import ltv; print(ltv.__version__)"); \
		{ echo "Release $$version"; echo; $(BIN)/python --version; VIRTUAL_ENV=$(VENV) $(BIN)/uv pip freeze --exclude-editable; } \
		| git tag --annotate --file - "v$$version" && echo "tagged v$$version; git push origin v$$version publishes it"

clean:
	rm -rf $(VENV) .venv-* site target logs .coverage .coverage.*
