"""Official sheets: the sentences of notices and decisions, each from what the record holds and nothing else."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import segno

from gongkai import kinds, pipeline
from gongkai.derive.head import Facts
from gongkai.derive.sheet import Section, Sheet, listed, numeral
from gongkai.pipeline import Settings
from gongkai.render.paper import BEGINS, qr, without_sheet
from gongkai.starter.samples import plain
from laying import AS_OF, Texts, checked, form, lay, notice, overlaid

BRANCH = "中共示例公司机关第一支部委员会"


def sheet_of(root: Path, kind: str, differs: str = "") -> Sheet:
    """The sheet of the kind's sample that differs in these keys."""
    texts: Texts = {f"{kind}/2026/n.yaml": overlaid(plain(kind), differs)}
    seen = checked(root, texts)
    assert seen.world is not None, seen.findings
    make = kinds.kinds()[kind].sheet
    assert make is not None
    address = f"{kind}/2026/n"
    facts: Facts = seen.facts[address]
    return make(seen.world.register.by_name[address], facts, seen.world.register.branch)


def part(sheet: Sheet, title: str) -> Section:
    """Its part of this title."""
    return next(section for section in sheet.sections if section.title == title)


def test_development(tmp_path: Path) -> None:
    """依据…，经…讨论，…同意，拟…；person, period and objections as numbered parts."""
    sheet = sheet_of(tmp_path, "development")
    assert sheet.lead == (
        "依据《中国共产党发展党员工作细则》（2026年），经支部委员会2026年9月3日讨论，"
        "中共示例公司委员会2026年9月10日同意（示例党组〔2026〕18号），拟列李思源为发展对象，现公示如下。"
    )
    assert [(number, section.title, section.text) for number, section in sheet.numbered][:2] == [
        (
            "一、",
            "公示对象",
            "李思源，女，汉族，1998年3月出生，大学本科，质量部检验员，2024年7月1日申请入党，2025年3月12日确定为入党积极分子。",
        ),
        ("二、", "公示期", "2026年9月14日至9月18日，共5个工作日。"),
    ]
    assert (sheet.closing, sheet.signed_on) == ("特此公示。", date(2026, 9, 14))


def test_nothing_is_invented(tmp_path: Path) -> None:
    """Without discussion and consent the sheet says nothing of either; nothing of the outcome ever."""
    sheet = sheet_of(tmp_path, "development", "discussed:\nconsent:\n")
    assert sheet.lead == "依据《中国共产党发展党员工作细则》（2026年），拟列李思源为发展对象，现公示如下。"
    assert "无异议" not in repr(sheet)


@pytest.mark.parametrize(
    ("node", "words"),
    [
        ("入党申请人", "李思源递交了入党申请书"),
        ("入党积极分子", "拟确定李思源为入党积极分子"),
        ("接收预备党员", "拟接收李思源为预备党员"),
        ("预备党员转正", "预备党员李思源拟转为正式党员"),
    ],
)
def test_each_step_has_its_words(tmp_path: Path, node: str, words: str) -> None:
    """What is intended follows from the step, and nobody who only applied is 拟."""
    assert f"，{words}，现公示如下。" in sheet_of(tmp_path, "development", f"node: {node}\n").lead


def test_objections(tmp_path: Path) -> None:
    """To whom, how signed, by which day of a letter, and every further office with what is known of it."""
    differs = """objections:
  office: 支部纪检委员
  postcode: 000126
  email: a@shili.example
  signed: 须署真实姓名
  postmark: 以寄出邮戳为准
  closes: 24时
  also: [{office: 公司纪委, phone: 0100-5550111}, {office: 公司党委组织部, address: 办公楼301室}]
"""
    objections = part(sheet_of(tmp_path, "development", differs), "意见反映")
    assert objections.text == (
        "公示期内，可以打电话、写信或当面向支部纪检委员反映意见，须署真实姓名，信函以寄出邮戳为准。"
    )
    assert "电子邮箱：a@shili.example" in objections.lines
    assert objections.lines[-2:] == (
        "也可以向公司纪委反映，电话：0100-5550111",
        "也可以向公司党委组织部反映，地址：办公楼301室",
    )
    assert any(line.endswith("（邮编000126）") for line in objections.lines)
    assert any(line.endswith("，最后一天到24时为止") for line in objections.lines)


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("first: 2026-12-28, last: 2027-01-05", "2026年12月28日至2027年1月5日，共7个工作日"),
        ("first: 2026-09-14, last: 2026-09-14", "2026年9月14日，共1个工作日。"),
        ("first: 2026-09-14, last: 2026-09-18, first_day: 不计入", "共4个工作日，首日不计入。"),
        ("first: 2026-09-14, last: 2026-09-20, unit: 日", "共7日。"),
    ],
)
def test_period(tmp_path: Path, period: str, words: str) -> None:
    """From, to, counted, and whether the first day counts; a year is said again only where it is another."""
    assert words in part(sheet_of(tmp_path, "development", f"period: {{{period}}}\n"), "公示期").text


