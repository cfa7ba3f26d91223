"""Every rule that no kind owns, shown failing: the files that break it, and exactly what is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai import check, pipeline
from gongkai.kinds import kinds
from gongkai.starter.samples import EXPECTED, bad, plain
from laying import AS_OF, Texts, checked, form, found, lay, meeting, notice, overlaid

A = "meetings/2026/a.yaml"
B = "meetings/2026/b.yaml"
N = "development/2026/n.yaml"
F = "approvals/2026/f.yaml"
BOTH = form("JG1/2026-0012", "JG1/2026-0001", on="2026-09-15")
FORM = form("JG1/2026-0012", on="2026-09-15")
PDF = {"meetings/2026/files/plan.pdf": b"%PDF-1.7\n%%EOF\n"}

BROKEN: dict[str, Texts] = {
    "an item that the catalogue does not have": {
        A: meeting("item: 没有的事项  # fault: head.item_unknown\n"),
    },
    "approved, but when was it published": {
        A: meeting("index: JG1/2026-0012  # fault: head.published_on_missing\npublished_on:\n"),
        F: FORM,
    },
    "dates that cannot follow one another": {
        A: meeting(
            "published_on: 2026-09-01  # fault: head.dates_impossible\n"
            "corrections:\n  - on: 2026-08-01  # fault: head.dates_impossible\n    note: 改错字\n"
            "withdrawn:\n  on: 2026-08-02  # fault: head.dates_impossible\n  reason: 重复\n"
        ),
    },
    "a correction about nothing": {
        A: meeting(
            "corrections: [{on: 2026-10-01, note: 改正, about: agendas.0}]  # fault: head.correction_about_unknown\n"
        ),
    },
    "wider than the catalogue": {
        A: meeting("audiences: [本支部党员, 社会]  # fault: head.audience_too_wide\n"),
    },
    "published before its approval": {
        A: meeting("published_on: 2026-09-18  # lapse: head.published_before_approval\n"),
        F: form("JG1/2026-0012", on="2026-10-09"),
    },
    "published later than the catalogue allows": {
        A: meeting("published_on: 2026-10-30  # lapse: head.published_late\n"),
        F: FORM,
    },
    "published later, and taken down sooner, than the superior allows": {
        A: meeting(
            "published_on: 2026-09-18  # lapse: head.published_long_after_approval\n"
            "posted:\n  - place: 一楼公开栏\n    since: 2026-09-18\n"
            "    until: 2026-09-22  # lapse: head.taken_down_early\n"
        ),
        F: FORM,
        "branch.yaml": "figures:\n"
        "  - {name: 审批后公开, value: 2, since: 2026-01-01, basis: 规}\n"
        "  - {name: 张贴天数, value: 7, since: 2026-01-01, basis: 规}\n",
    },
    "numbers that cannot be asked": {
        "branch.yaml": "figures:\n"
        "  - {name: 党课间隔, value: 5, since: 2026-01-01, basis: 规}  # fault: branch.figure_unfit\n"
        "  - {name: 到会率, value: 101, since: 2026-01-01, basis: 规}  # fault: branch.figure_unfit\n"
        "  - {name: 张贴天数, value: 1.5, since: 2026-01-01, basis: 规}  # fault: branch.figure_unfit\n"
        "  - {name: 民主评议优秀比例, value: 30, since: 2026-01-01, basis: 规}  # fault: branch.figure_unfit\n"
        "  - {name: 工作手册上交期限, value: 0.5, since: 2026-01-01, basis: 规}  # fault: branch.figure_unfit\n",
    },
    "a floor for a step that does not exist": {
        "branch.yaml": "floors:\n"
        "  - {node: 转正, length: 7, since: 2026-01-01, basis: 规}  # fault: branch.floor_unknown\n",
    },
    "too many members for one branch, and for having no committee": {
        "branch.yaml": "committee:\nmembers:\n  - since: 2024-01-01\n    full: 51  # lapse: branch.size_out_of_range\n",
    },
    "a committee that is too large, and one that was abolished while there are enough members for it": {
        "branch.yaml": "committee:\n"
        "  - since: 2024-03-10\n    abolished_on: 2026-11-05  # lapse: branch.size_out_of_range\n"
        "  - since: 2026-11-10\n    seats:  # lapse: branch.size_out_of_range\n"
        + "".join(f"      - {{post: 委员, name: 委员{number}}}\n" for number in "一二三四五六七八"),
    },
    "approved without a number": {
        A: meeting("index:  # fault: identity.index_missing\n"),
        F: form("meetings/2026/a", on="2026-09-15"),
    },
    "another branch's number": {A: meeting("index: XX9/2026-0012  # fault: identity.index_not_ours\n")},
    "one number for two": {A: meeting(), B: meeting("index: JG1/2026-0012  # fault: identity.index_twice\n")},
    "references that lead nowhere or home": {
        A: meeting(
            "references:\n  - JG1/2026-0999  # fault: references.reference_unknown\n"
            "  - meetings/2026/a  # fault: references.reference_to_itself\n"
        ),
    },
    "an explanation that fits two lapses": {
        A: meeting(
            "actions:\n  - {what: 答复意见, who: 书记, due: 2026-09-25}  # lapse: meetings.action_overdue\n"
            "  - {what: 整理材料, who: 书记, due: 2026-09-26}  # lapse: meetings.action_overdue\n"
            "deviations:\n  - rule: meetings.action_overdue  # lapse: branch.explanation_unclear\n"
            "    on: 2026-10-01\n    note: 负责的同志住院\n"
        ),
        F: FORM,
    },
    "a part that the other record does not have": {
        "plans/2026/p.yaml": plain("plans"),
        "commitments/2026/c.yaml": overlaid(
            plain("commitments"),
            "promises:\n  - by: 支部\n    items:\n      - text: 讲课\n        due: 2026-12-10\n"
            "        target: plans/2026/p#9  # fault: references.part_unknown\n",
        ),
        "approvals/2026/p.yaml": form("plans/2026/p", "commitments/2026/c", on="2026-01-23"),
    },
    "a reference to what was withdrawn": {
        A: meeting("references: [JG1/2026-0001]  # lapse: references.reference_withdrawn\n"),
        B: meeting("index: JG1/2026-0001\nwithdrawn: {on: 2026-10-01, reason: 重复公开}\n"),
        F: BOTH,
    },
    "a form for what is not there": {F: FORM.replace("]", "]  # fault: approvals.record_unknown", 1)},
    "a form whose steps run backwards": {
        A: meeting(),
        F: FORM.replace("2026-09-15, by: 纪检", "2026-09-16, by: 纪检").replace(
            "书记}", "书记}  # lapse: approvals.steps_out_of_order"
        ),
    },
    "one record twice on a form": {
        A: meeting(),
        F: form("meetings/2026/a, JG1/2026-0012", on="2026-09-15").replace(
            "]", "]  # fault: approvals.record_twice", 1
        ),
    },
    "approved, but nobody reviewed it, nor agreed above": {
        F: "records: [meetings/2026/a]\nproposed: {on: 2026-01-01, by: 组织委员}\n"
        "approved: {on: 2026-01-03, by: 书记}  # lapse: approvals.incomplete\n"
        "beyond_powers: 是  # lapse: approvals.incomplete\nform: 档案盒\n",
        A: meeting("index:\n"),
    },
    "something happened on a day that has not come": {
        A: meeting(
            "actions: [{what: 整理, who: 委员, due: 2027-01-01, done: 2027-01-01}]  # lapse: dates.in_the_future\n"
        ),
    },
    "a table that takes the place of a shipped year": {
        "holidays/2026.yaml": "source: 自己写的  # lapse: branch.holidays_differ\noff: [2026-01-01]\n",
    },
    "a catalogue with mistakes": {
        "catalogue.yaml": """items:  # fault: catalogue.kind_without_item
  - {name: 公, kind: award, basis: 细, audiences: [社会], cycle: 即时, responsible: 书}  # fault: catalogue.kind_unknown
  - {name: 通知, kind: notices, basis: 细则, audiences: [社会], cycle: 即时, responsible: 书记}
  - name: 告  # fault: catalogue.default_twice
    kind: notices
    basis: 细
    audiences: [社会]
    cycle: 即时
    responsible: 书
  - {name: 文, kind: reports, types: [制度文件], basis: 细, audiences: [社会], cycle: 即时, responsible: 书}
  - name: 制  # fault: catalogue.default_twice
    kind: reports
    types: [检查反馈, 制度文件, 主题党日]  # fault: catalogue.type_unknown
    basis: 细
    audiences: [社会]
    cycle: 即时
    responsible: 书
  - {name: 缺, kind: notices, default: 否}  # fault: catalogue.item_incomplete
  - {name: 公, kind: grades, basis: 细, audiences: [社会], cycle: 即时, responsible: 书}  # fault: catalogue.item_twice
  - name: 多
    kind: grades
    also: [awards, award]  # fault: catalogue.kind_unknown
    basis: 细
    audiences: [社会]
    cycle: 即时
    responsible: 书
    default: 否
