#!/bin/sh
# Resolve the dependencies of pyproject.toml into requirements/, and the npm packages into package-lock.json.
set -eu

resolve() {
    .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-header --no-annotate "$@"
}

resolve pyproject.toml --group build --output-file requirements/run.txt
resolve pyproject.toml --group build --extra dev --constraints requirements/run.txt --output-file requirements/dev.txt
resolve --group node --output-file requirements/node.txt
resolve --group lock --output-file requirements/lock.txt
npm install --package-lock-only --loglevel=error
