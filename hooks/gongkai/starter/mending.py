"""Repairs that leave no choice: index numbers, encoding, full-width colons, missing spaces, tabs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import Final

from gongkai import pipeline
from gongkai.findings import Finding

ROUNDS: Final = 8
"""One mended fault may uncover the next behind it."""

Mend = Callable[[list[str], int, Finding], None]
"""Changes the lines of a file, of which the fault is about one; leaves them where it is not as plain as it seemed."""


def repair(root: Path, as_of: date) -> list[str]:
    """Mend what can be mended and say so, a sentence for each; every other fault stays as it is."""
    done: list[str] = []
    for _ in range(ROUNDS):
        faults = [one for one in pipeline.inspect(root, as_of).findings if one.code in MENDS or one.code == NOT_UTF8]
        mended = [sentence for file, those in groupby(faults, _file) for sentence in _mend(root / file, list(those))]
        if not mended:
            break
        done += mended
    return done


def _file(finding: Finding) -> str:
    return finding.place.file


def _mend(file: Path, faults: Iterable[Finding]) -> list[str]:
    """From the end of the file to its beginning, so that places stay right."""
    done = []
    for fault in sorted(faults, reverse=True):
        if fault.code == NOT_UTF8:
            done += _recoded(file, fault)
            continue
        text = file.read_text(encoding="utf-8-sig")
        lines = text.split("\n")
        MENDS[fault.code](lines, fault.place.line - 1, fault)
        if (mended := "\n".join(lines)) != text:
            file.write_text(mended, encoding="utf-8", newline="\n")
            done.append(f"{fault.place}：{TOLD[fault.code]}")
    return done


def _recoded(file: Path, fault: Finding) -> list[str]:
    try:
        text = file.read_bytes().decode("gb18030")
    except UnicodeDecodeError:
        return []
    file.write_text(text, encoding="utf-8", newline="")
    return [f"{fault.place}：已从 GBK 转成 UTF-8 编码"]


def _numbered(lines: list[str], at: int, fault: Finding) -> None:
    """Behind the empty key where there is one, else on a line of its own above the title."""
    empty = next((number for number, line in enumerate(lines) if line.rstrip() == "index:"), None)
    if empty is None:
        lines.insert(at, f"index: {fault.expected}")
    else:
        lines[empty] = f"index: {fault.expected}"


def _colon(lines: list[str], at: int, fault: Finding) -> None:
    before, colon, after = lines[at].partition("：")
    if colon and before.strip(" -").isidentifier():
        lines[at] = f"{before}: {after.lstrip()}".rstrip()


def _space(lines: list[str], at: int, fault: Finding) -> None:
    before, colon, after = lines[at].partition(":")
    if colon and before.strip(" -").isidentifier():
        lines[at] = f"{before}: {after}"


def _tabs(lines: list[str], at: int, fault: Finding) -> None:
    text = lines[at].lstrip()
    indent = lines[at][: -len(text)] if text else lines[at]
    lines[at] = indent.replace("\t", "  ") + text.replace("\t", " ")


NOT_UTF8: Final = "yaml.not_utf8"
MENDS: Final[Mapping[str, Mend]] = MappingProxyType(
    {
        "identity.index_missing": _numbered,
        "yaml.wide_colon": _colon,
        "yaml.missing_space": _space,
        "yaml.tab": _tabs,
    }
)
TOLD: Final[Mapping[str, str]] = MappingProxyType(
    {
        "identity.index_missing": "已写上索引号",
        "yaml.wide_colon": "已把中文冒号改成英文冒号",
        "yaml.missing_space": "已在冒号后补空格",
        "yaml.tab": "已把 Tab 换成空格",
    }
)
