"""The wheels that made an edition stand beside it: what is refused, what is shared, what verify says of them."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

import gongkai
from gongkai.publish import wheels
from gongkai.publish.refusal import RefusedError
from gongkai.publish.verify import hashed
from publish.shelving import built, bytes_of, put, wrong

VERSION = gongkai.__version__
PACKAGE = Path(gongkai.__file__).parent
TOOLS = {"gongkai": VERSION, "some-tool": "1.2"}


def folder(top: Path, more: Mapping[str, str] | None = None, spoil: str = "") -> Path:
    """Wheels in name only, and our own as it ought to be but for `spoil`."""
    top.mkdir()
    with zipfile.ZipFile(top / f"gongkai-{VERSION}-py3-none-any.whl", "w") as own:
        for name in ("__init__.py", "publish/verify.py", "publish/nginx.conf"):
            own.writestr(
                f"gongkai/{name}", (PACKAGE / name).read_text(encoding="utf-8") + (spoil if "py" in name else "")
            )
    for name, text in {"Some_Tool-1.2-py3-none-any.whl": "x", **(more or {})}.items():
        (top / name).write_text(text, encoding="utf-8")
    return top


def put_beside(shelf: Path, name: str, packed: wheels.Packed) -> None:
    put(shelf, replace(built(shelf.parent / "sites", name), packed=packed))


def test_a_set_stands_once_for_all_that_it_made(tmp_path: Path) -> None:
    """Two editions by one set, a third by a set that differs in one wheel: what is the same is the same file."""
    shelf, old = tmp_path / "shelf", wheels.packed(folder(tmp_path / "old"), TOOLS)
    put_beside(shelf, "2024", old)
    before = bytes_of(shelf / f"wheels.{old.digest}")
    put_beside(shelf, "2025", old)
    new = wheels.packed(folder(tmp_path / "new", {"other-2-py3-none-any.whl": "y"}), TOOLS)
    put_beside(shelf, "2026", new)
    assert {path.name for path in shelf.glob("wheels.*")} == {f"wheels.{one.digest}" for one in (old, new)}
    assert bytes_of(shelf / f"wheels.{old.digest}") == before
    assert wrong(shelf) == []
    name = "Some_Tool-1.2-py3-none-any.whl"
    first, second = (shelf / f"wheels.{one.digest}" / name for one in (old, new))
    assert first.samefile(second)
    assert not first.samefile(tmp_path / "old" / name), "what the operator has may be written over"
    assert hashed(shelf / f"wheels.{new.digest}/SHA256SUMS") == new.digest == hashlib.sha256(new.sums).hexdigest()


def test_what_was_done_to_a_set_is_named(tmp_path: Path) -> None:
    """Altered, missing, added, renamed: as with the generations of the working state."""
    shelf, packed = tmp_path / "shelf", wheels.packed(folder(tmp_path / "wheels"), TOOLS)
    put_beside(shelf, "2024", packed)
    top = shelf / f"wheels.{packed.digest}"
    where, name = f"软件包 {top.name[:16]}：", "Some_Tool-1.2-py3-none-any.whl"
    (top / name).write_text("z", encoding="utf-8")
    assert wrong(shelf) == [f"{where}{name} 已被改动"]
    (top / name).unlink()
    (top / "more.html").write_text("x", encoding="utf-8")
    assert wrong(shelf) == [f"{where}多出文件 more.html", f"{where}缺少 {name}"]
    top.rename(shelf / f"wheels.{'0' * 64}")
    assert "与登记簿不符" in wrong(shelf)[0]


@pytest.mark.parametrize(
    ("tools", "spoil", "words"),
    [
        ({**TOOLS, "more": "1"}, "", "里没有 more 1 的软件包"),
        ({**TOOLS, "some-tool": "1.3"}, "", "里没有 some-tool 1.3 的软件包"),
        (TOOLS, "# changed\n", "里的 gongkai 与正在运行的不同"),
    ],
)
def test_wheels_that_did_not_make_it_are_refused(
    tools: Mapping[str, str], spoil: str, words: str, tmp_path: Path
) -> None:
    """A tool missing, another version, our own as it was yesterday: nothing is claimed that would not hold."""
    with pytest.raises(RefusedError, match=words):
        wheels.packed(folder(tmp_path / "wheels", spoil=spoil), tools)


def test_a_line_of_the_provenance_is_no_option(tmp_path: Path) -> None:
    """Whatever an edition claims to be made by, pip is asked for names with versions, or not at all."""
    from gongkai.publish import rebuilt

    for name in ("--index-url", "-r x", "a b", "../x"):
        assert not rebuilt._installed({name: "1"}, tmp_path, tmp_path / "target")
    assert list(tmp_path.iterdir()) == []
