"""No single file costs more than 2 s of processor or 256 MB, the command and all it loads included."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from engine.building import environment
from hostile.payloads import LONGEST_TEXT, Json, pathological, read
from hostile.running import assert_quiet
from hostile.world import AS_OF, branch, plain, put, quoted

MEBI = 1 << 20
MEMORY = 256
"""Megabytes resident, Python and pydantic included; the processor's time is limited where the case runs."""


def with_summary(text: str) -> dict[str, Json]:
    """A meeting with that text in it."""
    tree = plain("meetings")
    tree["agenda"][0]["summary"] = text
    return tree


def head(rest: str) -> str:
    """A good meeting, then the rest as written."""
    return quoted(plain("meetings")) + rest


ALIASES = "a: &a [x]\n" + "".join(
    f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
CASES: dict[str, tuple[str | bytes | dict[str, Json], str]] = {
    "alias bomb": (ALIASES, "yaml.anchor"),
    "merge bomb": ("a: &a {x: y}\n" + "".join(f"b{n}: &b{n} {{<<: [*a, *a]}}\n" for n in range(20_000)), "yaml.anchor"),
    "1 MiB of brackets": ("[" * MEBI, "yaml.too_deep"),
    "1 MiB of double quotes": ('"' * MEBI, "yaml.text_after_value"),
    "1 MiB of single quotes": ("title: " + "'" * (MEBI - 8), "yaml.too_long"),
    "1 MiB of new lines": (head("\n" * (MEBI - 2_000)), ""),
    "1 MiB of hyphens": ("-" * MEBI, "yaml."),
    "1 MiB of colons": (head("x: " + ":" * (MEBI - 2_000)), "yaml.too_long"),
    "1 MiB of commas": ("[" + "," * (MEBI - 2), "yaml."),
    "1 MiB of percent signs": ("%" * MEBI, "yaml."),
    "1 MiB of zeros": (b"\0" * MEBI, "yaml."),
    "1 MiB of bytes FF": (b"\xff" * MEBI, "yaml."),
    "1 MiB of GBK": ("支部党员大会".encode("gbk") * (MEBI // 12), "yaml.not_utf8"),
    "one scalar": ("title: " + "字" * (MEBI // 3 - 4), "yaml.too_long"),
    "one scalar below the limit": (with_summary("x" * 65_000), "field.too_long"),
    "one escaped scalar": ('title: "' + "\\x41" * (MEBI // 4 - 4) + '"', "yaml.too_long"),
    "one word of emphasis": (with_summary("*" * 65_000), "field.too_long"),
    "15,000 unknown keys": ("".join(f"key{n}: x\n" for n in range(15_000)), "field."),
    "too many keys": ("".join(f"key{n}: x\n" for n in range(60_000)), "yaml.too_many_values"),
    "one key 60,000 times": ("a: x\n" * 60_000, "yaml."),
    "5,000 wrong sessions": (head("sessions:\n" + "- titel: x\n" * 5_000), "field."),
    "15,000 wrong references": (head("references: [" + "x," * 15_000 + "]"), "field."),
    "15,000 wrong postings": (head("posted: [" + "[]," * 15_000 + "]"), "field."),
    "deep keys": (head("x: " + "{a: " * 31 + "1" + "}" * 31), "field.unknown"),
    "digits": (with_summary("1" * LONGEST_TEXT), ""),
    "almost phone numbers": (with_summary("1390000 " * (LONGEST_TEXT // 8)), ""),
    "almost identity numbers": (with_summary("11010119900101-" * (LONGEST_TEXT // 15)), ""),
    "spaces": (with_summary("x" + " " * (LONGEST_TEXT - 2) + "x"), ""),
    "lines": (with_summary("- x\n" * (LONGEST_TEXT // 4)), ""),
    "empty": ("", "yaml.empty_document"),
    "more than 1 MiB": ("title: x\n" + "#" * MEBI, "yaml.too_large"),
    "64 MiB": (b"#" * (64 * MEBI), "yaml.too_large"),
}  # fmt: skip


def measured(roots: list[Path]) -> list[Json]:
    """Check each branch by itself under limits: what it took and what it said."""
    command = [sys.executable, "-m", "hostile.forked", AS_OF.isoformat(), *map(str, roots)]
    done = subprocess.run(command, env=environment(), capture_output=True, check=False, timeout=180)
    assert (done.returncode, done.stderr.decode()) == (0, "")
    took: list[Json] = json.loads(done.stdout)
    for root, one in zip(roots, took, strict=True):
        assert_quiet(one["code"], one["said"].encode())
        assert one["memory"] <= MEMORY, root
    return took


def test_every_case_alone(tmp_path: Path) -> None:
    """The worst of each sort, within the limits, ends in its fault or is read."""
    roots = [branch(tmp_path / str(number)) for number in range(len(CASES))]
    for root, (content, _) in zip(roots, CASES.values(), strict=True):
        put(root, "meetings/2026/a", content)
    for (name, (_, code)), one in zip(CASES.items(), measured(roots), strict=True):
        assert (f"差错 {code}" if code else "差错 0 处") in one["said"], name


def test_patterns_that_are_hard_on_markdown(hostile: Path, tmp_path: Path) -> None:
    """At full size in a text each is too long, at the limit each is read; all of them together keep to the limits."""
    root = branch(tmp_path / "branch")
    cases = read(hostile, "markdown-pathological")
    for number, case in enumerate(cases):
        put(root, f"meetings/2026/whole-{number}", with_summary(pathological(case, 10**6)))
        put(root, f"meetings/2026/part-{number}", with_summary(pathological(case, LONGEST_TEXT)))
    said = measured([root])[0]["said"]
    told = {line.split(":")[0] for line in said.splitlines() if line.startswith("data/")}
    long = {n for n, case in enumerate(cases) if len(pathological(case, 10**6)) > LONGEST_TEXT}
    refused = {f"data/meetings/2026/whole-{n}.yaml" for n in long}
    assert len(refused) > 15
    assert told >= refused
    assert all(
        "/part-" not in file or "\0" in pathological(cases[int(Path(file).stem[5:])], LONGEST_TEXT) for file in told
    )
