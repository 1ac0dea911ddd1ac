# Sourced by build and test: makes .venv where it lacks, with what is asked for.
# EXTRAS: what to install beside the package, such as [test,dev].
set -eu
cd "$(dirname "$0")/.."
if [ ! -x .venv/bin/python ]; then
  python3 -m venv .venv
fi
.venv/bin/python -m pip install --quiet --editable ".${EXTRAS:-}"
