"""What reading the same YAML files costs with PyYAML's C loader alone, and nothing else: `load_only.py FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path

import yaml

for file in sorted(Path(sys.argv[1]).rglob("*.yaml")) if len(sys.argv) > 1 else ():
    yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)