def test_a_holiday_table_to_come(tmp_path: Path) -> None:
    """Working days of a year without its table are called 暂定 on paper too."""
    text = part(sheet_of(tmp_path, "development", "period: {first: 2026-12-28, last: 2027-01-05}\n"), "公示期").text
    assert text.endswith("（暂定，以国务院办公厅公布的放假安排为准）。")


def people(number: int) -> str:
    """So many candidates, each with a month of birth and two contacts."""
    names = "甲乙丙丁戊己庚辛壬癸"
    lines = [f"  - {{name: 王{names[n % 10]}, born: 1998-03, contacts: [张一, 李二]}}\n" for n in range(number)]
    return "persons:\n" + "".join(lines)


def test_a_few_persons_are_sentences(tmp_path: Path) -> None:
    """Three are three numbered lines with the same words."""
    section = part(sheet_of(tmp_path, "development", people(3)), "公示对象")
    assert section.lines[2] == "3.王丙，1998年3月出生，培养联系人张一、李二。"
    assert section.text == ""


def test_many_persons_are_a_table(tmp_path: Path) -> None:
    """Four and more are rows with a serial number and just the fields that are filled."""
    sheet = sheet_of(tmp_path, "development", people(10))
    found = part(sheet, "公示对象").roll
    assert found is not None
    assert found.heads == ("序号", "姓名", "出生年月", "培养联系人")
    assert found.rows[9] == ("10", "王癸", "1998.3", "张一\n李二")
    assert "王甲、王乙、王丙等10人" in sheet.lead


def test_award_notice(tmp_path: Path) -> None:
    """Basis, honour, nominees under their titles with deeds, how they were found."""
    sheet = sheet_of(tmp_path, "awards")
    assert sheet.lead == (
        "根据关于开展2026年“两优一先”评选表彰工作的通知（示例党〔2026〕15号），"
        "现将2026年“优秀共产党员”拟表彰对象公示如下。授予机关为中共示例公司委员会。"
    )
    assert part(sheet, "优秀共产党员").text == "王建国，男，汉族，生产部装配班班长。"
    assert part(sheet, "主要事迹").lines == ("王建国：带领班组全年无质量事故，提出改进建议十二条。",)
    assert part(sheet, "评选经过").text == (
        "2026年5月20日党小组推荐；2026年5月27日支部委员会讨论，确定推荐人选。名额2个，推荐3个。"
    )
    assert sheet.closing == "特此公示。"


DECIDED = """stage: 表彰决定
period:
selection:
received:
published_on: 2026-06-29
decision: {on: 2026-06-26, document: 示例三支〔2026〕4号, valid_until: 2027-12-31}
nominees: [{name: 王建国}, {name: 李明}]
"""


def test_own_decision(tmp_path: Path) -> None:
    """The branch decides: 决定授予, its document number, the day of the decision; nobody objects."""
    honour = f"honour: {{title: 党员示范岗, year: 2026, level: 本支部, granted_by: {BRANCH}}}\n"
    sheet = sheet_of(tmp_path, "awards", DECIDED + honour)
    assert sheet.lead == "决定授予下列对象2026年“党员示范岗”称号，有效期至2027年12月31日。"
    assert (sheet.number, sheet.signed_on, sheet.closing) == ("示例三支〔2026〕4号", date(2026, 6, 26), "特此决定。")
    assert [(number, section.text) for number, section in sheet.numbered] == [("", "王建国、李明。")]


def test_decision_of_another_body(tmp_path: Path) -> None:
    """The branch makes it known on the day it did so; the number is the other body's and stands in the sentence."""
    sheet = sheet_of(tmp_path, "awards", DECIDED)
    assert "中共示例公司委员会2026年6月26日决定（示例三支〔2026〕4号），授予下列对象" in sheet.lead
    assert (sheet.number, sheet.signed_on, sheet.closing) == ("", date(2026, 6, 29), "特此公布。")