""",
        A: meeting("index:\n"),
    },
    "a quarter of which nothing was published": {
        "branch.yaml": "since: 2026-07-01\nrules_off: [{rule: meetings.not_held, reason: 不设}]\n",
        "catalogue.yaml": """items:  # lapse: catalogue.not_published
  - name: 三会一课
    kind: meetings
    basis: 细则
    audiences: [本支部党员]
    cycle: 季度
    responsible: 书记
""",
    },
    "approved though refused": {
        A: meeting(),
        F: FORM.replace("secrecy: 通过", "secrecy: 不通过").replace(
            "已人工检查}", "已人工检查}  # fault: approvals.approved_though_refused"
        ),
    },
    "an attachment that is no such thing": {
        A: meeting("attachments: [{file: plan.pdf, title: 计划}]  # fault: attachments.attachment_unsafe\n"),
        "meetings/2026/files/plan.pdf": b"MZ",
    },
    "a PDF nobody looked through": {
        A: meeting("attachments: [{file: plan.pdf, title: 计划}]  # fault: attachments.attachment_unchecked\n"),
        F: FORM.replace(", attachments: 已人工检查", ""),
        **PDF,
    },
    "a personal number": {A: meeting("theme: 联系人手机 13812345678  # fault: privacy.personal_number\n")},
    "rules that do not exist": {
        A: meeting(
            "deviations: [{rule: meetings.nothing, on: 2026-10-01, note: 说明}]  # fault: branch.rule_unknown\n"
        ),
        "branch.yaml": "rules_off: [{rule: no.such, reason: 不适用}]  # fault: branch.rule_unknown\n",
    },
    "a fault that cannot be switched off": {
        "branch.yaml": "rules_off: [{rule: field.missing, reason: 不想写}]  # fault: branch.rule_unknown\n",
    },
    "a figure that nobody asks": {
        "branch.yaml": "figures: [{name: 无此要求, value: 3, since: 2026-01-01, basis: 某文件}]"
        "  # fault: branch.figure_unknown\n",
    },
    "days that cannot stand in a holiday table": {
        "holidays/2027.yaml": "source: 国办发明电〔2026〕9号\n"
        "off: [2027-01-01, 2026-06-01]  # fault: branch.holiday_misplaced\n"
        "worked: [2027-01-05]  # fault: branch.holiday_misplaced\n",
    },
    "work done inside, told to all": {
        N: notice("title: 关于给予某同志处分的公示  # fault: head.internal_title\n"),
    },
    "a period that runs backwards": {
        N: notice("period:\n  first: 2026-09-14\n  last: 2026-09-11  # fault: publicity.last_before_first\n"),
    },
}

MISPLACED: Texts = {
    "meeting/2026/a.yaml": meeting(),
    "meetings/26/a.yaml": meeting(),
    "meetings/2026/A b.yaml": meeting(),
    "stray.txt": "x",
    "meetings/2026/folder/a.yaml": meeting(),
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_breaks_a_rule_is_found(case: str, tmp_path: Path) -> None:
    """The finding stands on the line that a person would look at, and nothing else is found."""
    expected = lay(tmp_path, BROKEN[case])
    assert expected
    assert found(pipeline.inspect(tmp_path, AS_OF)) == expected


def test_files_in_the_wrong_place_are_found(tmp_path: Path) -> None:
    """Nothing that stands where nothing is read goes unnoticed."""
    lay(tmp_path, MISPLACED)
    assert found(pipeline.inspect(tmp_path, AS_OF)) == {
        ("data/meeting", 1, "fault", "file.unknown_kind"),
        ("data/meetings/2026/A b.yaml", 1, "fault", "file.bad_name"),
        ("data/meetings/2026/folder", 1, "fault", "file.stray"),
        ("data/meetings/26", 1, "fault", "file.not_a_year"),
        ("data/stray.txt", 1, "fault", "file.stray"),
    }


def test_a_record_in_another_kinds_folder_is_one_sentence(tmp_path: Path) -> None:
    """Not a fault for each of its fields: it names the folder where the file belongs."""
    lay(tmp_path, {"development/2026/a.yaml": meeting()})
    (finding,) = pipeline.inspect(tmp_path, AS_OF).findings
    assert (finding.code, finding.words) == (
        "file.wrong_kind",
        "内容像是 meetings 类别的，应放在 data/meetings/ 下",
    )


def test_every_shared_rule_is_shown_failing() -> None:
    """Every rule that no kind owns has a case above; `file` rules are shown by the test before."""
    texts = [text for case in BROKEN.values() for text in case.values() if isinstance(text, str)]
    shown = {match["code"] for text in texts for match in EXPECTED.finditer(text)}
    families = ("head", "dates", "identity", "references", "approvals", "attachments", "privacy", "branch")
    shared = {check.code_of(rule) for rule in check.all_rules(kinds())}
    assert {code for code in shared if code.split(".")[0] in families} <= shown


def test_every_rule_finds_what_it_says() -> None:
    """The page of rules calls each a fault or a lapse as the samples and the cases above show it."""
    texts = [text for case in BROKEN.values() for text in case.values() if isinstance(text, str)]
    texts += [sample.read_text("utf-8") for sample in bad(kinds())]
    shown = {(match["code"], match["level"]) for text in texts for match in EXPECTED.finditer(text)}
    says = {check.code_of(rule): "fault" if check.is_fault(rule) else "lapse" for rule in check.all_rules(kinds())}
    assert {(code, level) for code, level in shown if says[code] != level} == set()


def test_a_missing_branch_is_one_sentence(tmp_path: Path) -> None:
    """Without branch.yaml nothing can be judged; the other files are still read, and their faults told."""
    lay(tmp_path, {A: "title: 缺了很多\n"})
    (tmp_path / "data" / "branch.yaml").unlink()
    told = found(pipeline.inspect(tmp_path, AS_OF))
    assert ("data/branch.yaml", 1, "fault", "file.not_readable") in told
    assert (f"data/{A}", 1, "fault", "field.missing") in told


def test_all_faults_of_all_files_in_one_run(tmp_path: Path) -> None:
    """A file that cannot be read does not hide what is wrong in the others, nor one fault another."""
    lay(tmp_path, {A: "title：全角冒号\n", B: meeting("made_on: 2026-02-30\nplace:\nchiar: 李四\nchair:\n")})
    told = sorted(code for file, _, _, code in found(pipeline.inspect(tmp_path, AS_OF)))
    assert told == ["field.missing", "field.missing", "field.not_a_day", "field.unknown", "yaml.wide_colon"]


def test_messages_name_the_chinese_title_first(tmp_path: Path) -> None:
    """Title, path in brackets, what was found, what was expected; the cure is not empty."""
    seen = checked(tmp_path, {A: meeting("attendance: {expected: 三十, present: 29}\n")})
    (finding,) = seen.findings
    assert finding.words == "应到人数（attendance.expected）写的是“三十”，应是整数，如 12"
    assert (finding.found, finding.expected) == ("三十", "整数，如 12")
    assert finding.cure


def test_an_unknown_key_is_answered_with_the_nearest(tmp_path: Path) -> None:
    """A mistyped key names the one that was meant."""
    (finding,) = checked(tmp_path, {A: meeting("recoder: 王建国\n")}).findings
    assert "是不是“记录人（recorder）”" in finding.words


def test_a_lapse_is_explained_and_a_rule_can_be_switched_off(tmp_path: Path) -> None:
    """`deviations` explain; `rules_off` silences a lapse but never a fault."""
    late = meeting(
        "published_on: 2026-10-30\n"
        "deviations: [{rule: head.published_late, on: 2026-11-02, note: 秘书住院, remedy: 已增加替补人员}]\n"
    )
    (finding,) = checked(tmp_path / "one", {A: late, F: FORM}).findings
    assert finding.explained == "秘书住院（2026年11月2日）\n补救：已增加替补人员"
    off = "rules_off:\n  - {rule: head.published_late, reason: 上级另有规定}\n"
    missing: Texts = {A: late, B: meeting("chair:\n"), F: FORM, "branch.yaml": off}
    assert [one.code for one in checked(tmp_path / "two", missing).findings] == ["field.missing"]


def test_an_explanation_of_one_of_several_says_which(tmp_path: Path) -> None:
    """With the word that only one of them has it stands beside that one, and nothing is unclear any more."""
    texts = BROKEN["an explanation that fits two lapses"]
    told = {A: str(texts[A]).replace("    note:", "    about: actions.1.due\n    note:"), F: texts[F]}
    first, second = checked(tmp_path, told).findings
    assert not first.explained
    assert second.explained == "负责的同志住院（2026年10月1日）"


def test_without_committee_or_groups_their_meetings_are_not_due(tmp_path: Path) -> None:
    """A branch that has neither owes neither."""
    alone = "since: 2026-01-01\ncommittee:\ngroups:\n"
    findings = checked(tmp_path, {"branch.yaml": alone}).findings
    found = {one.words for one in findings if one.code == "meetings.not_held"}
    assert any("支部党员大会" in words for words in found)
    assert not any("支部委员会" in words or "党小组会" in words for words in found)
