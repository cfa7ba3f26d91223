"""A name is found in every form in which it may be written, and what is left still is what it was."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
import zipfile
from io import BytesIO
from urllib.parse import quote, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.load import attachments, office
from gongkai.publish.redaction.masking import Wanted, looked_into, unreadable, without
from gongkai.publish.redaction.notes import KINDS, note
from gongkai.publish.redaction.spelling import MASK
from gongkai.render.feeds.calendar import folded
from load.test_attachments import PDF, PNG, docx, xlsx

ZHANG = Wanted("张三")

FORMS = (
    ("html", "同意张三同志", "同意{0}同志"),
    ("html", "张　三", "{0}"),
    ("html", "张&nbsp;三、张&#12288;三、张\n    三", "{0}、{0}、{0}"),
    ("html", "&#24352;&#19977; &#x5f20;&#X4E09; &#024352;三", "{0} {0} {0}"),
    ("html", "<strong>张</strong>三 张<wbr>三", "<strong>{0}</strong> {0}<wbr>"),
    ("html", "<mark class=x>张三</mark>", "<mark class=x>{0}</mark>"),
    ("html", 'title="张三" href="search.html?q=%E5%BC%A0%e4%b8%89"', 'title="{0}" href="search.html?q={1}"'),
    ("html", "%25E5%25BC%25A0%25E4%25B8%2589", "{1}"),
    ("html", "张⼀ 张一 张三", "张⼀ 张一 {0}"),
    ("xml", "&lt;b&gt;张&lt;/b&gt;三 &amp;#24352;三", "&lt;b&gt;{0}&lt;/b&gt; {0}"),
    ("js", '["\\u5f20\\u4e09", "\\\\u5F20\\\\u4E09", "张\\u{4e09}"]', '["{2}", "{2}", "{2}"]'),
    ("json", '{"a":"张三\\n李四"}', '{"a":"{0}\\n李四"}'),
    ("css", ':root::before { content: "张三" }', ':root::before { content: "{0}" }'),
    ("html", "<td>张</td><td>三</td> 张、三 张 五三", "<td>张</td><td>三</td> 张、三 张 五三"),
)


@pytest.mark.parametrize(("kind", "text", "left"), FORMS)
def test_every_form_is_found_and_masked_in_its_own(kind: str, text: str, left: str) -> None:
    """As it is, spaced, folded, with a tag inside, as entities, percent-encoded, escaped; what is no name stays."""
    escaped = json.dumps(MASK)[1:-1]
    for number, mask in enumerate((MASK, quote(MASK), escaped)):
        left = left.replace(f"{{{number}}}", mask)
    assert without(text.encode(), f"a.{kind}", ZHANG.expression).decode() == left


OTHERS = (
    ("阿依古丽·买买提", "阿依古丽·买买提 阿依古丽•买买提 阿依古丽&middot;买买提 阿依古丽．买买提", 4),
    ("An Na", "An Na, AN\u3000NA, an&nbsp;na, Ａｎ Ｎａ; Anna, Annal", 4),
    ("𠮷田", "𠮷田 \\ud842\\udfb7\\u7530 &#134071;田 %F0%A0%AE%B7%E7%94%B0", 4),
    ("金龍", "金龍 \uf90a龍 ⾦⿓", 3),
)


@pytest.mark.parametrize(("name", "text", "count"), OTHERS)
def test_names_of_other_sorts(name: str, text: str, count: int) -> None:
    """With a dot, in Latin letters, beyond the first plane of Unicode, with compatibility forms of its letters."""
    assert len(looked_into(text.encode(), "a.html", Wanted(name).expression)) == count


def test_zhang_san_is_not_zhang_sanfeng() -> None:
    """What is to be kept is, in each form; what stands around a hit is told."""
    text = "张三丰与张三、小张三、&#24352;三丰、\\u5f20\\u4e09\\u4e30、张　三丰、李张三"
    wanted = Wanted("张三", ("张三丰", "李张三"))
    hits = looked_into(text.encode(), "a.html", wanted.expression)
    assert [(hit.before, hit.after[:1]) for hit in hits] == [("张三丰与", "、"), ("张三丰与张三、小", "、")]
    assert [hit.words for hit in hits] == ["丰与张三", "小张三"]
    assert without(text.encode(), "a.html", wanted.expression).decode() == text.replace("与张三", f"与{MASK}").replace(
        "小张三", f"小{MASK}"
    )
    assert [hit.words for hit in looked_into(text.encode(), "a.html", ZHANG.expression)][:1] == ["张三丰与"]


def test_what_a_reader_sees_around_a_hit() -> None:
    """Tags and escapes are not words; a line is counted from one."""
    text = '<p>\n<b class="x">会议</b>同意<a href="x.html">张三</a>转&#27491;。</p><p>完</p>'
    (hit,) = looked_into(text.encode(), "a.html", ZHANG.expression)
    assert (hit.line, hit.before.strip(), hit.found, hit.after.split()[0]) == (2, "会议同意", "张三", "转正。")
    (hit,) = looked_into('["同意\\n\\u5f20三转正"]'.encode(), "a.js", ZHANG.expression)
    assert (hit.before.split()[-1].lstrip('["'), hit.found, hit.after[:2]) == ("同意", "张三", "转正")


@given(st.integers(0, 90), st.integers(0, 90))
def test_a_folded_calendar_stays_folded(before: int, after: int) -> None:
    """Wherever a line is broken, within the name or beside it: found, masked, and no line is too long."""
    raw = b"BEGIN:VCALENDAR\r\n" + folded(f"SUMMARY:{'公' * before}张三{'示' * after}") + b"END:VCALENDAR\r\n"
    left = without(raw, "changes/calendar.ics", ZHANG.expression)
    assert all(len(line) <= 75 for line in left.split(b"\r\n"))
    assert left.replace(b"\r\n ", b"").decode() == (
        f"BEGIN:VCALENDAR\r\nSUMMARY:{'公' * before}{MASK}{'示' * after}\r\nEND:VCALENDAR\r\n"
    )


PIECES = st.lists(
    st.sampled_from(["张三", "&#24352;三", "张", "三", "<b>", "</b>", "&lt;", "\\u5f20三", "%E5%BC%A0三", "丰 ", "\n"])
)


@given(PIECES)
def test_nothing_is_left_and_nothing_else_is_touched(pieces: list[str]) -> None:
    """Whatever stands beside it: a second look finds none, and a file without a hit is the same bytes."""
    raw = "".join(pieces).encode()
    left = without(raw, "a.html", ZHANG.expression)
    assert looked_into(left, "a.html", ZHANG.expression) == ()
    assert bool(looked_into(raw, "a.html", ZHANG.expression)) == (left != raw)
    assert left.count(b"<b>") == raw.count(b"<b>")


def test_bytes_that_are_no_text_stay_as_they_are() -> None:
    """What is no UTF-8 is neither lost nor replaced."""
    assert without(b"\xff\xfe \xe5\xbc\xa0\xe4\xb8\x89 \x80", "a.txt", ZHANG.expression) == (
        b"\xff\xfe " + MASK.encode() + b" \x80"
    )


def test_masked_markup_and_data_still_parse() -> None:
    """The mask has no sign that means anything in XML, JSON or an address."""
    feed = "<feed><title>公开：张三</title><content>&lt;p title=&#34;张三&#34;&gt;</content></feed>"
    root = ET.fromstring(without(feed.encode(), "a.xml", ZHANG.expression))
    assert [one.text for one in root] == [f"公开：{MASK}", f'<p title="{MASK}">']
    assert json.loads(without(b'["\\u5f20\\u4e09"]', "a.json", ZHANG.expression)) == [MASK]
    assert unquote(without(b"%E5%BC%A0%E4%B8%89", "a.html", ZHANG.expression).decode()) == MASK


def test_office_files_are_looked_into() -> None:
    """A name cut in two by formatting, one in a cell; what cannot be read is for somebody to look at."""
    body = "<w:p><w:r><w:t>张</w:t></w:r><w:r><w:t>三</w:t></w:r></w:p>"
    assert len(looked_into(docx(body), "a.docx", ZHANG.expression)) == 1
    assert len(looked_into(xlsx('<c t="inlineStr"><is><t>张三</t></is></c>'), "a.xlsx", ZHANG.expression)) == 1
    dark = {
        "a.pdf": PDF,
        "a.png": PNG,
        "a.docx": b"PK\x03\x04",
        "b.docx": docx(more={"media/a.png": PNG}),
        "a.mp4": b"",
    }
    assert {name for name, raw in dark.items() if unreadable(raw, name)} == {*dark}
    assert not any(unreadable(raw, name) for name, raw in {"a.docx": docx(), "a.html": b"", "a.js": b""}.items())


@pytest.mark.parametrize("kind", KINDS)
def test_a_note_is_a_file_of_its_kind(kind: str) -> None:
    """It opens, what looks at attachments finds it sound, its words can be read; the same words, the same bytes."""
    lines = ("本文件的内容已于2026年11月20日隐去。", "原因：<本人> & 申请" + "很长" * 40)
    raw = note(kind, lines)
    assert raw == note(kind, lines)
    if kind in ("docx", "xlsx"):
        assert zipfile.ZipFile(BytesIO(raw)).testzip() is None
        inside = office.contents(raw, kind)
        assert inside.problems == ()
        assert all(line in (inside.text or "") for line in lines)
    else:
        assert raw.startswith(attachments.TYPES["png" if kind in ("jpg", "jpeg") else kind])
    if kind == "pdf":
        assert "隐去".encode("utf-16-be").hex().encode() in raw
        for number, place in enumerate(raw.partition(b"65535 f \n")[2].split(b" 00000 n")[:7], 1):
            assert raw[int(place) :].startswith(b"%d 0 obj" % number)
