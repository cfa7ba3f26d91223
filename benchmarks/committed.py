"""A made-up branch with a history: every record, then its form, some records changed later, two editions.

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
CLERK: Final = b"zhibu <zhibu@dj.example>"
SECRETARY: Final = b"shuji <shuji@dj.example>"
_INDEX: Final = re.compile(r"^index: (\S+)", re.MULTILINE)
_PUBLISHED: Final = re.compile(r"^published_on: (\S+)", re.MULTILINE)


def committed(folder: Path, commits: int) -> None:
    """Make `folder` a repository: a commit for each record, one for each form, and the rest are changes of records.

    What is committed later to a record is that it was posted; its file says so then. In every second file that stands
    at the end, in others in the midst: so clerks write, by need or by habit. In every fiftieth it is a correction of
    the title instead.
    """
    forms = sorted(folder.glob("data/approvals/*/*.yaml"))
    records = sorted(file for file in folder.glob("data/*/*/*.yaml") if file.parts[-3] != "approvals")
    count = min(max(commits - len(forms) - len(records) - 1, 0), len(records))
    changed = [records[place * len(records) // count] for place in range(count)]
    first = {file: file.read_text(encoding="utf-8") for file in records}
    for place, file in enumerate(changed):
        change = _corrected if place % 50 == 49 else _posted_within if place % 2 else _posted_below
        file.write_text(change(first[file]), encoding="utf-8")
    stream = b"".join(_stream(folder, first, forms, changed))
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main", folder], check=True)
    subprocess.run(["git", "fast-import", "--quiet"], cwd=folder, input=stream, check=True)
    subprocess.run(["git", "repack", "-adq"], cwd=folder, check=True)  # as git itself does to one that is used
    subprocess.run(["git", "reset", "--quiet", "--hard"], cwd=folder, check=True)


def _stream(folder: Path, first: dict[Path, str], forms: list[Path], changed: list[Path]) -> Iterator[bytes]:
    """All commits by their days: what everything rests on, each record on the eve of its publication, each change.

    A form comes after its records, by another hand.
    """
    base = [folder / "mkdocs.yml", folder / "data" / "branch.yaml", folder / "data" / "catalogue.yaml"]
    planned = [(date(2015, 1, 1), CLERK, {file: file.read_bytes() for file in base})]
    planned += [(_day(text) - timedelta(days=1), CLERK, {file: text.encode()}) for file, text in first.items()]
    index = {found[1]: _day(text) for text in first.values() if (found := _INDEX.search(text))}
    for form in forms:
        eve = max(index[one] for one in _covered(form)) - timedelta(days=1)
        planned.append((eve, SECRETARY, {form: form.read_bytes()}))
    planned += [(_day(first[file]) + LATER, CLERK, {file: file.read_bytes()}) for file in changed]
    planned.sort(key=lambda one: one[0])
    for number, (day, who, those) in enumerate(planned, 1):
        names = {file.relative_to(folder).as_posix(): content for file, content in those.items()}
        yield _commit(number, _when(day, who), names)
    for name, number in (("half", len(planned) // 2), ("whole", len(planned))):
        yield _tag(name, number, planned[number - 1][0])


def _day(text: str) -> date:
    found = _PUBLISHED.search(text)
    assert found, "made records are published"
    return date.fromisoformat(found[1])


def _when(day: date, who: bytes) -> bytes:
    return b"%s %d +0800" % (who, datetime.combine(day, time(12), BEIJING).timestamp())


def _commit(number: int, when: bytes, files: dict[str, bytes]) -> bytes:
    parts = [b"commit refs/heads/main\nmark :%d\ncommitter %s\ndata 1\n.\n" % (number, when)]
    parts += [b"M 100644 inline %s\ndata %d\n%s\n" % (name.encode(), len(one), one) for name, one in files.items()]
    return b"".join(parts)


def _tag(name: str, number: int, day: date) -> bytes:
    return b"tag edition/%s\nfrom :%d\ntagger %s\ndata 1\n.\n" % (name.encode(), number, _when(day, SECRETARY))


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
    """What such a clerk writes."""
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
