#!/usr/bin/env bash
# Python for models/ on Debian 12: PyTorch, NumPy and SciPy from apt (as root, what is missing only), the rest from
# requirements.txt into models/.venv.  Safe to run again.
set -euo pipefail
cd "$(dirname "$0")"

missing=()
for package in python3-torch python3-numpy python3-scipy python3-venv; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
if ((${#missing[@]})); then
  if ((EUID != 0)); then
    echo "Please install as root: apt-get install ${missing[*]}" >&2
    exit 1
  fi
  apt-get update -q
  DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"
fi

[[ -x .venv/bin/python ]] || /usr/bin/python3 -m venv --system-site-packages .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
.venv/bin/python -c 'import numpy, onnx, onnxruntime, scipy, torch; print("torch", torch.__version__, "onnxruntime", onnxruntime.__version__)'
