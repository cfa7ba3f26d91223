"""Public hostile inputs: nothing crashes the reader, and what it accepts is what is written."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from gongkai.findings import Finding
from gongkai.load.compose import Document, Tree, document
from gongkai.load.text import FORBIDDEN

LAXER_THAN_THE_STANDARD = {"9C9N", "DK95/01", "QB6E", "S98Z", "SU5Z", "X4QW"}
"""Cases of yaml-test-suite that must fail and that we read; the text that we then show is what is written."""

ONLY_LIBYAML_READS: Mapping[str, Tree] = {"DK95/05": {"foo": "1", "bar": "2"}, "X4QW": {"block": "scalar\n"}}
"""Cases that the parser in Python refuses: what is written in them."""


def independent(text: str) -> Tree:
    """The tree by PyYAML's parser in Python, which shares no code with libyaml; an empty value is left out."""
    stream = yaml.parse(text, Loader=yaml.SafeLoader)
    while not isinstance(event := next(stream), yaml.NodeEvent):
        pass
    return _text_if_nothing(_node(event, stream))


def _text_if_nothing(value: Tree | None) -> Tree:
    return "" if value is None else value


def _node(event: yaml.Event, stream: Iterator[yaml.Event]) -> Tree | None:
    if isinstance(event, yaml.ScalarEvent):
        return event.value if event.value or event.style else None
    if isinstance(event, yaml.SequenceStartEvent):
        return [_text_if_nothing(_node(item, stream)) for item in _until(yaml.SequenceEndEvent, stream)]
    mapping: dict[str, Tree] = {}
    for key in _until(yaml.MappingEndEvent, stream):
        assert isinstance(key, yaml.ScalarEvent)
        if (value := _node(next(stream), stream)) is not None:
            mapping[key.value] = value
    return mapping


def _until(end: type[yaml.Event], stream: Iterator[yaml.Event]) -> Iterator[yaml.Event]:
    while not isinstance(event := next(stream), end):
        yield event


def read(text: str) -> Document | None:
    """The document; where there is none, its faults are shown to be sound."""
    found, faults = document(text.encode("utf-8", "surrogatepass"), "data/x.yaml")
    assert (found is None) == bool(faults)
    for fault in faults:
        assert_sound(fault)
    return found


def assert_sound(fault: Finding) -> None:
    """A fault speaks Chinese, has a cure, a code and a place, and shows nothing that harms a terminal."""
    assert fault.is_fault
    assert fault.code.startswith("yaml.")
    assert fault.place.line >= 1
    assert fault.place.column >= 1
    assert fault.found
    assert fault.expected
    assert fault.cure
    assert "应当" in fault.words
    assert not FORBIDDEN.search(fault.words + fault.cure)
    assert "\n" not in fault.words


def cases(hostile: Path, name: str) -> list[Any]:
    """What stands in one file of the public inputs."""
    found: list[Any] = json.loads((hostile / f"{name}.json").read_text(encoding="utf-8"))
    return found


def test_yaml_test_suite(hostile: Path) -> None:
    """All 402 cases: no exception, the text of the accepted ones is that of an independent parser."""
    suite = cases(hostile, "yaml-test-suite")
    lax = set()
    accepted = 0
    for case in suite:
        if found := read(case["yaml"]):
            written = ONLY_LIBYAML_READS.get(case["id"]) or independent(case["yaml"])
            assert found.values == written, case["id"]
            accepted += 1
            if case["must_fail"]:
                lax.add(case["id"])
    assert len(suite) == 402
    assert accepted > 60
    assert lax == LAXER_THAN_THE_STANDARD


def test_naughty_strings_as_written(hostile: Path) -> None:
    """Each naughty string as an unquoted value: what is accepted is what the independent parser reads."""
    for value in cases(hostile, "blns"):
        text = f"title: {value}\n"
        if found := read(text):
            assert found.values == independent(text), value


def test_naughty_strings_in_quotes(hostile: Path) -> None:
    """Each naughty string in single quotes comes back letter for letter, or its characters are refused."""
    for value in cases(hostile, "blns"):
        quoted = value.replace("'", "''")
        found = read(f"title: '{quoted}'\n")
        assert (found is None) == bool(FORBIDDEN.search(value)), value
        if found and "\n" not in value:
            assert found.values == {"title": value}