def test_accounts_are_one_table(tmp_path: Path) -> None:
    """The clerk's own text leads; then from the opening to the closing balance, and in numbers who paid."""
    differs = """body: 现将党费收支公示如下。
covers: 2026-H1
earmarked:
opening: 1.00
income: [{item: 利息, amount: 2.50}]
spending: [{item: 慰问, amount: 0.50}]
income_total:
spending_total:
closing: 3.00
"""
    sheet = sheet_of(tmp_path, "accounts", differs)
    assert part(sheet, "交纳人数").text == "应交32人，已交31人，免交1人；补交以前党费2人。"
    found = part(sheet, "收支情况（2026年上半年）").roll
    assert sheet.lead == "现将党费收支公示如下。"
    assert found is not None
    assert found.sums
    assert found.rows == (
        ("上期结转", "", "1.00"),
        ("收入", "利息", "2.50"),
        ("收入合计", "", "2.50"),
        ("支出", "慰问", "0.50"),
        ("支出合计", "", "0.50"),
        ("期末结余", "", "3.00"),
    )


def test_names_and_numerals() -> None:
    """Three names are all told, more are counted; parts go on after ten."""
    assert (listed("甲乙丙"), listed("甲乙丙丁")) == ("甲、乙、丙", "甲、乙、丙等4人")
    assert [numeral(number) for number in (1, 10, 11, 20, 35)] == ["一", "十", "十一", "二十", "三十五"]


def body_of(root: Path, site_url: str = "", **more: str) -> str:
    """The page of one approved notice."""
    lay(
        root,
        {"development/2026/n.yaml": notice(more.get("differs", "")), "approvals/2026/f.yaml": form("JG1/2026-0015")},
    )
    outcome = pipeline.build(Settings(root=root, site_url=site_url), AS_OF)
    assert outcome.site is not None, outcome.findings
    return next(page.body for page in outcome.site.pages if page.address == "development/2026/n.html")


def test_address_and_code_need_a_site_url(tmp_path: Path) -> None:
    """Address in letters and QR are the lasting ones below site_url; without it there is neither."""
    plain_body = body_of(tmp_path / "a")
    assert "网址" not in plain_body
    assert "gk-qr" not in plain_body
    body = body_of(tmp_path / "b", "http://dj.shili.example/jg1/current/")
    address = "http://dj.shili.example/jg1/current/development/2026/n.html"
    assert f"网址（仅限内网访问）：<br>{address}" in body
    assert qr(address) in body


def test_code_is_small_and_the_same() -> None:
    """The code of a usual address is one path of level M, alike each time, in less than 3 kB."""
    address = "http://dangjian.shili.example/branches/jg1/current/development/2026/2026-09-admission.html"
    code = segno.make(address, error="m", mask=2, micro=False, boost_error=False)
    width, height = code.symbol_size(border=0)
    drawn = qr(address)
    assert drawn == qr(address)
    assert code.error == "M"
    assert f'viewBox="0 0 {width} {height}"' in drawn
    strokes = re.search(r' d="([^"]*)"', drawn)
    assert strokes
    dark = sum(int(length) for length in re.findall(r"h(\d+)", strokes[1]))
    assert dark == sum(row.count(1) for row in code.matrix)
    assert len(drawn) < 3_000


def test_sheet_adds_little(tmp_path: Path) -> None:
    """The sheet of a notice with its code takes less than 6 kB of its page."""
    body = body_of(tmp_path, "http://dj.shili.example/jg1/current/")
    assert 2_000 < len(body.encode()) - len(without_sheet(body).encode()) < 6_000


def test_what_is_withdrawn_has_no_sheet(tmp_path: Path) -> None:
    """A withdrawn notice prints why it was withdrawn, and nothing else."""
    body = body_of(tmp_path, differs="withdrawn: {on: 2026-09-16, reason: 名单有误}\n")
    assert BEGINS not in body
    assert "李思源，女" not in body


def test_search_does_not_find_it_twice(tmp_path: Path) -> None:
    """What stands on the sheet only is in no text of the search."""
    body_of(tmp_path)
    outcome = pipeline.build(Settings(root=tmp_path), AS_OF)
    assert outcome.site is not None
    texts = b"".join(one.content for one in outcome.site.data_files).decode()
    assert "李思源" in texts
    assert "特此公示" not in texts
