"""What takes the place of a whole file: a note that opens with the program which the file's name promises."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from typing import Final
from xml.sax.saxutils import escape

KINDS: Final = ("docx", "xlsx", "pdf", "png", "jpg", "jpeg")

_OOXML: Final = "http://schemas.openxmlformats.org"
_LINKS: Final = f"{_OOXML}/officeDocument/2006/relationships"
_TYPE: Final = "application/vnd.openxmlformats-officedocument"
_WIDTH: Final = 34
"""Letters of a line in a PDF: at 14 points they leave the margins of A4 free."""


def note(kind: str, lines: tuple[str, ...]) -> bytes:
    """`kind` is one of `KINDS`; a picture is a grey field, since no font is ours to draw with."""
    if kind == "docx":
        return _document(lines)
    if kind == "xlsx":
        return _workbook(lines)
    return _pdf(lines) if kind == "pdf" else _grey()


def _document(lines: tuple[str, ...]) -> bytes:
    """A WordprocessingML document of these paragraphs (ECMA-376)."""
    space = f"{_OOXML}/wordprocessingml/2006/main"
    told = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines)
    return _packed(
        ("word/document.xml", f"{_TYPE}.wordprocessingml.document.main+xml"),
        {"word/document.xml": f'<w:document xmlns:w="{space}"><w:body>{told}</w:body></w:document>'},
    )


def _workbook(lines: tuple[str, ...]) -> bytes:
    """A SpreadsheetML workbook of one sheet with these rows."""
    space = f"{_OOXML}/spreadsheetml/2006/main"
    rows = "".join(f'<row><c t="inlineStr"><is><t>{escape(line)}</t></is></c></row>' for line in lines)
    sheets = '<sheets><sheet name="说明" sheetId="1" r:id="r1"/></sheets>'
    return _packed(
        ("xl/workbook.xml", f"{_TYPE}.spreadsheetml.sheet.main+xml"),
        {
            "xl/workbook.xml": f'<workbook xmlns="{space}" xmlns:r="{_LINKS}">{sheets}</workbook>',
            "xl/_rels/workbook.xml.rels": _relation("worksheet", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>',
        },
    )


def _packed(main: tuple[str, str], parts: Mapping[str, str]) -> bytes:
    """The container; stored, not deflated, so that the bytes are the same with every zlib."""
    name, kind = main
    sheet = f"{_TYPE}.spreadsheetml.worksheet+xml"
    types = (
        f'<Types xmlns="{_OOXML}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="{sheet}"/><Override PartName="/{name}" ContentType="{kind}"/></Types>'
    )
    every = {"[Content_Types].xml": types, "_rels/.rels": _relation("officeDocument", name), **parts}
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as container:
        for path, text in every.items():
            about = zipfile.ZipInfo(path, (2000, 1, 1, 0, 0, 0))
            container.writestr(about, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}')
    return made.getvalue()


def _relation(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{_OOXML}/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{_LINKS}/{kind}" Target="{target}"/></Relationships>'
    )


def _pdf(lines: tuple[str, ...]) -> bytes:
    """One page of A4 in a font that every reader of PDF has or replaces (ISO 32000-1, 9.7.5.2: Adobe-GB1)."""
    broken = [line[at : at + _WIDTH] for line in lines for at in range(0, len(line), _WIDTH)]
    shown = "".join(f"<{line.encode('utf-16-be').hex()}> Tj T*\n" for line in broken)
    drawn = f"BT /F 14 Tf 24 TL 60 760 Td\n{shown}ET"
    system = "<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>"
    descriptor = (
        "<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[-25 -254 1000 880]"
        "/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>"
    )
    objects = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        f"<</Length {len(drawn)}>>\nstream\n{drawn}\nendstream",
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H/DescendantFonts[6 0 R]>>",
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/W[1 95 500]"
        f"/CIDSystemInfo{system}/FontDescriptor 7 0 R>>",
        descriptor,
    )
    made, places = b"%PDF-1.5\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{text}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<</Size {len(objects) + 1}/Root 1 0 R>>\n"
    return made + f"{end}startxref\n{len(made)}\n%%EOF\n".encode()


def _grey() -> bytes:
    """A PNG of 320 by 120; a browser shows it under the name of a JPEG, too."""
    rows = (b"\0" + b"\xcc" * 320) * 120
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", 320, 120, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows, 0)),
        (b"IEND", b""),
    )
    chunks = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)