def test_naughty_strings_as_json(hostile: Path) -> None:
    """Each naughty string as JSON writes it is never changed: joined right, or refused for its escapes."""
    for value in cases(hostile, "blns"):
        found = read(f"title: {json.dumps(value)}\n")
        assert found is None or found.values == {"title": value}
        if found is None:
            assert FORBIDDEN.search(value) or any(character > "\uffff" for character in value)


def test_trojan_sources(hostile: Path) -> None:
    """Sources with hidden direction marks are refused as files and as quoted values, with the mark's number."""
    for source in cases(hostile, "bidi-trojan-source"):
        text = source["text"]
        read(text)
        found, faults = document(f"code: {json.dumps(text, ensure_ascii=False)}\n".encode(), "data/x.yaml")
        assert (found is None) == bool(FORBIDDEN.search(text)), source["file"]
        assert not found or found.values == {"code": text}
        assert all("U+" in fault.words for fault in faults)


MEBI = 1024 * 1024
BOMBS = {
    "alias bomb": ("a: &a [x]\n" + "".join(f"{k}: &{k} [*{j}, *{j}]\n" for j, k in pairwise("abcdefghi")), "anchor"),
    "merge bomb": ("a: &a {x: y}\nb: {<<: *a}\n", "anchor"),
    "brackets": ("[" * 30_000, "too_deep"),
    "braces": ("{" * MEBI, "too_deep"),
    "keys in braces": ('{"a":' * 200_000, "too_deep"),
    "dashes": ("- " * 30_000, "too_deep"),
    "questions": ("? " * 30_000, "too_deep"),
    "steps": ("".join(" " * depth + "a:\n" for depth in range(1400)), "too_deep"),
    "one scalar": ("a: " + "x" * (MEBI - 3), "too_long"),
    "one quoted scalar": ('a: "' + "x\n" * (MEBI // 2 - 4) + '"', "too_long"),
    "too large": ("a: " + "x" * MEBI, "too_large"),
    "200,000 items": ("a:\n" + "- x\n" * 200_000, "too_many_values"),
    "500,000 items in brackets": ("a: [" + "x," * 500_000 + "]", "too_many_values"),
    "200,000 wide colons": ("ab：c\n" * 149_000, "wide_colon"),
    "mistyped after a key": ("a: b\n" + "ab：c\n" * 140_000, "wide_colon"),
    "tabs": ("a:\n" + "\tb: c\n" * 140_000, "tab"),
    "duplicates": ("a: b\n" * 40_000, "duplicate_key"),
    "controls": ("a: '" + "\x01" * (MEBI - 8) + "'", "control_character"),
    "controls on lines": ("a: |\n" + " \x01\n" * 300_000, "control_character"),
    "comments": ("a: x\n" + "#" * MEBI, "too_large"),
    "comments only": ("#\n" * (MEBI // 2), "empty_document"),
    "swallowed": ("a: x" + " #" * (MEBI // 2 - 4), "swallowed_comment"),
    "spaces": ("a: x" + " " * (MEBI - 8), ""),
    "open quote": ('a: "' + "x: y\n" * 200_000, "unclosed_quote"),
    "anchors": ("a: " + "&a " * 300_000, "anchor"),
}  # fmt: skip

CHILD = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (512 << 20, 512 << 20))
from gongkai.load.compose import document
source = sys.stdin.buffer.read()
# Whole seconds only: 2 s for the reading, and what starting has used, rounded up.
resource.setrlimit(resource.RLIMIT_CPU, (int(resource.getrusage(resource.RUSAGE_SELF).ru_utime) + 3,) * 2)
found, faults = document(source, "x")
print(*{fault.code for fault in faults})
"""


@pytest.mark.parametrize("name", BOMBS)
def test_bombs(name: str) -> None:
    """No input of up to 1 MiB takes more than 2 s of CPU or 512 MB: it ends in a fault, not in a signal."""
    text, code = BOMBS[name]
    environment = {"PYTHONPATH": ":".join(path for path in sys.path if path), "PYTHONUTF8": "1"}
    child = subprocess.run(
        [sys.executable, "-c", CHILD], input=text.encode(), env=environment, capture_output=True, check=False
    )
    assert child.returncode == 0, child.stderr.decode()[-400:]
    assert (f"yaml.{code}" if code else "") in child.stdout.decode()
