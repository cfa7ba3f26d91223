"""Attachments are what they say, safe to hand out, and every text in them is seen."""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from gongkai.load import attachments, office
from gongkai.load.attachments import MAX_BYTES, Inspected, inspect
from gongkai.load.personal import hits

PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(17) + b"\x00\x00\x00\x00IEND\xaeB`\x82"
JPG = b"\xff\xd8\xff\xe0" + bytes(16) + b"\xff\xd9"
ID = "11010519491231002X"
NONE: Mapping[str, str | bytes] = MappingProxyType({})


def packed(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as container:
        for name, text in parts.items():
            container.writestr(name, text)
    return stream.getvalue()


def docx(body: str = "<w:p><w:r><w:t>公示</w:t></w:r></w:p>", more: Mapping[str, str | bytes] = NONE) -> bytes:
    """A document; `more` has further parts below `word/`."""
    document = f'<w:document xmlns:w="w">{body}</w:document>'
    return packed({"word/document.xml": document, **{f"word/{name}": part for name, part in more.items()}})


def xlsx(cells: str = "", more: Mapping[str, str | bytes] = NONE) -> bytes:
    """A workbook with one row of cells; `more` has further parts below `xl/`."""
    sheet = f"<worksheet><sheetData><row>{cells}</row></sheetData></worksheet>"
    book = '<workbook><sheets><sheet name="花名册"/></sheets></workbook>'
    parts = {"xl/workbook.xml": book, "xl/worksheets/sheet1.xml": sheet}
    return packed({**parts, **{f"xl/{name}": part for name, part in more.items()}})


def inspected(folder: Path, name: str, data: bytes) -> Inspected:
    (folder / name).write_bytes(data)
    return inspect(folder / name, folder)


def codes(found: Inspected) -> list[str]:
    return [problem.code for problem in found.problems]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("决议.pdf", PDF),
        ("现场-1.png", PNG),
        ("a.jpg", JPG),
        ("a.jpeg", JPG),
        ("票据.ofd", packed({"OFD.xml": "<ofd:OFD xmlns:ofd='o'/>"})),
        ("公示（正文）.docx", docx()),
        ("经费_2026.xlsx", xlsx()),
    ],
)
def test_each_type_passes(tmp_path: Path, name: str, data: bytes) -> None:
    """A sound file of each type has no problem, its size and hash, and text only where a machine can read it."""
    found = inspected(tmp_path, name, data)
    assert found.problems == ()
    assert (found.type, found.size, found.sha256) == (
        name.rpartition(".")[2],
        len(data),
        hashlib.sha256(data).hexdigest(),
    )
    assert found.needs_human_check == (found.type not in {"docx", "xlsx"})


def test_all_text_of_a_document_is_read(tmp_path: Path) -> None:
    """Runs cut by formatting, headers, notes, comments, deleted text, tables, links and alt text all come out."""
    body = (
        "<w:p><w:r><w:t>身份证110105</w:t></w:r>\n  <w:r><w:t>19491231002X</w:t></w:r></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>1381234</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>5678</w:t></w:r></w:p>"
        "</w:tc></w:tr></w:tbl><w:p><w:del><w:r><w:delText>13911112222</w:delText></w:r></w:del></w:p>"
        '<w:drawing><wp:docPr xmlns:wp="p" descr="电话13733334444"/></w:drawing>'
    )
    note = '<w:x xmlns:w="w"><w:p><w:r><w:t>1{}0000</w:t></w:r></w:p></w:x>'
    parts = {
        "header1.xml": note.format("301111"),
        "footer2.xml": note.format("302222"),
        "footnotes.xml": note.format("303333"),
        "comments.xml": note.format("304444"),
        "_rels/document.xml.rels": '<Relationships><Relationship Target="tel:13055550000"/></Relationships>',
    }
    found = inspected(tmp_path, "a.docx", docx(body, parts))
    assert found.problems == ()
    text = found.text or ""
    assert {text[hit.start : hit.end] for hit in hits(text)} == {
        *(ID, "13911112222", "13733334444"),
        *("13011110000", "13022220000", "13033330000", "13044440000", "13055550000"),
    }


