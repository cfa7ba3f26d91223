"""What libyaml's refusal means in a clerk's words: its English problem → a fault of ours, never the English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from yaml import MarkedYAMLError

from gongkai.findings import Finding, Place
from gongkai.load import miswritten, unreadable
from gongkai.load.reading import Event, Mark

_SURROGATES: Final = re.compile(r"\\u(d[89ab][0-9a-f]{2})(?:\\u(d[c-f][0-9a-f]{2}))?", re.IGNORECASE)
_COMMENT: Final = re.compile(r"[ \t]+(#[^\n]*)")


def fault(text: str, refusal: MarkedYAMLError, last: Sequence[Event], file: str) -> Finding:
    """The one fault for a refusal; `last` is the scalar read before it, if any."""
    found = refusal.problem_mark or refusal.context_mark
    begun = refusal.context_mark or found
    if found is None or begun is None:
        return miswritten.not_yaml(Place(file))
    where, start = _place(found, file), _place(begun, file)
    problem, context = refusal.problem or "", refusal.context or ""
    here = text[found.index : found.index + 1]
    if "quoted scalar" in context:
        return _quoted(text, problem, found, (where, start))
    if "tab character" in problem or (here == "\t" and "start any token" in problem):
        return miswritten.tab(where)
    if "block scalar" in context:
        return miswritten.block_header(where)
    if "start any token" in problem:
        return miswritten.reserved_start(where, here)
    if "directive" in context or "directive" in problem:
        return unreadable.directive(start)
    if "tag handle" in problem:
        return unreadable.tag(where, "!")
    if context.endswith(("an alias", "an anchor", "a tag")):
        return miswritten.reserved_start(start, text[begun.index : begun.index + 1])
    if "flow" in context:
        return miswritten.unclosed_bracket(start)
    return _structure(text, problem, (found, begun), last, file)


def _quoted(text: str, problem: str, found: Mark, places: tuple[Place, Place]) -> Finding:
    """Inside double or single quotes; places are where it was found and where the quotes began."""
    where, start = places
    if "end of stream" in problem or "document indicator" in problem:
        return miswritten.unclosed_quote(start)
    pair = _SURROGATES.match(text, max(found.index - 2, 0))
    if pair:
        character = bytes.fromhex(pair[1] + pair[2]).decode("utf-16-be", "replace") if pair[2] else ""
        return miswritten.surrogate_escape(where, "" if "\ufffd" in character else character)
    return miswritten.bad_escape(where)


def _structure(text: str, problem: str, marks: tuple[Mark, Mark], last: Sequence[Event], file: str) -> Finding:
    found, begun = marks
    where = _place(found, file)
    before = text[found.index - found.column : found.index]
    if "mapping values" in problem:
        indent = len(before) - len(before.lstrip())
        is_own = ":" not in before and found.line > 0
        return (
            miswritten.bad_indentation(where._replace(column=indent + 1)) if is_own else miswritten.colon_in_text(where)
        )
    if "block sequence entries" in problem:
        return miswritten.list_beside_key(where)
    if "mapping keys" in problem or text[found.index : found.index + 1] == ":":
        return unreadable.complex_key(where)
    if "could not find expected ':'" in problem:
        return miswritten.bad_indentation(_place(begun, file))
    if "node content" in problem:
        return miswritten.reserved_start(where, text[found.index : found.index + 1])
    for scalar in last:
        if scalar.style in ("'", '"') and scalar.start_mark.line < scalar.end_mark.line == found.line:
            return miswritten.unclosed_quote(_place(scalar.start_mark, file))
        if not scalar.style and (comment := _COMMENT.match(text, scalar.end_mark.index)):
            column = comment.start(1) - text.rfind("\n", 0, comment.start(1))
            return miswritten.swallowed_comment(Place(file, scalar.end_mark.line + 1, column), comment[1])
    if before.rstrip().endswith(('"', "'", "]", "}")):
        return miswritten.text_after_value(where)
    if "did not find expected" in problem:
        return miswritten.bad_indentation(where)
    return miswritten.not_yaml(where)


def _place(mark: Mark, file: str) -> Place:
    return Place(file, mark.line + 1, mark.column + 1)
