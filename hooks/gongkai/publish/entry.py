"""One entry of the ledger: a built edition is sealed and put on the shelf with the block that answers for it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from gongkai.history.tagging import Sealed
from gongkai.history.versions import day_of
from gongkai.publish import listing, verify
from gongkai.publish.refusal import RefusedError
from gongkai.publish.seal import seal
from gongkai.publish.shelf import Shelf
from gongkai.publish.verify import LEDGER, LIST, NOTHING, VERIFY, VERSIONS, Head

_PROGRAM: Final = Path(verify.__file__)


@dataclass(frozen=True, kw_only=True)
class Built:
    """An edition in a private folder."""

    site: Path
    tag: Sealed
    title: str
    """The site's own."""
    origin: str
    """The ledger's first line: whose it is."""
    made_from: bytes
    """Its provenance."""


def put(one: Shelf, built: Built, now: datetime, agree: Callable[[], None]) -> Head:
    """On the shelf, all or nothing, for who holds its lock; `agree` is called when nothing but renames is left."""
    published = one.ledger()
    if published and published[0].origin != built.origin:
        raise RefusedError(f"这个发布区属于另一个支部（{published[0].origin.split()[1]}）")
    placed: list[Head] = []

    def prepare(stage: Path) -> None:
        formers = [one.top / head.edition for head in published[-1:]]
        digest = seal(built.site, stage / built.tag.name, built.made_from, formers)
        placed.append(_written(stage, published, built, (digest, now)))

    one.put(prepare, agree)
    return placed[0]


def _written(stage: Path, published: tuple[Head, ...], built: Built, sealed: tuple[str, datetime]) -> Head:
    """Ledger, lists and the program that verifies, beside the edition; the new head."""
    tag, (digest, now), program = built.tag, sealed, _PROGRAM.read_bytes()
    head = Head(
        origin=built.origin,
        number=len(published) + 1,
        previous=published[-1].hash if published else NOTHING,
        action="publish",
        edition=tag.name,
        digest=digest,
        commit=tag.commit,
        list=NOTHING,
        verify=hashlib.sha256(program).hexdigest(),
        as_of=tag.day.isoformat(),
        day=day_of(int(now.timestamp())).isoformat(),
        note="".join(letter for letter in " ".join(tag.title.split()) if letter.isprintable())[:100],
    )
    page = listing.blank([*published, head], built.title)
    head = head._replace(list=hashlib.sha256(page).hexdigest())
    every = (*published, head)
    (stage / LEDGER).write_bytes("".join(f"{one.text}\n" for one in every).encode())
    (stage / VERIFY).write_bytes(program)
    (stage / VERSIONS).write_bytes(verify.versions(every))
    (stage / LIST).write_bytes(listing.filled(page, head))
    return head
