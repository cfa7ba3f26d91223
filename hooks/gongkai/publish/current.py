"""现状: the working state on the shelf, without tag and ledger: a link to a folder that is named by its digest.

Two generations stay, and a generation keeps the assets of the one before it: a page that is open, or was fetched just
before the link turned, still finds what it needs.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from gongkai.engine.assets import Shelved
from gongkai.engine.making import make
from gongkai.history.git import UnavailableError, repository
from gongkai.publish.editions import refusing, tools
from gongkai.publish.entry import standing
from gongkai.publish.private import room
from gongkai.publish.refusal import RefusedError
from gongkai.publish.seal import PROVENANCE, lead, provenance, seal
from gongkai.publish.shelf import Shelf
from gongkai.publish.target import Target, opened, patiently
from gongkai.publish.verify import CURRENT, SUMS, Look

_ASSETS: Final = "assets"


@dataclass(frozen=True, kw_only=True)
class Refresh:
    """What is to be shown as it stands."""

    root: Path
    """The branch's folder."""
    to: Target
    """The shelf."""
    now: datetime
    patience: float = 60
    """Seconds to wait for another publication."""


def refresh(wanted: Refresh) -> bool:
    """Whether the shelf shows something else now. RefusedError, and the shelf as it was, where it cannot be."""
    with refusing(), opened(wanted.to, wanted.now, inside=(f"{CURRENT}.",)) as one, room() as private:
        has_list = patiently(one, wanted.patience, lambda: bool(one.ledger()))
        shelved = Shelved(day=wanted.now.date(), has_list=has_list)
        _, audience = make(wanted.root, private / "site", shelved)
        facts = {
            "commit": _commit(wanted.root),
            "as-of": shelved.day.isoformat(),
            "audience": "、".join(audience),
            **tools(),
        }
        return patiently(one, wanted.patience, lambda: put(one, private / "site", facts))


def first(wanted: Refresh) -> bool:
    """Old pages lead to the same page now: where a shelf shows no working state yet, it does from now on."""
    with refusing(), opened(wanted.to, wanted.now) as one:
        is_there = patiently(one, wanted.patience, lambda: os.path.lexists(one.top / CURRENT))
    return not is_there and refresh(wanted)


def put(one: Shelf, site: Path, facts: dict[str, str]) -> bool:
    """On the shelf, all or nothing, for who holds its lock; what two generations ago was shown goes."""
    shown = str((one.top / CURRENT).readlink()) if (one.top / CURRENT).is_symlink() else ""
    former = _former(one, shown)
    carried = sorted(_carried(site, former)) if former else []
    made_from = provenance(facts | {"carried": json.dumps(carried, ensure_ascii=False)})
    new: list[str] = []

    def prepare(stage: Path) -> set[str]:
        formers = [one.top / name for name in standing(one.ledger())[-1:]] + ([former] if former else [])
        digest = seal(site, stage / CURRENT, made_from, formers)
        new.append(f"{CURRENT}.{digest}")
        if (one.top / new[0]).exists():
            if wrong := _wrong(one, new[0]):
                raise RefusedError(f"没有发布，发布区未改动：{wrong[0]}；请先删去发布区的这个文件夹")
            shutil.rmtree(stage / CURRENT)
        else:
            (stage / CURRENT).rename(stage / new[0])
        if shown == new[0]:
            return set()
        lead(stage / CURRENT, new[0])
        return {path.name for path in one.top.glob(f"{CURRENT}.*")} - {*new, shown}

    one.put(prepare, lambda: None)
    return shown != new[0]


def _carried(site: Path, former: Path) -> list[str]:
    """Assets of the former generation's own that this one has not: they are put into its folder, and named."""
    told = json.loads((former / PROVENANCE).read_text(encoding="utf-8").partition("\ncarried: ")[2] or "[]")
    names = []
    for file in sorted((former / _ASSETS).rglob("*")):
        name = file.relative_to(former).as_posix()
        if file.is_file() and file.name != SUMS and name not in told and not (site / name).exists():
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, site / name)
            names.append(name)
    return names


def _former(one: Shelf, name: str) -> Path | None:
    """What is shown now; None where that is not what was put there: nothing is taken from it."""
    return one.top / name if name and "/" not in name and not _wrong(one, name) else None


def _wrong(one: Shelf, name: str) -> list[str]:
    """What verify says of a generation, or of an edition that 现状 was turned back to."""
    newest = {head.edition: head.digest for head in one.ledger()}
    look = Look(os.fspath(one.top))
    look.edition(f"{name}：", newest.get(name, name.removeprefix(f"{CURRENT}.")), one.top / name)
    return look.wrong


def _commit(root: Path) -> str:
    try:
        return repository(root).head
    except UnavailableError:
        return "-"
