"""Small shelves without git and MkDocs: made-up sites, sealed and put on by the real thing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from pathlib import Path

from gongkai.history.tagging import Sealed
from gongkai.publish import entry, verify
from gongkai.publish.entry import Built
from gongkai.publish.shelf import Shelf, locked
from gongkai.publish.verify import Head

NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)
PAGES = {
    "index.html": "首页 {0}",
    "about.html": "关于",
    "meetings/2026/a.html": "会议 {0}",
    "meetings/2026/files/名单 1.pdf": "%PDF",
    "assets/edition.css": ":root {{ {0} }}",
}


def built(folder: Path, name: str) -> Built:
    """An edition that was built from nothing."""
    for path, text in PAGES.items():
        (folder / name / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / name / path).write_text(text.format(name), encoding="utf-8")
    tag = Sealed(name=name, title=f"{name}年", object="b" * 40, commit="a" * 40, day=date(2026, 1, 1))
    return Built(
        site=folder / name,
        tag=tag,
        title="某支部",
        origin="gongkai-ledger-v1 JG1",
        made_from=f"edition: {name}\n".encode(),
    )


def put(top: Path, one: Built, agree: Callable[[], None] = lambda: None) -> Head:
    """As `publish` does after the build."""
    top.mkdir(exist_ok=True)
    with locked(Shelf(top), 5):
        Shelf(top).recover()
        return entry.put(Shelf(top), one, NOW, agree)


def stocked(top: Path, names: Iterable[str] = ("2024", "2025", "2026")) -> list[Head]:
    """A shelf with these editions; their heads."""
    return [put(top, built(top.parent / "sites", name)) for name in names]


def bytes_of(top: Path) -> dict[str, str]:
    """Everything that stands there: files by the hash of their bytes, folders and links by what they are."""
    found = {}
    for path in sorted(top.rglob("*")):
        name = path.relative_to(top).as_posix()
        if path.is_symlink() or not path.is_file():
            found[name] = f"→ {path.readlink()}" if path.is_symlink() else "/"
        else:
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def wrong(top: Path, head: str = "", signers: Path | str = "") -> list[str]:
    """What verify says, without its count; nothing where all is well."""
    code, words = verify.verdict(str(top), head, str(signers))
    lines = words.split("\n")
    assert code == (not lines[0].startswith("核对无误"))
    return lines[:-1] if code else []
