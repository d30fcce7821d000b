# The job in a container: the packages of requirements.lock, checked by their hashes, and a user who owns no code.
#   docker build --tag ltv-monitor .
#   docker run --rm --volume ltv:/data ltv-monitor                      # dbt build of the sample shop into /data/ltv.duckdb
#   docker run --rm --volume ltv:/data ltv-monitor ltv report --output /data/report.html

FROM python:3.12-slim-bookworm AS build
WORKDIR /app
RUN python -m venv .venv && .venv/bin/python -m pip install --no-cache-dir uv==0.13.9
COPY requirements.lock ./
# What is compiled now need not be compiled at every start, by a user who could not keep it.
RUN VIRTUAL_ENV=.venv .venv/bin/uv pip sync --no-cache --require-hashes --compile-bytecode requirements.lock
COPY . .
RUN VIRTUAL_ENV=.venv .venv/bin/uv pip install --no-cache --no-deps --editable . \
    && .venv/bin/python -m compileall -qq adapter ltv

FROM python:3.12-slim-bookworm
RUN useradd --uid 10001 --no-create-home --home-dir /data ltv \
    && mkdir --parents /data/target /reports \
    && chown --recursive ltv /data /reports
COPY --from=build /app /app
WORKDIR /app
# Everything that is written is here: dbt's own files, and the database where there is no other.
ENV PATH=/app/.venv/bin:$PATH HOME=/data LTV_DUCKDB_PATH=/data/ltv.duckdb DBT_TARGET_PATH=/data/target DBT_LOG_PATH=/data/logs
RUN ln -s /data/target target
USER 10001
VOLUME /data
CMD ["dbt", "build"]
