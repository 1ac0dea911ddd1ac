# Sourced by build and test: makes .venv beside the sources where it lacks, with what is asked for.
# $1: the extras to install, such as [test,dev]; empty for none.
set -eu
cd "$(dirname "$0")/.."
if [ ! -x .venv/bin/python ]; then
  python3 -m venv .venv
fi
.venv/bin/python -m pip install --quiet --editable ".$1"
