"""A small branch to put hostile things into, and how its files are written."""

from __future__ import annotations

import copy
import json
import shutil
from datetime import date
from pathlib import Path

from gongkai import starter
from gongkai.load.compose import Document, Tree, document
from gongkai.starter import samples
from hostile.payloads import Json

AS_OF = date(2026, 11, 20)
DATA = Path(__file__).resolve().parents[1] / "kinds/world/data"
FORM: dict[str, Json] = {
    "proposed": {"on": "2026-01-01", "by": "组织委员"},
    "reviewed": {"on": "2026-01-02", "by": "纪检委员", "secrecy": "通过", "necessity": "通过", "accuracy": "通过"},
    "approved": {"on": "2026-01-03", "by": "书记"},
    "form": "档案盒",
}


def branch(root: Path) -> Path:
    """The folder of a branch without records, ready for `check` and for MkDocs."""
    starter.new_branch(root, date(2026, 11, 1))
    for name in ("branch.yaml", "catalogue.yaml"):
        shutil.copyfile(DATA / name, root / "data" / name)
    return root


def plain(kind: str, **differs: Json) -> dict[str, Json]:
    """The tree of the kind's good sample, without its index number, some of its top-level keys replaced."""
    tree: Json = parsed(samples.plain(kind))
    return {key: value for key, value in copy.deepcopy(tree).items() if key != "index"} | differs


def parsed(text: str) -> Json:
    """The tree of a good file, to be changed."""
    read, _ = document(text.encode(), "x")
    assert isinstance(read, Document)
    return read.values


def put(root: Path, address: str, content: Tree | str | bytes) -> Path:
    """Write a record's file; a tree is written as YAML in double quotes."""
    file = root / "data" / f"{address}.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    written = content if isinstance(content, (str, bytes)) else quoted(content)
    file.write_bytes(written if isinstance(written, bytes) else written.encode("utf-8", "surrogatepass"))
    return file


def approve(root: Path, addresses: list[str], name: str = "all", **differs: Json) -> None:
    """One form for all of them, so that a build shows them."""
    put(root, f"approvals/2026/{name}", {"records": [*addresses], **FORM, **differs})


def quoted(tree: Tree, indent: str = "") -> str:
    """YAML in blocks whose every text stands in double quotes, escaped as JSON does."""
    if isinstance(tree, str):
        return f" {json.dumps(tree, ensure_ascii=False)}\n"
    if not tree:
        return " {}\n" if isinstance(tree, dict) else " []\n"
    heads = [(f"{key}:", inner) for key, inner in tree.items()] if isinstance(tree, dict) else [("-", x) for x in tree]
    lines = "".join(f"{indent}{head}{quoted(inner, indent + '  ')}" for head, inner in heads)
    return f"\n{lines}" if indent else lines
