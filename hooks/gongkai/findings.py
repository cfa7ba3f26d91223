"""What `check` has to say: a finding has a place, a code, plain words and a cure.

A *fault* 差错 cannot be right and stops the build. A *lapse* 偏差 is true but falls short of a rule:
it is published, shown and may be explained (design §2.3).
"""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

Format = Literal["text", "json", "github"]


class Place(NamedTuple):
    """Where it stands: path from the branch's folder with `/`; line and column from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True, kw_only=True)
class Finding:
    """One thing found. `words` is a whole Chinese sentence; `found` and `expected` are its two halves as data."""

    place: Place
    code: str = ""
    is_fault: bool = True
    words: str
    found: str = ""
    expected: str = ""
    cure: str = ""
    basis: str = ""
    at: str = ""
    """The field it is about: `voters.present`; empty where it is about a whole file."""
    record: str = ""
    """Path of the record it is about, without `data/` and suffix: `meetings/2026/09-members`."""
    audiences: tuple[str, ...] = ("社会",)
    """Who may be told of it, where not everybody may."""
    speaks_of: tuple[str, ...] = ()
    """Other records that its words name: it is told only to those who may see them, too."""
    covers: str = ""
    """The span that a lapse is about, where it is about one: `2026年第三季度`."""
    explained: str = ""
    """The branch's own explanation of a lapse, from `deviations`."""
    state: str = ""
    """Of a lapse, where nobody can read of it yet: the record is 草稿 or 待公开."""

    @property
    def level(self) -> str:
        return "差错" if self.is_fault else f"偏差（{self.state}）" if self.state else "偏差"


class RuleText(NamedTuple):
    """A rule's docstring, taken apart: the docstring is the one place where a rule is explained."""

    code: str
    title: str
    why: str
    basis: str
    cure: str
    figures: tuple[str, ...]
    """Names of the figures that it holds records against."""


_LABELS = "为什么|依据|数量|处理"
_LABELLED = re.compile(rf"^({_LABELS})：(.*(?:\n(?!(?:{_LABELS})：|\s*$).*)*)", re.MULTILINE)
_ENGLISH = re.compile(r"。\s.*", re.DOTALL)


@cache
def rule_text(rule: Callable[..., object], code: str) -> RuleText:
    """First line: the law in Chinese (an English gloss may follow); then 为什么／依据／数量／处理 paragraphs."""
    doc = inspect.getdoc(rule) or ""
    parts = {label: "".join(line.strip() for line in text.splitlines()) for label, text in _LABELLED.findall(doc)}
    title = _ENGLISH.sub("。", doc.split("\n\n", 1)[0])
    figures = tuple(name for name in parts.get("数量", "").split("、") if name)
    return RuleText(code, title, parts.get("为什么", ""), parts.get("依据", ""), parts.get("处理", ""), figures)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """By place, then by code; findings of one rule at one place stay in the order in which the rule gives them."""
    return tuple(sorted(findings, key=lambda finding: (finding.place, finding.code)))


def faults(findings: Iterable[Finding]) -> list[Finding]:
    """Those that stop a build."""
    return [finding for finding in findings if finding.is_fault]


def lapses(findings: Iterable[Finding]) -> list[Finding]:
    """Those that are published and shown."""
    return [finding for finding in findings if not finding.is_fault]


def as_text(findings: Iterable[Finding], *, is_whole: bool = True) -> str:
    """For people: a block of lines for each finding, the faults last, for one looks there; then how many of each.

    `is_whole` is whether the rules were asked at all.
    """
    findings = sorted(findings, key=lambda finding: finding.is_fault)
    return "\n".join([*_blocks(findings), _count(findings, is_whole=is_whole)])


def faults_as_text(findings: Iterable[Finding], *, is_whole: bool = True) -> str:
    """The same of the faults alone, for whoever was stopped by them; lapses are only counted."""
    findings = [*findings]
    return "\n".join([*_blocks(faults(findings)), _count(findings, is_whole=is_whole)])


def _blocks(findings: Iterable[Finding]) -> Iterator[str]:
    said: set[tuple[str, str, str]] = set()
    for finding in findings:
        advice = (("情况说明", finding.explained), ("依据", finding.basis), ("处理", finding.cure))
        known = (finding.code, finding.basis, finding.cure) in said  # the same advice once is enough
        lines = [f"{finding.place}: {finding.level} {finding.code}", f"    {finding.words}"]
        lines += [f"    {label}：{' '.join(text.splitlines())}" for label, text in advice[: 1 if known else 3] if text]
        yield from map(visible, lines)
        said.add((finding.code, finding.basis, finding.cure))


def _count(findings: Collection[Finding], *, is_whole: bool) -> str:
    """What is not public yet is counted apart."""
    found = f"差错 {len(faults(findings))} 处"
    if not is_whole:
        return f"{found}，偏差没有检查：先改正 data/branch.yaml、data/catalogue.yaml 里的差错，再检查一次。"
    waiting = sum(bool(finding.state) for finding in findings)
    ahead = f"；草稿和待公开事项另有偏差 {waiting} 处" if waiting else ""
    return f"{found}，偏差 {len(lapses(findings)) - waiting} 处{ahead}。"


def visible(text: str) -> str:
    """The text with everything that a terminal would obey, or that is no character at all, as its number."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else f"〔U+{ord(sign):04X}〕" for sign in text)


def as_json(findings: Iterable[Finding]) -> str:
    """For programs: a list of objects, every field of a finding in it, place spread into file, line, column."""
    return json.dumps([_fields(finding) for finding in findings], ensure_ascii=False, indent=1)


def _fields(finding: Finding) -> dict[str, object]:
    fields = {key: value for key, value in vars(finding).items() if key not in ("place", "is_fault")}
    fields = {**finding.place._asdict(), "level": "fault" if finding.is_fault else "lapse", **fields}
    return {key: visible(value) if isinstance(value, str) else value for key, value in fields.items()}


def as_github(findings: Iterable[Finding]) -> str:
    """For CI: one workflow command for each finding; faults are errors, lapses are notices."""
    return "\n".join(_annotation(finding) for finding in findings)


def _annotation(finding: Finding) -> str:
    command = "error" if finding.is_fault else "notice"
    place = finding.place
    where = f"file={_property(place.file)},line={place.line},col={place.column},title={_property(finding.code)}"
    state = f"（{finding.state}）" if finding.state else ""
    return f"::{command} {where}::{_data(f'{state}{finding.words} 处理：{finding.cure}')}"


def _data(text: str) -> str:
    return visible(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
