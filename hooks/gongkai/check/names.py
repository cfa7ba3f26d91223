"""Names stay as they are written; what an old system cannot show of them is told beforehand."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Final

from pydantic import BaseModel

from gongkai.derive.head import Facts, World
from gongkai.findings import Finding
from gongkai.load.fields import is_person
from gongkai.load.notice import Named
from gongkai.load.part import Part, PathOf, dotted, inner_model
from gongkai.load.record import Disclosure

_DOT: Final = "·"
"""Of the names of minorities. GB 2312 has it at A1A4, which Python reads as another dot."""
_POINTS: Final = "间隔号统一写成“·”（U+00B7），姓名的其他用字不改"


def outside_gb2312(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """姓名里有 GB/T 2312 以外的字，要核对显示和打印。 A name with a sign that GB/T 2312 lacks; told once for each name.

    为什么：不少旧系统和旧字体只有 GB/T 2312 的 6763 个汉字，以外的字会变成方框、问号或空白。
    处理：姓名用字以本人证件为准，不要换成别的字；打印后核对这个字，显示不出的请安装收字符合 GB 18030—2022 的字体；
    需要录入其他系统而打不出的，按那个系统的办法办理，可在 deviations 写明
    """
    register = world.register
    told: set[str] = set()
    shown = (record for record in register.records if facts[record.address].head.state != "已撤回")
    for record in (register.branch, *shown, *register.approvals):
        # Who leads the branch or signs its forms stands on no page, and so neither do these.
        readers = ("本支部党员",) if isinstance(record, Disclosure) else ()
        for path, name in names(record):
            strange = [] if name in told else missing(name)
            if strange:
                told.add(name)
                signs = "、".join(f"“{sign}”（U+{ord(sign):04X}）" for sign in strange)
                words = f"“{name}”中的{signs}不在 GB/T 2312 字符集里，旧系统里可能显示不出"
                found = record.lapse(dotted(path), words, found="".join(strange), expected="GB/T 2312 里的字")
                yield replace(found, audiences=readers, cure=_cure(strange))


def missing(name: str) -> list[str]:
    """The signs of the name that GB/T 2312 lacks, each once, in their order."""
    return [sign for sign in dict.fromkeys(name) if sign != _DOT and not _is_in_gb2312(sign)]


def _is_in_gb2312(sign: str) -> bool:
    try:
        sign.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _cure(strange: list[str]) -> str:
    """What to do where only the dot is mistyped; empty, which means what the rule says, for a character."""
    return _POINTS if all(unicodedata.category(sign) == "Po" for sign in strange) else ""


def names(part: Part, above: PathOf = ()) -> Iterator[tuple[PathOf, str]]:
    """Every name of a person or of whoever stands in a person's place, at whatever depth, with its path."""
    for field in _naming(type(part)):
        value = getattr(part, field)
        several = enumerate(value) if isinstance(value, tuple) else [(None, value)]
        for number, one in several:
            path = (*above, field) if number is None else (*above, field, number)
            if isinstance(one, Part):
                yield from names(one, path)
            elif one:
                yield path, one


@cache
def _naming(model: type[BaseModel]) -> tuple[str, ...]:
    """Fields that hold a name, and those that hold parts with one."""
    found = []
    for name, field in model.model_fields.items():
        inner = inner_model(field.annotation)
        listed = issubclass(model, Named) and name == "name"  # of a unit, where a kind allows that
        if listed or is_person((field.annotation, *field.metadata)) or (inner is not None and _naming(inner)):
            found.append(name)
    return tuple(found)


RULES = (outside_gb2312,)
