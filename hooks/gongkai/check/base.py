"""What published matters rest on — branch.yaml, catalogue, holidays, schemes — against the newest edition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from gongkai import kinds as all_kinds
from gongkai.derive.calendar import calendar_of
from gongkai.derive.head import Facts, World
from gongkai.findings import Finding, Place
from gongkai.kinds import Kind
from gongkai.load import shape
from gongkai.load.branch import Branch, Holidays
from gongkai.load.catalogue import Catalogue
from gongkai.load.compose import document
from gongkai.load.record import Record
from gongkai.load.register import SUFFIX, Register
from gongkai.load.scheme import Scheme

NAMED = 3
"""Matters that the sentence names; the others it counts."""


def base_changed(facts: Mapping[str, Facts], world: World, kinds: Mapping[str, Kind]) -> Iterator[Finding]:
    """改基础数据，不能悄悄改变已公开的事项。 A change of base data alters what published matters show.

    为什么：放假安排、考核细则、联系方式一改，以前公示的天数、得分、受理方式都可能跟着变。
    处理：改错了就改回去，新的考核细则另建文件；确需改动的，在 branch.yaml 的 amended 里写明日期、文件和原因
    """
    base = world.history.base
    if base is None:
        return
    for file, source in base.files.items():
        declared = (one for one in world.register.branch.amended if f"data/{one.file}" == file)
        if any(one.on >= base.edition.day for one in declared):
            continue
        former = _with(world.register, file, source)
        if former is None:
            continue
        altered = _altered(facts, world, replace(world, register=former, calendar=calendar_of(former)), kinds)
        if altered:
            names = "、".join(f"“{world.register.by_name[address].title}”" for address in altered[:NAMED])
            more = f"等 {len(altered)} 个" if len(altered) > NAMED else ""
            words = f"与存档版 {base.edition.name} 相比有改动，会改变已公开的事项：{names}{more}"
            yield Finding(place=Place(file), words=words, found="没有写 amended", expected="amended 里写明原因")


def _altered(facts: Mapping[str, Facts], world: World, former: World, kinds: Mapping[str, Kind]) -> tuple[str, ...]:
    """Matters that the edition showed and of which something else would follow from the former base."""
    before = all_kinds.facts(former, kinds)
    public = (address for address, one in facts.items() if one.head.state == "公开" and _was_public(address, world))
    return tuple(address for address in public if before[address] != facts[address])


def _was_public(address: str, world: World) -> bool:
    """What was published since rests on the base of today, and on no other."""
    base, approved = world.history.base, world.history.timelines[address].approved
    published = world.register.by_name[address].published_on
    if base is None or approved is None or published is None:
        return False
    return max(approved.day, published) <= base.edition.day


def _with(register: Register, file: str, source: bytes | None) -> Register | None:
    """The register with one file as it was; None where today's models cannot read it."""
    path = PurePosixPath(file)
    year = int(path.stem) if path.parts[1] == "holidays" else 0
    if source is None:  # it came after the edition
        if year:
            return replace(register, holidays={key: one for key, one in register.holidays.items() if key != year})
        return replace(register, own_schemes=tuple(one for one in register.own_schemes if one.file != file))
    read = _read(file, source)
    if isinstance(read, Branch):
        return replace(register, branch=read)
    if isinstance(read, Catalogue):
        return replace(register, catalogue=read)
    if isinstance(read, Holidays):
        return replace(register, holidays={**register.holidays, year: read})
    if isinstance(read, Scheme):
        others = tuple(one for one in register.own_schemes if one.file != file)
        return replace(register, own_schemes=(*others, read))
    return None


def _read(file: str, source: bytes) -> Record | None:
    models: Mapping[str, type[Record]] = {"holidays": Holidays, "schemes": Scheme}
    names: Mapping[str, type[Record]] = {"branch.yaml": Branch, "catalogue.yaml": Catalogue}
    top = PurePosixPath(file).parts[1]
    found, _ = document(source, file)
    model = names.get(top) or models[top]
    made = shape.record(model, found, file.removeprefix("data/").removesuffix(SUFFIX)) if found else ()
    return made if isinstance(made, Record) else None
