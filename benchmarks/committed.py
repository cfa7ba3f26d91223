"""A made-up branch with a history: every record committed with its form, some of them changed later, two editions.

python -m benchmarks.committed FOLDER --commits 5000
"""

from __future__ import annotations

import argparse
import re
import subprocess
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Final

BEIJING: Final = timezone(timedelta(hours=8))
LATER: Final = timedelta(days=10)
"""Between the publication of a record and the change of it."""
WHO: Final = b"zhibu <zhibu@dj.example>"
_INDEX: Final = re.compile(r"^index: (\S+)", re.MULTILINE)
_PUBLISHED: Final = re.compile(r"^published_on: (\S+)", re.MULTILINE)


def committed(folder: Path, commits: int) -> None:
    """Make `folder` a repository. What is committed later to a record is that it was posted; its file says so then.

    In every second file that stands at the end, in others in the midst: so clerks write, by need or by habit. In every
    fiftieth file it is a correction of its title instead.
    """
    records = sorted(file for file in folder.glob("data/*/*/*.yaml") if file.parts[-3] != "approvals")
    forms = {index: file for file in folder.glob("data/approvals/*/*.yaml") for index in _covered(file)}
    changed = records[: max(commits - len(records) - 1, 0)]
    first = {file: file.read_text(encoding="utf-8") for file in records}
    for place, file in enumerate(changed):
        change = _corrected if place % 50 == 49 else _posted_within if place % 2 else _posted_below
        file.write_text(change(first[file]), encoding="utf-8")
    stream = b"".join(_stream(folder, first, forms, changed))
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main", folder], check=True)
    subprocess.run(["git", "fast-import", "--quiet"], cwd=folder, input=stream, check=True)
    subprocess.run(["git", "repack", "-adq"], cwd=folder, check=True)  # as git itself does to one that is used
    subprocess.run(["git", "reset", "--quiet", "--hard"], cwd=folder, check=True)


def _stream(folder: Path, first: dict[Path, str], forms: dict[str, Path], changed: list[Path]) -> Iterator[bytes]:
    """All commits by their days: what everything rests on, each record on the eve of its publication, each change."""
    base = [folder / "mkdocs.yml", folder / "data" / "branch.yaml", folder / "data" / "catalogue.yaml"]
    planned = [(date(2015, 1, 1), {file: file.read_bytes() for file in base})]
    for file, text in first.items():
        found = _INDEX.search(text)
        form = forms.pop(found[1], None) if found else None
        planned.append(
            (_day(text) - timedelta(days=1), {file: text.encode(), **({form: form.read_bytes()} if form else {})})
        )
    planned += [(_day(first[file]) + LATER, {file: file.read_bytes()}) for file in changed]
    planned.sort(key=lambda one: one[0])
    for number, (day, those) in enumerate(planned, 1):
        yield _commit(number, day, {file.relative_to(folder).as_posix(): content for file, content in those.items()})
    for name, number in (("half", len(planned) // 2), ("whole", len(planned))):
        yield _tag(name, number, planned[number - 1][0])


def _day(text: str) -> date:
    found = _PUBLISHED.search(text)
    assert found, "made records are published"
    return date.fromisoformat(found[1])


def _when(day: date) -> bytes:
    return b"%s %d +0800" % (WHO, datetime.combine(day, time(12), BEIJING).timestamp())


def _commit(number: int, day: date, files: dict[str, bytes]) -> bytes:
    parts = [b"commit refs/heads/main\nmark :%d\ncommitter %s\ndata 1\n.\n" % (number, _when(day))]
    parts += [b"M 100644 inline %s\ndata %d\n%s\n" % (name.encode(), len(one), one) for name, one in files.items()]
    return b"".join(parts)


def _tag(name: str, number: int, day: date) -> bytes:
    return b"tag edition/%s\nfrom :%d\ntagger %s\ndata 1\n.\n" % (name.encode(), number, _when(day))


def _covered(form: Path) -> list[str]:
    return re.findall(r"\S+/\d{4}-\d{4,5}", form.read_text(encoding="utf-8"))


def _posted_below(text: str) -> str:
    """With a word on where it hung, or a comment where it says so already."""
    return f"{text}{_posted(text)}"


def _posted_within(text: str) -> str:
    """The same right behind its first line."""
    first, _, rest = text.partition("\n")
    return f"{first}\n{_posted(text)}{rest}"


def _posted(text: str) -> str:
    return "# 已核对\n" if "\nposted:" in text else f"posted:\n  - place: 一楼大厅公开栏\n    since: {_day(text)}\n"


def _corrected(text: str) -> str:
    """With another title, and why; a record that was corrected before was posted instead."""
    if "\ncorrections:" in text:
        return _posted_below(text)
    titled = re.sub("^title: .*$", r"\g<0>（修订）", text, count=1, flags=re.MULTILINE)
    return f"{titled}corrections:\n  - on: {_day(text) + LATER}\n    note: 标题漏写“修订”\n"


def main() -> None:
    """What the command line asks."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--commits", type=int, default=5000)
    chosen = parser.parse_args()
    committed(chosen.folder.resolve(), chosen.commits)


if __name__ == "__main__":
    main()
