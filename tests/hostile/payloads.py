"""The public hostile strings, and a few of our own for what is special about this house."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

Json: TypeAlias = Any
"""What a file of JSON holds, or a tree that a test changes before it is written."""
LONGEST_LINE, LONGEST_TEXT = 200, 4_000
"""Characters that a field of one line, and one of text, may hold."""

OWN = (
    *("{{ 7*7 }}", "{{7*'7'}}", "{% include 'home.html.jinja' %}", "{# x #}", "{{ record.document }}", "${7*7}"),
    *("{{ ''.__class__.__mro__ }}", "{%- for x in [1] -%}", "<%= 7*7 %>", "#{7*7}", "{{ config.site_dir }}"),
    *("[x](javascript:alert(1))", "![x](x){ onerror=alert(1) }", '[x]: javascript:alert(1) "x"'),
    *("</title><script>alert(1)</script>", "</h1></article><script>alert(1)</script>", "<javascript:alert(1)>"),
    *("]]><script>alert(1)</script>", "'\"><img src=x onerror=alert(1)>", "--><script>alert(1)</script>"),
    *("&#60;img src=x onerror=alert(1)&#62;", "' onmouseover='alert(1)' x='", "%3Cscript%3Ealert(1)%3C/script%3E"),
    *("<base href=//192.0.2.1/>", "<meta http-equiv=refresh content='0;url=//192.0.2.1/'>", "javascript:alert(1)"),
    *("<form action=//192.0.2.1><button>x", "<iframe src=//192.0.2.1>", "<img src=//192.0.2.1/x.png>"),
    *("<link rel=stylesheet href=//192.0.2.1>", "&lt;script&gt;alert(1)&lt;/script&gt;", "&amp;amp;", "a  b   c"),
    *("t: x\n---\n# y", "title\n\n    code", "- a\n- <b>b</b>\n- [c](javascript:alert(1))", "\\u003cb\\u003e"),
    *("是", "否", "null", "~", "14:30", "00123", "0x10", "1e3", "2026-09-14", ".inf", "=", "<<", "1_000", "０１２"),
)


@dataclass(frozen=True)
class Payload:
    """One hostile string; `name` says where it comes from: `blns-17`."""

    name: str
    text: str

    @property
    def is_line(self) -> bool:
        """Whether a field of one line has room for it."""
        return "\n" not in self.text and len(self.text) <= LONGEST_LINE


def read(folder: Path, name: str) -> Json:
    """One file of the public inputs."""
    return json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))


def strings(folder: Path) -> tuple[Payload, ...]:
    """Every string that an author of text might write, each once."""
    found = {
        "own": OWN,
        "blns": read(folder, "blns"),
        "bidi": [case["text"] for case in read(folder, "bidi-trojan-source")],
        "dompurify": [case["payload"] for case in read(folder, "xss-dompurify")],
        "html5lib": [case["input"] for case in read(folder, "xss-html5lib-sanitizer")],
        "bleach": [case["input"] for case in read(folder, "xss-bleach")],
        "markdown": [pathological(case, LONGEST_TEXT) for case in read(folder, "markdown-pathological")],
    }
    named = {text: f"{name}-{number}" for name, texts in found.items() for number, text in enumerate(texts)}
    return tuple(Payload(name, text) for text, name in named.items())


def suite(folder: Path) -> tuple[Payload, ...]:
    """The files of yaml-test-suite."""
    cases = enumerate(read(folder, "yaml-test-suite"))
    return tuple(Payload(f"suite-{number}", case["yaml"]) for number, case in cases)


def pathological(case: Json, most: int) -> str:
    """A pattern that is hard on Markdown, shrunk to at most so many characters."""
    whole = sum(len(unit) * repeat for unit, repeat in case["segments"])
    share = min(1.0, most / whole)
    return "".join(unit * max(1, int(repeat * share)) for unit, repeat in case["segments"])[:most]
