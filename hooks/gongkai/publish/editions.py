"""Publishing an edition, read aloud: the tag, a private build, the seal, the ledger, the shelf."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

import gongkai
from gongkai import load
from gongkai.engine.assets import Shelved
from gongkai.engine.making import NotMadeError, make
from gongkai.history import tagging
from gongkai.history.git import Repository, UnavailableError, repository
from gongkai.history.tagging import NotReadyError, Sealed
from gongkai.publish import entry, wheels
from gongkai.publish.entry import Built
from gongkai.publish.private import room
from gongkai.publish.refusal import RefusedError, UnfinishedError, spoken
from gongkai.publish.seal import provenance
from gongkai.publish.shelf import Shelf, locked
from gongkai.publish.signing import ready
from gongkai.publish.target import Target, opened, patiently
from gongkai.publish.verify import LIST, Head
from gongkai.publish.wheels import Packed

TOOLS: Final = ("mkdocs", "mkdocs-material", "markdown", "jinja2", "pyyaml", "pydantic", "nh3", "segno", "click")
"""What the package depends on: each may change a byte."""
_NAME: Final = re.compile(r"[0-9A-Za-z-]{1,64}")


@dataclass(frozen=True, kw_only=True)
class Order:
    """What is to be published."""

    root: Path
    """The branch's folder."""
    edition: str
    title: str
    """For a tag that is still to be made; empty: the edition's name."""
    to: Target
    """The shelf."""
    now: datetime
    patience: float = 60
    """Seconds to wait for another publication."""
    key: Path | None = None
    """Who signs the ledger, if anybody."""
    wheels: Path | None = None
    """A folder with those that made this program, if they are to stand on the shelf."""


def publish(order: Order) -> Head:
    """The new head. RefusedError, and the shelf as it was, where it cannot be."""
    with refusing():
        if not _NAME.fullmatch(order.edition) or order.edition.lower() in ("current", "con", "nul", "aux", "prn"):
            raise RefusedError(f"存档版的名称只用字母、数字和连字符，例如 2026-Q3，现在是“{order.edition}”")
        ready(order.key)
        packed = wheels.packed(order.wheels, tools()) if order.wheels else None
        repo = _repository(order.root)
        with opened(order.to, order.now) as one:
            with locked(one, order.patience):
                resumed = LIST in one.recover()
            if resumed and (last := one.ledger()[-1]).edition == order.edition and last.action == "publish":
                return last  # it was stopped the last time, and is complete now
            tag = tagging.taken(repo, order.edition)
            _allowed(one, repo, order, tag)
            tag = tag or tagging.made(repo, order.edition, _titled(order), order.now)
            with room() as private:
                built = replace(_built(repo, tag, private, packed), key=order.key)
                return patiently(one, order.patience, lambda: _put(one, repo, built, order))


@contextmanager
def refusing() -> Iterator[None]:
    """Whatever may stand in the way is said in one way."""
    try:
        with spoken():
            yield
    except (NotReadyError, UnavailableError) as problem:
        raise RefusedError(f"没有发布：{problem}") from None
    except NotMadeError as problem:
        raise RefusedError(f"没有发布，请先改正差错：\n{problem}") from None


def _repository(root: Path) -> Repository:
    repo = repository(root)
    if repo.is_shallow:
        raise NotReadyError("这个仓库只取了一部分提交记录（浅克隆），请先运行 git fetch --unshallow --tags")
    return repo


def _allowed(one: Shelf, repo: Repository, order: Order, tag: Sealed | None) -> None:
    """The edition is new here, and newer than all that is here."""
    published = [head for head in one.ledger() if head.action == "publish"]
    same = [head for head in published if head.edition.lower() == order.edition.lower()]
    if same:
        raise RefusedError(f"发布区里已有存档版 {same[0].edition}；发布过的不再改动，请另取名称")
    if os.path.lexists(one.top / order.edition):
        raise RefusedError(f"发布区里有未登记的 {order.edition}；请先用 gongkai verify 查明")
    if published and tag and not tagging.follows(repo, published[-1].commit, tag):
        raise RefusedError(f"存档版 {order.edition} 比发布区已有的 {published[-1].edition} 更早，只能往后发布")
    others = [(head.edition, head.commit) for head in published]
    if lost := tagging.unknown(repo, others, tag.commit if tag else repo.head):
        raise NotReadyError(f"发布区里存档版 {lost} 的标签不在这个仓库里；请先运行 git fetch --tags")


def _titled(order: Order) -> str:
    title = " ".join(order.title.split()) or order.edition
    if not title.isprintable() or len(title) > 100:
        raise RefusedError("存档版的标题应当是一行不超过 100 字的文字")
    return title


def _built(repo: Repository, tag: Sealed, private: Path, packed: Packed | None) -> Built:
    """The site at the tag, by the tag's day."""
    folder = tagging.checked_out(repo, tag, private / "branch")
    title, audience = make(folder, private / "site", Shelved(day=tag.day, edition=tag.name))
    register, _ = load.register.read(folder, {})
    facts = {
        "edition": tag.name,
        "title": tag.title,
        "commit": tag.commit,
        "as-of": tag.day.isoformat(),
        "audience": "、".join(audience),
        **tools(),
        **({"wheels": packed.digest} if packed else {}),
    }
    assert register is not None  # the site was built from it
    return Built(
        site=private / "site",
        tag=tag,
        title=title,
        origin=f"gongkai-ledger-v1 {register.branch.code}",
        made_from=provenance(facts),
        packed=packed,
    )


def tools() -> dict[str, str]:
    """Name and version of all that made the bytes."""
    return {"gongkai": gongkai.__version__, **{name: _version(name) for name in TOOLS}}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "?"


def _put(one: Shelf, repo: Repository, built: Built, order: Order) -> Head:
    """On the shelf, if it still may; a tag that was made for it goes where the shelf goes."""
    _allowed(one, repo, order, built.tag)
    try:
        return entry.put(one, built, order.now, lambda: tagging.named(repo, built.tag))
    except UnfinishedError:
        raise  # the next publication completes it, and then needs its tag
    except (OSError, RefusedError):
        tagging.forgotten(repo, built.tag)
        raise
