"""What befalls an edition later: 撤回 and 退回, each a new entry of the ledger, from which nothing is ever erased."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol, TypeVar

from gongkai.publish import listing
from gongkai.publish.entry import beijing, recorded
from gongkai.publish.private import room
from gongkai.publish.refusal import RefusedError, spoken
from gongkai.publish.seal import lead, provenance, seal
from gongkai.publish.shelf import Shelf
from gongkai.publish.target import Target, opened, patiently
from gongkai.publish.tombstone import tombstone
from gongkai.publish.verify import CURRENT, LEDGER, LIST, Head, Look, content, entries

_T = TypeVar("_T")


@dataclass(frozen=True, kw_only=True)
class Deed:
    """What is to be done to an edition, and why."""

    to: Target
    """The shelf."""
    edition: str
    reason: str
    """For everybody to read."""
    now: datetime
    patience: float = 60
    """Seconds to wait for another publication."""
    key: Path | None = None
    """Who signs the ledger, if anybody."""


def withdraw(deed: Deed) -> Head:
    """At the edition's addresses stands from now on why it is gone; the new head. RefusedError, and nothing changed."""
    reason = reasoned(deed.reason)
    with spoken(), room() as private:
        return upon(deed, lambda one: _withdrawn(one, deed, reason, private / "site"), (deed.edition,))


def _withdrawn(one: Shelf, deed: Deed, reason: str, site: Path) -> Head:
    last = _last(one, deed.edition)
    if shows(one) == deed.edition:
        raise RefusedError(f"现状正退回在存档版 {deed.edition}：请先用 gongkai publish --current 发布现状，再撤回")
    head = last._replace(action="withdraw", day=beijing(deed.now), masked="", note=reason)
    folder = one.top / deed.edition
    _buried(head, {LIST, *(path for path, sort in entries(folder) if sort == "文件")}, site)

    def prepare(stage: Path) -> tuple[list[Head], list[str]]:
        facts = {"edition": head.edition, "commit": head.commit, "as-of": head.as_of, "withdrawn": head.day}
        digest = seal(site, stage / deed.edition, provenance(facts), ())
        return [head._replace(digest=digest)], [*_going(folder, stage / deed.edition)]

    return done(one, prepare, deed.key)[0]


def rollback(deed: Deed) -> Head:
    """现状 leads to this edition until it is published anew; the new head. RefusedError, and nothing changed."""
    reason = reasoned(deed.reason)
    return upon(deed, lambda one: _rolled_back(one, deed, reason), (deed.edition,))


def _rolled_back(one: Shelf, deed: Deed, reason: str) -> Head:
    last = _last(one, deed.edition)
    if shows(one) == deed.edition:
        raise RefusedError(f"现状已经退回在存档版 {deed.edition}")
    look = Look(os.fspath(one.top))
    look.edition(f"存档版 {deed.edition}：", last.digest, one.top / deed.edition)
    if look.wrong:
        raise RefusedError(f"没有退回，发布区未改动：{look.wrong[0]}")

    def prepare(stage: Path) -> tuple[list[Head], list[str]]:
        lead(stage / CURRENT, deed.edition)
        return [last._replace(action="rollback", day=beijing(deed.now), masked="", note=reason)], []

    return done(one, prepare, deed.key)[0]


class Order(Protocol):
    """What every deed says."""

    @property
    def to(self) -> Target: ...
    @property
    def now(self) -> datetime: ...
    @property
    def patience(self) -> float: ...


def upon(order: Order, deed: Callable[[Shelf], _T], inside: tuple[str, ...]) -> _T:
    """Do it to a shelf for oneself alone, with nothing unfinished on it. RefusedError where nothing was ever published.

    `inside`: of a branch only folders whose names begin so are looked into.
    """
    with spoken(), opened(order.to, order.now, inside) as one:

        def checked() -> _T:
            must_be(one, order.to)
            return deed(one)

        return patiently(one, order.patience, checked)


def must_be(one: Shelf, to: Target) -> None:
    """RefusedError where there is no ledger."""
    if not (one.top / LEDGER).exists():
        name = to if isinstance(to, Path) else f"分支 {to.name}"
        raise RefusedError(f"{name} 不是发布区：里面没有发布登记簿 {LEDGER}")


def done(one: Shelf, prepare: Callable[[Path], tuple[list[Head], list[str]]], key: Path | None) -> tuple[Head, ...]:
    """All or nothing: `prepare` writes what is to stand, and tells blocks and what is to go. The new heads.

    Where only 现状 changes there is no block: the ledger says nothing of it.
    """
    before, title = one.ledger(), listing.titled(content(one.top / LIST))
    new: list[Head] = []

    def staged(stage: Path) -> list[str]:
        blocks, going = prepare(stage)
        new.extend(recorded(stage, before, blocks, title, key) if blocks else ())
        return going

    one.put(staged, lambda: None)
    return tuple(new)


def reasoned(text: str) -> str:
    """A reason as it goes into the ledger. RefusedError where there is none, or it is no line of text."""
    said = " ".join(text.split())
    if not said or not said.isprintable() or len(said) > 200:
        raise RefusedError("原因应当是一行不超过 200 字的文字")
    return said


def shows(one: Shelf) -> str:
    """Where 现状 leads; empty where there is none."""
    return os.fspath((one.top / CURRENT).readlink()) if (one.top / CURRENT).is_symlink() else ""


def _last(one: Shelf, edition: str) -> Head:
    """The newest block of an edition that stands."""
    blocks = [head for head in one.ledger() if head.edition == edition]
    if not blocks:
        raise RefusedError(f"发布区里没有存档版 {edition}")
    if blocks[-1].action == "withdraw":
        raise RefusedError(f"存档版 {edition} 已在 {blocks[-1].day} 撤回，是第 {blocks[-1].number} 号登记")
    if not (one.top / edition).is_dir() or (one.top / edition).is_symlink():
        raise RefusedError(f"发布区里的存档版 {edition} 已被移走或换掉，请先用 gongkai verify 查明")
    return blocks[-1]


def _buried(head: Head, files: Iterable[str], site: Path) -> None:
    """For each page of the edition the page that says why it is gone."""
    for path in files:
        if path.endswith(".html"):
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            (site / path).write_bytes(tombstone(head, path))


def _going(folder: Path, staged: Path) -> Iterator[str]:
    """What has no place in the edition any more: whole folders where nothing of them stays."""
    for path, _ in entries(folder):
        if not os.path.lexists(staged / path) and (staged / path).parent.is_dir():
            yield f"{folder.name}/{path}"
