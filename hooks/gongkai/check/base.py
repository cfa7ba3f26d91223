"""What published matters rest on — branch.yaml, catalogue, holidays, schemes — is what it was when they came out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from pathlib import PurePosixPath
from typing import get_args

from gongkai.derive.calendar import calendar_of, shipped
from gongkai.derive.head import Facts, World
from gongkai.findings import Finding, Place
from gongkai.history.differences import differences
from gongkai.history.resting import model_of
from gongkai.history.texts import read_text
from gongkai.history.versions import Base, Difference
from gongkai.history.words import summary
from gongkai.kinds import Kind
from gongkai.load import shape
from gongkai.load.branch import Branch, Holidays
from gongkai.load.catalogue import Catalogue
from gongkai.load.compose import document
from gongkai.load.fields import AudienceName
from gongkai.load.record import Record
from gongkai.load.register import SUFFIX, Register
from gongkai.load.scheme import Scheme

NAMED = 3
"""Matters that the sentence names; the others it counts."""
_UNSHOWN = (("amended",), ("deviations",), ("history",), ("rules_off",))
"""What no record's page shows."""


def base_changed(facts: Mapping[str, Facts], world: World, kinds: Mapping[str, Kind]) -> Iterator[Finding]:
    """改基础数据，不能悄悄改变已公开的事项。 A change of base data alters what published matters show.

    为什么：放假安排、考核细则、联系方式一改，以前公示的天数、得分、受理方式都可能跟着变。
    处理：改错了就改回去，新的考核细则另建文件；确需改动的，在 branch.yaml 的 amended 里写明日期、文件和原因
    """
    for file, bases in groupby(world.history.bases, key=lambda base: base.file):
        told = [(base, {*_altered(base, facts, world, kinds)}) for base in bases]
        if altered := sorted(set().union(*(addresses for _, addresses in told))):
            last = max((base for base, addresses in told if addresses), key=lambda base: base.changed.place)
            when = f"{last.changed.day} 以来有改动" if last.changed.is_made else "有改动还没有提交"
            names = "、".join(f"“{world.register.by_name[address].title}”" for address in altered[:NAMED])
            more = f"等 {len(altered)} 个" if len(altered) > NAMED else ""
            what, place = _difference(last, world.register)  # of all that was changed, what did it
            words = f"{when}，会改变已公开的事项：{names}{more}{what}"
            yield Finding(place=place, words=words, found=_amended(file, world.register), expected="amended 里写明原因")


def amended_removed(facts: Mapping[str, Facts], world: World, kinds: Mapping[str, Kind]) -> Iterator[Finding]:
    """基础数据更正的说明只增加，不删改。 A word of why a file was amended is gone, or of another day.

    为什么：改动还在，原因没有了，读者在“变更”页就看不到为什么改。
    处理：从 git 找回 amended 里的这一条；写错了的，留着，另加一条说明
    """
    for file, on in world.history.silenced:
        words = f"amended 里 {on} 对 {file.removeprefix('data/')} 的说明不见了，或者改了日期、文件"
        place = world.register.branch.place_of("amended" if world.register.branch.amended else "")
        yield Finding(place=place, words=words, found="没有这一条", expected="找回这一条")


def _difference(base: Base, register: Register) -> tuple[str, Place]:
    """What is different in the file that stands here, in words, and where in it."""
    here = _standing(base.file, register)
    found = _found(base, here)
    if here is None or not found:
        return "", Place(base.file)
    at = next((one.path[0] for one in found if one.path and one.path[0] in here.document.values), "")
    return f"；改了什么：{summary(found, type(here))}", here.place_of(at)


def _standing(file: str, register: Register) -> Record | None:
    those: tuple[Record, ...] = (register.branch, register.catalogue, *register.own_schemes)
    return next((one for one in (*those, *register.holidays.values()) if one.file == file), None)


def _found(base: Base, here: Record | None) -> list[Difference]:
    """What pages may show of it; nothing where the file was not there, or is no more."""
    if here is None or base.source is None:
        return []
    former = read_text(base.source, base.file).tree
    return [one for one in differences(former, here.document.values, type(here)) if one.path[:1] not in _UNSHOWN]


def _amended(file: str, register: Register) -> str:
    """What the branch has said so far."""
    days = [str(one.on) for one in register.branch.amended if f"data/{one.file}" == file]
    return f"amended 里 {'、'.join(days)} 写的是以前的改动" if days else "没有写 amended"


def _altered(base: Base, facts: Mapping[str, Facts], world: World, kinds: Mapping[str, Kind]) -> Iterator[str]:
    """Public matters of which something else would follow from the former file."""
    here = _standing(base.file, world.register)
    if here is not None and base.source is not None and not _found(base, here):
        return  # it is written otherwise, and says the same
    register = _with(world.register, base.file, base.source)
    if register is not None:
        known = ("by_name", "referrers", "approvals_of")  # they follow from the records alone
        vars(register).update({name: getattr(world.register, name) for name in known})
        former = replace(world, register=register, calendar=calendar_of(register))
        readers, now_readers = _readers(register.branch), _readers(world.register.branch)
        for address in base.matters:
            record, now = world.register.by_name[address], facts[address]
            if now.head.state == "公开":
                then = kinds[record.kind].facts(record, former.heads[address], former)
                if _shown(then, readers) != _shown(now, now_readers):
                    yield address


def _readers(branch: Branch) -> Mapping[str, frozenset[str]]:
    """Audience → the audiences in which these readers lie."""
    return {name: branch.within(name) for name in get_args(AudienceName)}


def _shown(facts: Facts, readers: Mapping[str, frozenset[str]]) -> tuple[object, ...]:
    """What a page shows of it, and to whom; of its item in the catalogue only what stands there, too."""
    item, open_to = facts.head.item, facts.head.audiences
    told = (item.name, item.basis, item.responsible) if item else ()
    seen = [name for name, within in readers.items() if within & open_to]
    return (told, seen, replace(facts, head=replace(facts.head, item=None)))


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
    found, _ = document(source, file)
    made = shape.record(model_of(file), found, file.removeprefix("data/").removesuffix(SUFFIX)) if found else ()
    return made if isinstance(made, Record) else None


RULES = (base_changed, amended_removed)
