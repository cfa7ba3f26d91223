"""Run by itself under limits: everything that `check` knows about a branch, as JSON. `python -m hostile.batch ROOT`."""

from __future__ import annotations

import json
import resource
import sys
from datetime import date
from pathlib import Path

from gongkai import pipeline
from gongkai.findings import as_github, as_json, as_text

MEMORY, SECONDS = 1 << 30, 60


def main(root: Path, as_of: date) -> None:
    """Findings in their three forms, then each record that was read: as a tree, and as its model holds it."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    checked = pipeline.inspect(root, as_of)
    assert as_text(checked.findings)
    assert as_github(checked.findings).count("\n") == len(checked.findings) - 1
    records = checked.world.register.records if checked.world else ()
    read = {one.address: {"tree": one.document.values, "model": one.model_dump(mode="json")} for one in records}
    json.dump({"findings": json.loads(as_json(checked.findings)), "records": read}, sys.stdout)


if __name__ == "__main__":
    main(Path(sys.argv[1]), date.fromisoformat(sys.argv[2]))