def test_all_text_of_a_workbook_is_read(tmp_path: Path) -> None:
    """Shared and inline strings, numbers, sheet names, comments and the cache of a pivot table come out."""
    cells = '<c t="s"><v>0</v></c><c><v>13812345678</v></c><c t="inlineStr"><is><t>13900001111</t></is></c>'
    parts = {
        "sharedStrings.xml": f"<sst><si><r><t>{ID[:8]}</t></r><r><t>{ID[8:]}</t></r></si></sst>",
        "comments1.xml": "<comments><comment><text><r><t>13100002222</t></r></text></comment></comments>",
        "pivotCache/pivotCacheRecords1.xml": '<pivotCacheRecords><r><s v="13200003333"/></r></pivotCacheRecords>',
    }
    found = inspected(tmp_path, "a.xlsx", xlsx(cells + "<c><v>1500</v></c>", parts))
    assert found.problems == ()
    text = found.text or ""
    assert {text[hit.start : hit.end] for hit in hits(text)} == {
        *(ID, "13812345678", "13900001111", "13100002222", "13200003333")
    }
    assert "花名册" in text.splitlines()
    assert "0" not in text.splitlines()


@pytest.mark.parametrize("value", ["1.10105194912310E+17", "110105194912310016", "6.22202123456789E+18"])
def test_ids_rounded_by_the_spreadsheet_are_still_seen(tmp_path: Path, value: str) -> None:
    """An ID typed as a number has lost its last digits and check digit, but area and birth date are there."""
    assert codes(inspected(tmp_path, "a.xlsx", xlsx(f"<c><v>{value}</v></c>"))) == ["rounded_number"]


