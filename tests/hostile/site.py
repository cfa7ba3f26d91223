"""The site made of hostile text: every payload as a title, in one-line fields, in texts, in notices and tombstones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from gongkai.load.personal import hits
from gongkai.load.text import FORBIDDEN
from hostile.payloads import LONGEST_TEXT, Json, Payload
from hostile.world import FORM, approve, branch, parsed, plain, put

PER_PAGE = 20
"""Payloads on one page; twenty attachments are the most."""
KEYWORDS = 10
POLYGLOT = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}[x](javascript:alert(1))</title>&amp;"


@dataclass(frozen=True)
class Shown:
    """A page that must show these texts: `meetings/2026/text-3.html`."""

    page: str
    texts: tuple[str, ...]


def good(payloads: Sequence[Payload]) -> list[Payload]:
    """Those that a record may hold."""
    return [
        payload
        for payload in payloads
        if payload.text.strip()
        and len(payload.text) <= LONGEST_TEXT
        and not FORBIDDEN.search(payload.text)
        and not list(hits(payload.text))
    ]


def write(root: Path, payloads: Sequence[Payload]) -> list[Shown]:
    """Lay out the branch and approve all of it."""
    branch(root)
    _rename_branch(root)
    lines = [payload.text for payload in payloads if payload.is_line]
    texts = [payload.text for payload in payloads if payload.text not in lines]
    shown: list[Shown] = []
    for address, tree, said in (*_titles(lines), *_texts([*lines, *texts]), *_notices(lines), *_tombstones(lines)):
        number = len(shown) + 1
        put(root, address, {"index": f"JG1/2026-{number:04}", **tree})
        shown.append(Shown(f"{address}.html", said))
    file = root / "data/meetings/2026/files/a.pdf"
    file.parent.mkdir()
    file.write_bytes(b"%PDF-1.4\n%%EOF")
    approve(
        root,
        [one.page.removesuffix(".html") for one in shown],
        reviewed={**FORM["reviewed"], "attachments": "已人工检查"},
    )
    return shown


def _rename_branch(root: Path) -> None:
    """branch.yaml and catalogue.yaml hold one thing of everything at once."""
    data = root / "data"
    own = parsed((data / "branch.yaml").read_text(encoding="utf-8"))
    own |= {"name": POLYGLOT, "short_name": POLYGLOT, "superior": POLYGLOT}
    own["contact"] |= {"office": POLYGLOT, "address": POLYGLOT, "hours": POLYGLOT, "email": "\"'><b>@x"}
    own["boards"] = [{"name": POLYGLOT, "place": POLYGLOT}]
    put(root, "branch", own)
    items: list[Json] = parsed((data / "catalogue.yaml").read_text(encoding="utf-8"))["items"]
    texts = {"name": POLYGLOT, "basis": POLYGLOT, "responsible": POLYGLOT}
    put(root, "catalogue", {"items": [{**item, **texts, "name": f"{texts['name']}{item['kind']}"} for item in items]})


def _titles(lines: list[str]) -> Iterator[tuple[str, dict[str, Json], tuple[str, ...]]]:
    """A small meeting for each: the title stands in the head, on lists, beside its neighbours, in its own links."""
    for number, line in enumerate(lines):
        tree = plain("meetings", title=line, agenda=[], actions=[])
        yield f"meetings/2026/title-{number}", tree, (line,)


def _texts(texts: list[str]) -> Iterator[tuple[str, dict[str, Json], tuple[str, ...]]]:
    """Many to a meeting, in every field that holds text."""
    for number, start in enumerate(range(0, len(texts), PER_PAGE)):
        part = texts[start : start + PER_PAGE]
        lines = [text if "\n" not in text and len(text) <= 200 else "一行" for text in part]
        tree = plain("meetings", place=lines[0], theme=lines[-1], lecturer=lines[len(lines) // 2])
        tree["keywords"] = lines[-KEYWORDS:]
        both = zip(lines, part, strict=True)
        tree["agenda"] = [{"title": line, "summary": text, "decision": text} for line, text in both]
        tree["actions"] = [{"what": line, "who": line, "due": "2026-12-30"} for line in lines]
        tree["corrections"] = [{"on": "2026-09-20", "note": text} for text in part]
        tree["posted"] = [{"place": line, "since": "2026-09-18"} for line in lines]
        tree["attachments"] = [{"file": "a.pdf", "title": line} for line in lines]
        tree |= {"criticism": part[0], "recorded_late": {"on": "2026-09-18", "source": lines[0]}}
        tree["references"] = [f"meetings/2026/title-{number}"]
        yield f"meetings/2026/text-{number}", tree, (*part, *lines)


def _notices(lines: list[str]) -> Iterator[tuple[str, dict[str, Json], tuple[str, ...]]]:
    """Many to a notice about joining the party; too short a period is a lapse, explained in such words."""
    for number, start in enumerate(range(0, len(lines), PER_PAGE)):
        part = lines[start : start + PER_PAGE]
        tree = plain("development", title=part[0], local_basis=part)
        person, outcome = tree["persons"][0], tree["persons"][0]["outcome"]
        tree["persons"] = [
            {**person, "post": line, "education": line, "ethnicity": line, "distinguish": f"{number}{line[:190]}"}
            | {"outcome": {**outcome, "next": line}}
            for line in part
        ]
        tree["consent"] |= {"body": part[0], "document": part[-1]}
        tree["objections"] = {"office": part[0], "address": part[-1], "hours": part[len(part) // 2]}
        tree["received"] |= {"handled_by": part[0]}
        tree["period"] |= {"last": "2026-09-16", "length": "3"}
        note = {"rule": "publicity.period_too_short", "on": "2026-09-20", "note": part[0], "remedy": part[-1]}
        yield f"development/2026/notice-{number}", tree | {"deviations": [note]}, tuple(part)


def _tombstones(lines: list[str]) -> Iterator[tuple[str, dict[str, Json], tuple[str, ...]]]:
    """Withdrawn matters, many reasons to one."""
    for number, start in enumerate(range(0, len(lines), PER_PAGE)):
        reason = "\n".join(line for line in lines[start : start + PER_PAGE])
        if len(reason) <= LONGEST_TEXT:
            tree = plain("meetings", withdrawn={"on": "2026-10-01", "reason": reason})
            yield f"meetings/2026/gone-{number}", tree, tuple(lines[start : start + PER_PAGE])
