"""Records, facts and rules in words for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass

from gongkai.derive.head import Facts
from gongkai.findings import Finding, RuleText, as_text
from gongkai.load.record import Record


def rule(text: RuleText, example: str) -> str:
    """What `explain` says."""
    said = (("为什么", text.why), ("依据", text.basis), ("处理", text.cure))
    lines = [f"{text.code}", text.title, *(f"{label}：{words}" for label, words in said if words)]
    if example:
        lines += ["例子（这样写会报告）：", *(f"    {line}" for line in example.splitlines())]
    return "\n".join(lines)


def record(found: Record, facts: Facts, findings: Iterable[Finding]) -> str:
    """What `show` says: the text as written, what follows from it, what was found."""
    lines = [found.file, "", found.document.text.rstrip(), "", "自动计算："]
    return "\n".join([*lines, *_facts(facts, "  "), "", as_text(findings)])


def _facts(value: object, indent: str) -> Iterator[str]:
    for field in fields(value) if is_dataclass(value) and not isinstance(value, type) else ():
        inner = getattr(value, field.name)
        if isinstance(inner, Record):
            yield f"{indent}{field.name}: {inner.file}"
        elif is_dataclass(inner):
            yield f"{indent}{field.name}:"
            yield from _facts(inner, indent + "  ")
        elif inner not in (None, (), frozenset()):
            yield f"{indent}{field.name}: {_words(inner)}"


def _words(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple | frozenset):
        return "、".join(sorted(map(str, value)) if isinstance(value, frozenset) else map(str, value))
    return str(value)
