"""Mistyped lines: plainly meant as `key: value` or `- item`, though YAML reads them otherwise or not at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Final

from yaml import MarkedYAMLError

from gongkai.findings import Finding, Place
from gongkai.load import miswritten, unreadable
from gongkai.load.reading import Event
from gongkai.load.text import MOST_FAULTS

_WIDE: Final = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_KEY: Final = r"(?:[^\W\d]|_)[\w.-]{0,30}"
_FIELD: Final = r"[a-z][a-z0-9_]{0,40}"

_TAB: Final = re.compile(r"[ -]*(\t)")
_WIDE_START: Final = re.compile(rf"[ ]*(?:-[ ]+)*-?([{_WIDE}])")
_DASH: Final = re.compile(r"[ ]*(-)(?![\s\d.-]|$)")
_WIDE_COLON: Final = re.compile(rf"[ ]*((?:-[ ]+)*)({_KEY})[ ]*(：)")
_NO_SPACE: Final = re.compile(rf"[ ]*((?:-[ ]+)*)({_KEY})(:)(?![ \t\n]|//|$)")
_ITEM: Final = re.compile(r"[ ]*(-)[ ]")
_COMMENT: Final = re.compile(r"[ \t]+(#[^\n]*)")

_SUSPICIOUS: Final = (("\t", "\t"), ("#", " #"), ("?", "? "), ("?", "?\n"))
"""Each after a sign of it, which is looked for twenty times as fast as two characters are."""
# Nothing is ever given back: what follows a key, a dash or a space cannot be a part of it.
_SUSPICIOUS_LINE: Final = re.compile(rf"\n[ ]*+(?:-[ ]++)*+(?:{_KEY}+[ ]*+(?:：|:[^ \n])|-[^ \n]|-?[{_WIDE}])")


@dataclass(frozen=True)
class Slip:
    """One mistyped spot. Line and column count from 0."""

    line: int
    column: int
    rule: Callable[[Place], Finding]
    mends: str = ""
    """What put there, length for length, makes it readable; empty where that would be a guess."""

    def fault(self, file: str) -> Finding:
        return self.rule(Place(file, self.line + 1, self.column + 1))


def mistyped(text: str, reached: int, refusal: MarkedYAMLError) -> list[Slip]:
    """The mistyped lines between what was read and where YAML refused; these are the cause, not the refusal."""
    last = refusal.problem_mark.line if refusal.problem_mark else reached
    if refusal.context_mark and "quoted" in (refusal.context or ""):
        last = refusal.context_mark.line
    lines = text.split("\n")[reached : last + 1]
    slips = (slip_of(line, number) for number, line in enumerate(lines, reached) if not line.lstrip().startswith("#"))
    return list(islice(filter(None, slips), MOST_FAULTS))


def mended(text: str, slips: Iterable[Slip]) -> str:
    """The text with each slip put right, every place as before."""
    lines = text.split("\n")
    for slip in slips:
        line = lines[slip.line]
        end = slip.column + len(slip.mends)
        lines[slip.line] = (line[: slip.column] + slip.mends + line[end:])[: max(len(line), slip.column + 1)]
    return "\n".join(lines)


def slip_of(line: str, number: int, *, fields_only: bool = False) -> Slip | None:
    """The first slip of a line; `fields_only` where a word and a colon may be honest text: only field names count."""
    if found := _TAB.match(line):
        return Slip(number, found.start(1), miswritten.tab)
    if found := _WIDE_START.match(line):
        rule = partial(miswritten.wide_space, character=found[1])
        return Slip(number, found.start(1), rule, " " if "-" in found[0] else "")
    if (found := _WIDE_COLON.match(line)) and not _is_honest(found, fields_only):
        return Slip(number, found.start(3), partial(miswritten.wide_colon, key=found[2]), ": ")
    if found := _NO_SPACE.match(line):
        after = line[found.end()]
        if re.match(f"[{_WIDE}]", after):
            return Slip(number, found.end(), partial(miswritten.wide_space, character=after), " ")
        if not _is_honest(found, fields_only):
            return Slip(number, found.start(3), partial(miswritten.missing_space, key=found[2]), ": ")
    if not fields_only and (found := _DASH.match(line)):
        return Slip(number, found.start(1), miswritten.dash_without_space)
    return None


def _is_honest(found: re.Match[str], fields_only: bool) -> bool:
    """Whether it may be text: `- 主持人：张三` is an honest item, `- name：张三` is not."""
    return bool(fields_only or found[1]) and not re.fullmatch(_FIELD, found[2])


def is_suspicious(text: str) -> bool:
    """Whether a line may be mistyped, told by quick searches. Folded list items do not show here: `quick` sees them."""
    has_odd = any(sign in text and odd in text for sign, odd in _SUSPICIOUS)
    return has_odd or _SUSPICIOUS_LINE.search(f"\n{text}") is not None


def faults(text: str, scalars: Sequence[Event], file: str) -> list[Finding]:
    """What YAML reads without a word, but not as it was meant; for scalars in the order of the text."""
    found: dict[int, Finding] = {}
    end = 0
    for scalar in scalars:
        for slip in _slips(text, scalar, end):
            if slip.line not in found:
                found[slip.line] = slip.fault(file)
            if len(found) == MOST_FAULTS:
                return [*found.values()]
        end = scalar.end_mark.index
    return [*found.values()]


def _slips(text: str, scalar: Event, end_before: int) -> Iterator[Slip]:
    begin, line = scalar.start_mark.index, scalar.start_mark.line
    line_start = begin - scalar.start_mark.column
    start = max(line_start, end_before)
    between = text[start:begin]
    if "\t" in between:
        yield Slip(line, start - line_start + between.index("\t"), miswritten.tab)
    if between.lstrip().startswith("?"):
        yield Slip(line, start - line_start + between.index("?"), unreadable.complex_key)
    if scalar.style:
        return
    stop = scalar.end_mark.index
    is_first = end_before <= line_start and not between.strip(" -")
    if is_first and (slip := slip_of(text[line_start:stop].split("\n", 1)[0], line)):
        yield slip
    for number, rest in enumerate(text[begin:stop].split("\n")[1:], line + 1):
        if slip := slip_of(rest, number, fields_only=not is_first or "-" in between):
            yield slip
        elif item := _ITEM.match(rest):
            yield Slip(number, item.start(1), miswritten.folded_line)
    if comment := _COMMENT.match(text, stop):
        column = comment.start(1) - text.rfind("\n", 0, stop) - 1
        yield Slip(scalar.end_mark.line, column, partial(miswritten.swallowed_comment, lost=comment[1]))
