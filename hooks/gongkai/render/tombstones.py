"""注销说明: what stands at an address that readers once were given and that has no page any more."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from jinja2 import Environment

from gongkai.derive.head import may_see
from gongkai.history.published import day_written
from gongkai.history.versions import Former
from gongkai.kinds import Kind
from gongkai.render.brief import Brief
from gongkai.render.matter import Link, link
from gongkai.render.site import Page

TITLE: Final = "注销说明"


@dataclass(frozen=True, kw_only=True)
class Fate:
    """What became of a record; one of the classes below for each thing that can have happened."""

    WORDS: ClassVar[str] = "这一事项不再在本范围公开。"
    WORD: ClassVar[str] = ""
    index: str
    now: Link | None = None
    on: date | None = None
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Renamed(Fate):
    """It is shown elsewhere."""

    WORDS = "这一事项已更名，现在的网址如下。"


@dataclass(frozen=True, kw_only=True)
class Removed(Fate):
    """Its file is gone."""

    WORDS = "这一事项已移除，内容不再公开。"
    WORD = "移除"


@dataclass(frozen=True, kw_only=True)
class Withdrawn(Removed):
    """Its file is gone, after it had said why."""

    WORDS = "这一事项已撤回，内容不再公开。"
    WORD = "撤回"


@dataclass(frozen=True, kw_only=True)
class Tombstone:
    """What today's readers are told of an address: no more than they could read there, and never a title."""

    address: str
    kind: Kind | None
    """None where there is no such kind any more."""
    fate: Fate | None
    """None for a page that only led to records."""
    root: str

    @property
    def words(self) -> str:
        return self.fate.WORDS if self.fate else "这一页原来列出的事项，现在不在这里了。"


def pages(brief: Brief, kinds: Mapping[str, Kind], taken: Collection[str], templates: Environment) -> Iterator[Page]:
    """One for each address that is not taken; nothing where there is no history to go by."""
    template = templates.get_template("tombstone.html.jinja")
    for address, fate in sorted(_fates(brief, kinds).items()):
        if address not in taken:
            kind, root = kinds.get(address.split("/")[0]), "../" * address.count("/")
            stone = Tombstone(address=address, kind=kind, fate=fate, root=root)
            body = template.render(stone=stone, has_editions=bool(brief.editions))
            active = f"{kind.name}/index.html" if kind else ""
            yield Page(address=address, title=TITLE, body=body, active=active, is_gone=True)


def _fates(brief: Brief, kinds: Mapping[str, Kind]) -> dict[str, Fate | None]:
    """By address; of what lay there one after the other the last that these readers could see counts."""
    branch = brief.world.register.branch
    known = [one for one in brief.world.history.formers if may_see(branch, brief.audience, one.audiences)]
    known.sort(key=lambda one: one.until.place)
    around: dict[str, Fate | None] = dict.fromkeys(page for one in known for page in _because_of(one))
    return around | {f"{one.address}.html": _fate(one, brief, kinds) for one in known}


def _because_of(former: Former) -> Iterator[str]:
    """The pages that stood there because of it: its year, its kind, the year for inspectors, its month."""
    kind, year, _ = former.address.split("/")
    yield from (f"{kind}/{year}/index.html", f"{kind}/index.html")
    yield from (f"inspection/{year}.html", f"books/{year}.html", f"books/{year}-archive.html")
    if day := day_written(former.tree.get("published_on")):
        yield f"changes/{day.year}-{day.month:02d}.html"


def _fate(former: Former, brief: Brief, kinds: Mapping[str, Kind]) -> Fate:
    """Where it went on for others, these readers are told no more than that."""
    if record := brief.shown.get(former.now):
        root = "../" * (former.address.count("/"))
        return Renamed(index=former.index, now=link(record, kinds, root))
    if not former.is_last:
        return Fate(index=former.index)
    said = former.tree.get("withdrawn")
    if not isinstance(said, dict):
        return Removed(index=former.index, on=former.until.day)
    return Withdrawn(index=former.index, on=day_written(said.get("on")), reason=str(said.get("reason", "")))
