"""Numbers of persons in any field are a fault; codes of organisations are not (public vectors)."""

from __future__ import annotations

from pathlib import Path

from gongkai import pipeline
from hostile.payloads import read
from hostile.test_hostile_values import LINES, TEXTS, at, meeting
from hostile.world import AS_OF, branch, put

RULE = "privacy.personal_number"


def found(root: Path) -> set[tuple[str, str]]:
    """File and field of every personal number that check finds; other faults there are none."""
    faults = [one for one in pipeline.inspect(root, AS_OF).findings if one.is_fault]
    assert {one.code for one in faults} <= {RULE}
    return {(Path(one.place.file).stem, one.at) for one in faults}


def test_valid_numbers_in_every_field(hostile: Path, tmp_path: Path) -> None:
    """Each valid number is found in each field of text, alone and within a sentence, and shown masked."""
    root, expected = branch(tmp_path / "branch"), set()
    numbers = read(hostile, "pii-stdnum")["resident_id_valid"]
    assert len(numbers) >= 2
    for number, digits in enumerate(numbers):
        for place, path in enumerate((*LINES, *TEXTS)):
            tree = meeting()
            at(tree, path[:-1])[path[-1]] = f"张三（身份证号：{digits}）到会" if place % 2 else digits
            put(root, f"meetings/2026/n{number}-{place}", tree)
            expected.add((f"n{number}-{place}", ".".join(map(str, path))))
    assert found(root) == expected
    said = str(pipeline.inspect(root, AS_OF).findings)
    assert not any(digits in said for digits in numbers)


def test_codes_of_organisations(hostile: Path, tmp_path: Path) -> None:
    """None of the credit codes is called personal, in whatever field it stands, nor is a number with a wrong check."""
    root = branch(tmp_path / "branch")
    cases = read(hostile, "pii-stdnum")
    codes = cases["social_credit_code_valid_must_not_be_called_personal"]
    assert len(codes) > 190
    for number, code in enumerate([*codes, *cases["resident_id_invalid"]]):
        tree = meeting()
        for path in (*LINES, *TEXTS):
            at(tree, path[:-1])[path[-1]] = code
        put(root, f"meetings/2026/n{number}", tree)
    assert found(root) == set()
