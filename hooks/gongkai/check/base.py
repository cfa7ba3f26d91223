"""What published matters rest on — branch.yaml, catalogue, holidays, schemes — is what it was when they came out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from pathlib import PurePosixPath

from gongkai.derive.calendar import calendar_of, shipped
from gongkai.derive.head import Facts, World, head
from gongkai.findings import Finding, Place
from gongkai.history.versions import Base
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
    for file, bases in groupby(world.history.bases, key=lambda base: base.file):
        told = [(base.changed, {*_altered(base, facts, world, kinds)}) for base in bases]
        if altered := sorted(set().union(*(addresses for _, addresses in told))):
            changed = min((commit for commit, addresses in told if addresses), key=lambda commit: commit.place)
            when = f"{changed.day} 以来有改动" if changed.is_made else "有改动还没有提交"
            names = "、".join(f"“{world.register.by_name[address].title}”" for address in altered[:NAMED])
            more = f"等 {len(altered)} 个" if len(altered) > NAMED else ""
            words = f"{when}，会改变已公开的事项：{names}{more}"
            yield Finding(place=Place(file), words=words, found="没有写 amended", expected="amended 里写明原因")


def _altered(base: Base, facts: Mapping[str, Facts], world: World, kinds: Mapping[str, Kind]) -> Iterator[str]:
    """Public matters of which something else would follow from the former file."""
    register = _with(world.register, base.file, base.source)
    if register is not None:
        former = replace(world, register=register, calendar=calendar_of(register))
        for address in base.matters:
            record, now = world.register.by_name[address], facts[address]
            if now.head.state == "公开" and kinds[record.kind].facts(record, head(record, former), former) != now:
                yield address


def _with(register: Register, file: str, source: bytes | None) -> Register | None:
    """The register with one file as it was; None where today's models cannot read it, or nothing rested on it."""
    if source is None:
        return _without(register, PurePosixPath(file))
    read = _read(file, source)
    if isinstance(read, Branch):
        return replace(register, branch=read)
    if isinstance(read, Catalogue):
        return replace(register, catalogue=read)
    if isinstance(read, Holidays):
        return replace(register, holidays={**register.holidays, int(PurePosixPath(file).stem): read})
    if isinstance(read, Scheme):
        others = tuple(one for one in register.own_schemes if one.file != file)
        return replace(register, own_schemes=(*others, read))
    return None


def _without(register: Register, file: PurePosixPath) -> Register | None:
    """As it was before a table or a scheme came that stands in place of a shipped one.

    On nothing else did anything rest before it came: what reached into a year without a table was 暂定, and said so.
    """
    name = file.stem
    if file.parent.name == "holidays" and shipped(int(name)):
        return replace(register, holidays={year: one for year, one in register.holidays.items() if year != int(name)})
    former = replace(register, own_schemes=tuple(one for one in register.own_schemes if one.name != name))
    return former if file.parent.name == "schemes" and name in former.schemes else None


def _read(file: str, source: bytes) -> Record | None:
    models: Mapping[str, type[Record]] = {"holidays": Holidays, "schemes": Scheme}
    names: Mapping[str, type[Record]] = {"branch.yaml": Branch, "catalogue.yaml": Catalogue}
    found, _ = document(source, file)
    folder = PurePosixPath(file).parts[1]
    model = names.get(folder) or models[folder]
    made = shape.record(model, found, file.removeprefix("data/").removesuffix(SUFFIX)) if found else ()
    return made if isinstance(made, Record) else None
