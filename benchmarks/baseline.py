"""Lay out the site we compare with: what a branch would write today, over the same records.

    python benchmarks/baseline.py BRANCH OUT

One MkDocs hook: `yaml.safe_load`, Jinja to Markdown, Material with `navigation.prune` and its own search, a page for
each record, lists by kind and year (`baseline_site/`). It checks nothing and keeps no places.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path
from typing import Final

SCHEME: Final = "standards-30"


def lay_out(branch: Path, out: Path) -> None:
    """A folder that `mkdocs build` takes, with the branch's `data/` and its score sheet copied into it."""
    shutil.copytree(Path(__file__).parent / "baseline_site", out, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(branch / "data", out / "data")
    scheme = Path(__file__).parent.parent / "hooks" / "gongkai" / "schemes" / f"{SCHEME}.yaml"
    (out / "data" / "schemes").mkdir()
    shutil.copy(scheme, out / "data" / "schemes")
    (out / "docs").mkdir()


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Lay out the site we compare with.")
    parser.add_argument("branch", type=Path)
    parser.add_argument("out", type=Path)
    chosen = parser.parse_args()
    lay_out(chosen.branch, chosen.out)


if __name__ == "__main__":
    main()
