"""All hits on a shelf: every file of every edition that stands and of 现状 is looked into, each content once."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from gongkai.publish.deeds import shows
from gongkai.publish.entry import standing
from gongkai.publish.redaction.masking import OFFICE, TEXTS, Hit, Wanted, looked_into, sort, unreadable
from gongkai.publish.refusal import RefusedError
from gongkai.publish.shelf import Shelf
from gongkai.publish.verify import CURRENT, LEDGER, SUMS, Look, content

_TITLES: Final = "search/titles.js"


@dataclass(frozen=True, kw_only=True)
class Found:
    """One file as it stands in some of the folders."""

    path: str
    digest: str
    folders: tuple[str, ...]
    hits: tuple[Hit, ...]
    is_dark: bool = False
    """No program can tell what is in it."""

    @property
    def is_text(self) -> bool:
        return sort(self.path) in TEXTS


@dataclass(frozen=True, kw_only=True)
class Survey:
    """What was found; the code stands for exactly this."""

    wanted: Wanted
    lists: Mapping[str, dict[str, dict[str, str]]]
    """Folder of the shelf → folder in it → name → hash."""
    files: tuple[Found, ...]
    known: frozenset[str]
    """Persons whom the sites name, and whose names hold the wanted one."""
    in_ledger: bool
    shown: str
    """The folder to which 现状 leads."""

    @cached_property
    def code(self) -> str:
        """To be given back as a sign that the list was read."""
        told = [[self.wanted.name, *self.wanted.keep], sorted(self.known)]
        rows = [
            [one.path, one.digest, *one.folders, one.is_dark, [repr(hit) for hit in one.hits]] for one in self.files
        ]
        return hashlib.sha256(json.dumps([told, rows]).encode()).hexdigest()[:10]

    @property
    def named_so(self) -> tuple[Found, ...]:
        """Files whose own names hold the name."""
        return tuple(one for one in self.files if self.wanted.is_in(one.path))

    @property
    def in_the_way(self) -> tuple[Found, ...]:
        """Those that stand in an edition or in 现状: the seal holds their names."""
        return tuple(one for one in self.named_so if any(not self.is_over(folder) for folder in one.folders))

    def is_over(self, folder: str) -> bool:
        """Whether it is a generation of 现状 that is not shown any more: it may go as a whole."""
        return folder.startswith(f"{CURRENT}.") and folder != self.shown


def survey(one: Shelf, wanted: Wanted) -> Survey:
    """Reads everything and changes nothing. RefusedError where the shelf is not what its seals say."""
    shown = shows(one)
    generations = sorted((path.name for path in one.top.glob(f"{CURRENT}.*")), key=lambda name: (name != shown, name))
    folders = [*standing(one.ledger()), *generations]
    lists = {folder: _lists(one, folder) for folder in folders}
    where: dict[tuple[str, str], list[str]] = {}
    for folder, inside in lists.items():
        for below, names in inside.items():
            for name, digest in names.items():
                if name.rpartition("/")[2] != SUMS:
                    where.setdefault((f"{below}/{name}".lstrip("/"), digest), []).append(folder)
    same = (Found(path=path, digest=told, folders=tuple(those), hits=()) for (path, told), those in where.items())
    ordered = sorted(same, key=lambda file: (file.path, folders.index(file.folders[0])))
    files = [found for file in ordered if (found := _found(one.top / file.folders[0], file, wanted))]
    known = {name for folder in folders for name in _people(one.top / folder / _TITLES)}
    return Survey(
        wanted=wanted,
        lists=lists,
        files=tuple(files),
        known=frozenset(name for name in known if wanted.name in name and name not in (wanted.name, *wanted.keep)),
        in_ledger=bool(looked_into(content(one.top / LEDGER), LEDGER, wanted.expression)),
        shown=shown,
    )


def _found(folder: Path, one: Found, wanted: Wanted) -> Found | None:
    """With its hits; nothing where there is nothing to tell."""
    raw = (folder / one.path).read_bytes()
    hits = looked_into(raw, one.path, wanted.expression) if sort(one.path) in (*TEXTS, *OFFICE) else ()
    is_dark = not one.path.startswith("assets/") and unreadable(raw, one.path)
    if not hits and not is_dark and not wanted.is_in(one.path):
        return None
    return Found(path=one.path, digest=one.digest, folders=one.folders, hits=hits, is_dark=is_dark)


def _lists(one: Shelf, folder: str) -> dict[str, dict[str, str]]:
    """Of a folder that is whole."""
    newest = {head.edition: head.digest for head in one.ledger()}
    look = Look(os.fspath(one.top))
    lists = look.edition(f"{folder}：", newest.get(folder, folder.removeprefix(f"{CURRENT}.")), one.top / folder)
    if look.wrong:
        raise RefusedError(f"没有隐去，发布区未改动：{look.wrong[0]}；请先用 gongkai verify 查明")
    return lists


def _people(titles: Path) -> Iterator[str]:
    """Whoever the notices of a site are about: the last of the fields by which its search answers."""
    if titles.is_file():
        about = re.fullmatch(r"gongkaiSearch\.titles\((.*)\);\n", titles.read_text(encoding="utf-8"), re.DOTALL)
        for row in json.loads(about[1])["records"] if about else ():
            yield from row[7].split("\n") if len(row) > 7 else ()
