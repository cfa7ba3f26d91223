"""One entry of the ledger: a built edition is sealed and put on the shelf with the block that answers for it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
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
from gongkai.publish.signing import sign
from gongkai.publish.verify import LEDGER, LIST, NOTHING, VERIFY, VERSIONS, Head
from gongkai.publish.wheels import Packed

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
    packed: Packed | None = None
    """The wheels that it was made by, if they are to stand beside it."""
    key: Path | None = None
    """Who signs, if anybody: a key's file, or the public half of one that the agent holds."""


def put(one: Shelf, built: Built, now: datetime, agree: Callable[[], None]) -> Head:
    """On the shelf, all or nothing, for who holds its lock; `agree` is called when nothing but renames is left."""
    before = one.ledger()
    if before and before[0].origin != built.origin:
        raise RefusedError(f"这个发布区属于另一个支部（{before[0].origin.split()[1]}）")
    placed: list[Head] = []

    def prepare(stage: Path) -> tuple[str, ...]:
        formers = [one.top / name for name in standing(before)[-1:]]
        digest = seal(built.site, stage / built.tag.name, built.made_from, formers)
        if built.packed:
            built.packed.place(stage, one.top)
        placed.extend(recorded(stage, before, [_published(built, digest, now)], built.title, built.key))
        return ()

    one.put(prepare, agree)
    return placed[0]


def standing(told: Iterable[Head]) -> list[str]:
    """Editions that were not withdrawn, in the order of their publication."""
    newest = {head.edition: head.action for head in told}
    return [name for name, action in newest.items() if action != "withdraw"]


def recorded(
    stage: Path, before: Sequence[Head], blocks: Iterable[Head], title: str, key: Path | None
) -> tuple[Head, ...]:
    """Ledger, lists and the program that verifies, beside what the stage holds; the new heads, signed if need be.

    Of `blocks` number, links in the chain and the hashes of list and program are filled in here.
    """
    every, program, page = [*before], _PROGRAM.read_bytes(), b""
    for block in blocks:
        head = block._replace(
            number=len(every) + 1,
            previous=every[-1].hash if every else NOTHING,
            list=NOTHING,
            verify=hashlib.sha256(program).hexdigest(),
        )
        page = listing.blank([*every, head], title)
        every.append(head._replace(list=hashlib.sha256(page).hexdigest()))
    (stage / LEDGER).write_bytes("".join(f"{one.text}\n" for one in every).encode())
    (stage / VERIFY).write_bytes(program)
    (stage / VERSIONS).write_bytes(verify.versions(every))
    (stage / LIST).write_bytes(listing.filled(page, every[-1]))
    if key:
        sign(stage, every[-1], key)
    return tuple(every[len(before) :])


def _published(built: Built, digest: str, now: datetime) -> Head:
    """The block of a publication, as far as it does not depend on those before."""
    tag = built.tag
    return Head(
        origin=built.origin,
        number=0,
        previous=NOTHING,
        action="publish",
        edition=tag.name,
        digest=digest,
        commit=tag.commit,
        list=NOTHING,
        verify=NOTHING,
        as_of=tag.day.isoformat(),
        day=beijing(now),
        note="".join(letter for letter in " ".join(tag.title.split()) if letter.isprintable())[:100],
    )


def beijing(now: datetime) -> str:
    """The day in the ledger."""
    return day_of(int(now.timestamp())).isoformat()
