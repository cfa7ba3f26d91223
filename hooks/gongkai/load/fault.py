"""How a fault of reading is put together: its words from two halves, its cure from the rule's own docstring."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from gongkai.findings import Finding, Place, rule_text

SHOWN: Final = 24
"""Characters of the file that a message repeats."""

_UNSEEN: Final = re.compile(
    r"[^\S ]|[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ue000-\uf8ff]"
)


def fault(rule: Callable[..., Finding], place: Place, halves: tuple[str, str], cure: str = "") -> Finding:
    """What `rule` found at `place`; halves are what was found and what was expected, without 应当."""
    text = rule_text(rule, f"yaml.{rule.__name__}")
    found, expected = halves
    return Finding(
        place=place,
        code=text.code,
        words=f"{found}，应当{expected}",
        found=found,
        expected=expected,
        cure=cure or text.cure,
        basis=text.basis,
    )


def shown(text: str) -> str:
    """A short piece of the file in quotation marks, what cannot be seen as U+XXXX."""
    seen = _UNSEEN.sub(lambda match: f"〔{number(match.group())}〕", text if len(text) <= SHOWN else f"{text[:SHOWN]}…")
    return f"“{seen}”"


def number(character: str) -> str:
    """The name of a character in every alphabet: `U+202E`."""
    return f"U+{ord(character):04X}"