DOCTYPE = '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:document xmlns:w="w">&b;</w:document>'


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.exe", b"MZ", "unknown_type"),
        ("a.htm", b"<html>", "unknown_type"),
        ("a.pdf", b"<html><script>", "not_what_it_says"),
        ("a.png", JPG, "not_what_it_says"),
        ("a.docx", PDF, "not_what_it_says"),
        ("a.docx", xlsx(), "not_what_it_says"),
        ("a.pdf", b"", "empty"),
        ("a.pdf", PDF[:20], "broken"),
        ("a.pdf", PDF.replace(b"trailer <<", b"trailer << /Encrypt 5 0 R"), "encrypted"),
        ("a.pdf", PDF.replace(b"<<", b"<< /S /JavaScript", 1), "active"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "encrypted"),
        ("a.docx", docx()[:-30], "broken"),
        ("a.docx", docx("<w:p>"), "broken"),
        ("a.docx", docx(more={"vbaProject.bin": b"x"}), "macro"),
        ("a.docx", docx(more={"embeddings/a.xlsx": b"x"}), "embedded"),
        ("a.docx", packed({"word/document.xml": DOCTYPE}), "entities"),
        ("a.docx", packed({"word/document.xml": "<a/>"}, zipfile.ZIP_LZMA), "broken"),
        ("CON.pdf", PDF, "reserved_name"),
        ("a b.pdf", PDF, "bad_name"),
        ("a.php.pdf", PDF, "bad_name"),
        (".htaccess", b"x", "unknown_type"),
        ("-rf.pdf", PDF, "bad_name"),
        ("a.PDF", PDF, "bad_name"),
        ("a" * 78 + ".pdf", PDF, "long_name"),
        ("张三13812345678.pdf", PDF, "personal_name"),
    ],
)
def test_each_problem_is_named(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    """Each thing that must not be published gives its code and a Chinese sentence, and no number is printed."""
    found = inspected(tmp_path, name, data)
    assert code in codes(found)
    assert not any(hits(problem.words) or "。" in problem.words for problem in found.problems)


def test_encrypted_parts_are_refused(tmp_path: Path) -> None:
    """A part with the zip's encryption bit cannot be looked into."""
    data = bytearray(docx())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    assert codes(inspected(tmp_path, "a.docx", bytes(data))) == ["encrypted"]


def test_zip_bombs_are_not_inflated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What would unpack beyond the cap is refused, by what the zip declares and by what really comes out."""
    monkeypatch.setattr(office, "MAX_INFLATED", 100_000)
    body = "<w:p>" + "<w:r/>" * 50_000 + "</w:p>"
    assert codes(inspected(tmp_path, "a.docx", docx(body))) == ["inflates_too_far"]
    monkeypatch.setattr(office, "_container_problems", lambda *_: ())
    assert codes(inspected(tmp_path, "a.docx", docx(body))) == ["inflates_too_far"]


def test_large_files_are_not_read(tmp_path: Path) -> None:
    """A file over the cap is named with its size and neither read nor hashed."""
    with (tmp_path / "a.pdf").open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    found = inspect(tmp_path / "a.pdf", tmp_path)
    assert (codes(found), found.size, found.sha256) == (["too_large"], MAX_BYTES + 1, "")


def test_pictures_in_a_document_need_a_person(tmp_path: Path) -> None:
    """A photo inside a Word file is as opaque as one beside it."""
    assert inspected(tmp_path, "a.docx", docx(more={"media/a.png": PNG})).needs_human_check


def test_only_files_inside_the_data_folder(tmp_path: Path) -> None:
    """Links, linked folders, folders, pipes, missing files and ways out of the data folder are refused."""
    data, out = tmp_path / "data", tmp_path / "out"
    for folder in (data / "real", out):
        folder.mkdir(parents=True)
        (folder / "a.pdf").write_bytes(PDF)
    (data / "link.pdf").symlink_to(data / "real" / "a.pdf")
    (data / "inner").symlink_to(data / "real")
    (data / "outer").symlink_to(out)
    (data / "circle.pdf").symlink_to(data / "circle.pdf")
    (data / "folder.pdf").mkdir()
    os.mkfifo(data / "pipe.pdf")
    expected = {
        "real/a.pdf": [],
        "link.pdf": ["not_a_file"],
        "inner/a.pdf": ["outside"],
        "outer/a.pdf": ["outside"],
        "../out/a.pdf": ["outside"],
        "circle.pdf": ["missing"],
        "folder.pdf": ["not_a_file"],
        "pipe.pdf": ["not_a_file"],
        "none.pdf": ["missing"],
        "real/a\0.pdf": ["missing", "bad_name"],
    }
    assert {name: codes(inspect(data / name, data)) for name in expected} == expected


def test_a_linked_data_folder_is_fine(tmp_path: Path) -> None:
    """The data folder itself may be reached through a link, as temporary folders often are."""
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.pdf").write_bytes(PDF)
    (tmp_path / "data").symlink_to(tmp_path / "real")
    assert codes(inspect(tmp_path / "data" / "a.pdf", tmp_path / "data")) == []


SOUND = {"docx": docx(), "xlsx": xlsx("<c><v>1</v></c>"), "ofd": packed({"OFD.xml": "<a/>"}), "pdf": PDF, "png": PNG}


@given(st.sampled_from(sorted(SOUND)), st.lists(st.tuples(st.integers(0, 2000), st.binary(max_size=4)), max_size=6))
@example("docx", [(8, b"\x63")])
@settings(max_examples=4 * settings().max_examples, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damaged_files_never_raise(tmp_path: Path, kind: str, patches: list[tuple[int, bytes]]) -> None:
    """A sound file with bytes overwritten or cut is read or has a problem; nothing is thrown."""
    data = bytearray(SOUND[kind])
    for at, patch in patches:
        place = at % len(data)
        data[place : place + len(patch)] = patch
    assert isinstance(inspected(tmp_path, f"a.{kind}", bytes(data)), Inspected)


@given(st.sampled_from(sorted(attachments.TYPES)), st.binary(max_size=300))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_arbitrary_bytes_never_raise(tmp_path: Path, kind: str, data: bytes) -> None:
    """Any bytes after the right first ones give an answer."""
    assert inspected(tmp_path, f"a.{kind}", attachments.TYPES[kind] + data).type == kind


@given(st.binary(max_size=200))
@example(b"<?xml version='1.0' encoding='utf-7'?><a/>")
@example(b"\xff\xfe<\x00a\x00/\x00>\x00")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_arbitrary_parts_never_raise(tmp_path: Path, part: bytes) -> None:
    """Any bytes as the main part of a document give text or a problem."""
    found = inspected(tmp_path, "a.docx", packed({"word/document.xml": part}, zipfile.ZIP_STORED))
    assert (found.text is None) == bool(found.problems)
