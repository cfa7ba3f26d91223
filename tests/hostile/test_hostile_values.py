"""Every public hostile string in every field and every style: refused in plain words, or kept letter for letter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gongkai.load.text import FORBIDDEN
from hostile.payloads import LONGEST_TEXT, Json, Payload, strings, suite
from hostile.running import assert_sound, inspected
from hostile.world import branch, plain, put, quoted

LINES = (
    *(("title",), ("place",), ("theme",), ("lecturer",), ("keywords", 0), ("agenda", 0, "title")),
    *(("actions", 0, "what"), ("actions", 0, "who"), ("posted", 0, "place"), ("recorded_late", "source")),
)
TEXTS = (
    *(("agenda", 0, "summary"), ("agenda", 0, "decision"), ("criticism",), ("corrections", 0, "note")),
    *(("deviations", 0, "note"), ("deviations", 0, "remedy")),
)


@dataclass(frozen=True)
class Verdict:
    """What became of one file."""

    findings: tuple[dict[str, Json], ...]
    tree: Json
    model: Json
    """None, as is the tree, where the file was refused."""


def meeting() -> dict[str, Json]:
    """A meeting that has every field of text."""
    tree = plain("meetings")
    tree |= {"keywords": ["词"], "posted": [{"place": "大厅", "since": "2026-09-18"}], "criticism": "无"}
    tree |= {"recorded_late": {"on": "2026-09-18", "source": "记录本"}, "lecturer": "周敏"}
    tree |= {"corrections": [{"on": "2026-09-20", "note": "改"}]}
    tree |= {"deviations": [{"rule": "meetings.quorum_missed", "on": "2026-09-20", "note": "因故", "remedy": "补"}]}
    return tree


def at(tree: Json, path: tuple[str | int, ...]) -> Json:
    """The value at a path of a tree."""
    for step in path:
        tree = tree[step]
    return tree


def filled(payload: Payload) -> dict[str, Json]:
    """The meeting with the payload wherever it has room."""
    tree = meeting()
    for path in (*TEXTS, *(LINES if payload.is_line else ())):
        at(tree, path[:-1])[path[-1]] = payload.text
    return tree


def as_block(payload: Payload) -> str:
    """The meeting with the payload as a literal block, indentation told and last line breaks kept."""
    lines = "".join(f"  {line}\n" for line in payload.text.split("\n"))
    return quoted(meeting()).replace('criticism: "无"\n', f"criticism: |2+\n{lines}", 1)


def unquoted(payload: Payload) -> str:
    """The meeting with the payload as its place, without quotation marks."""
    return quoted(meeting() | {"place": "地点"}).replace('place: "地点"', f"place: {payload.text}", 1)


def verdicts_on(payloads: tuple[Payload, ...], folder: Path) -> dict[str, Verdict]:
    """What `check` says of every case, by the file's name; one branch, one run."""
    root = branch(folder / "branch")
    for payload in payloads:
        for style, content in _styles(payload):
            put(root, f"meetings/2026/{style}-{payload.name}", content)
    seen = inspected(root)
    told: dict[str, list[dict[str, Json]]] = {}
    for finding in seen["findings"]:
        told.setdefault(Path(finding["file"]).stem, []).append(finding)
    nothing = {"tree": None, "model": None}
    names = [file.stem for file in (root / "data/meetings/2026").iterdir()]
    read = {address.split("/")[-1]: record for address, record in seen["records"].items()}
    return {name: Verdict(tuple(told.get(name, ())), **read.get(name, nothing)) for name in names}


def _styles(payload: Payload) -> Iterator[tuple[str, Json]]:
    yield "quoted", filled(payload)
    yield "file", payload.text
    yield "person", plain("meetings", chair=payload.text, recorder=payload.text)
    yield "block", as_block(payload)
    if payload.is_line:
        yield "written", unquoted(payload)


def every_refusal_has_place_words_and_cure(payloads: tuple[Payload, ...], verdicts: dict[str, Verdict]) -> None:
    """No file is refused without a finding that says where, what and how to mend it; there are thousands of cases."""
    assert len(verdicts) > 5_500
    for name, verdict in verdicts.items():
        assert verdict.tree or verdict.findings, name
        for finding in verdict.findings:
            assert_sound(finding)


def in_quotes(payloads: tuple[Payload, ...], verdicts: dict[str, Verdict]) -> None:
    """In quotes a text is kept letter for letter, in tree and model, or it is blank, too long or has hidden signs."""
    kept = 0
    for payload in payloads:
        verdict = verdicts[f"quoted-{payload.name}"]
        codes = {finding["code"] for finding in verdict.findings if finding["level"] == "fault"}
        if FORBIDDEN.search(payload.text):
            assert verdict.tree is None, payload
            assert all(code.startswith("yaml.") for code in codes), payload
        elif not payload.text.strip():
            assert (verdict.tree, codes) == (None, {"field.blank"}), payload
        elif len(payload.text) > LONGEST_TEXT:
            assert (verdict.tree, codes) == (None, {"field.too_long"}), payload
        else:
            kept += 1
            assert codes <= {"privacy.personal_number"}, payload
            assert verdict.tree == filled(payload), payload
            for path in (*TEXTS, *(LINES if payload.is_line else ())):
                assert at(verdict.model, path) == payload.text, (payload, path)
    assert kept > 1_000


def as_a_block(payloads: tuple[Payload, ...], verdicts: dict[str, Verdict]) -> None:
    """In a literal block a text is kept letter for letter, or it is refused."""
    kept = 0
    for payload in payloads:
        verdict = verdicts[f"block-{payload.name}"]
        if verdict.tree is not None:
            kept += 1
            expected = payload.text.replace("\r\n", "\n") + "\n"  # line ends are those of the file, not of the text
            assert verdict.tree["criticism"] == verdict.model["criticism"] == expected, payload
    assert kept > 1_000


def as_written(payloads: tuple[Payload, ...], verdicts: dict[str, Verdict]) -> None:
    """Without quotation marks a line is kept as it stands, or taken as the quotes and brackets that it begins with."""
    kept = 0
    for payload in payloads:
        verdict = verdicts.get(f"written-{payload.name}")
        if verdict is not None and verdict.tree is not None:
            kept += 1
            if payload.text.lstrip()[:1] not in ("'", '"'):
                assert verdict.tree["place"] == verdict.model["place"] == payload.text.strip(" "), payload
    assert kept > 300


def as_a_person(payloads: tuple[Payload, ...], verdicts: dict[str, Verdict]) -> None:
    """As a person's name hardly anything passes, and that unchanged and without a sign of any markup."""
    for payload in payloads:
        verdict = verdicts[f"person-{payload.name}"]
        if verdict.tree is not None:
            assert verdict.model["chair"] == verdict.model["recorder"] == payload.text
            assert not set(payload.text) & set("<>&\"'`=/\\{}[]():;")


def as_a_file(payloads: tuple[Payload, ...], verdicts: dict[str, Verdict]) -> None:
    """No hostile file passes for a record."""
    for payload in payloads:
        assert verdicts[f"file-{payload.name}"].tree is None


def test_every_string_everywhere(hostile: Path, tmp_path: Path) -> None:
    """All strings, and the files of yaml-test-suite, as text in quotes, as block, bare, as a name and as a file."""
    payloads = (*strings(hostile), *suite(hostile))
    verdicts = verdicts_on(payloads, tmp_path)
    for holds in (every_refusal_has_place_words_and_cure, in_quotes, as_a_block, as_written, as_a_person, as_a_file):
        holds(payloads, verdicts)
