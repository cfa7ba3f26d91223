"""The command as a clerk uses it: what it prints, what it writes, how it ends."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import cast

import pytest
from click.testing import CliRunner, Result

from gongkai import check, pipeline, starter
from gongkai.cli import main, run
from gongkai.engine import troubles
from gongkai.findings import faults
from gongkai.kinds import kinds
from gongkai.load.catalogue import Standard, shipped
from gongkai.render.printing.pdf import ASK
from laying import AS_OF, form, lay, meeting, notice

A = "meetings/2026/a.yaml"


def gongkai(*arguments: str | Path) -> Result:
    """Run the command; whatever goes wrong inside is raised."""
    return CliRunner().invoke(main, [str(one) for one in arguments], catch_exceptions=False)


def test_check_prints_findings_as_the_design_shows_them(tmp_path: Path) -> None:
    """Place, level, code; then words, basis, cure; a count at the end; exit 0 without faults."""
    quorum = "voters: {expected: 30, present: 12}\nattendance: {expected: 32, present: 13}\nagenda: []\n"
    lay(tmp_path, {A: meeting(quorum), "approvals/2026/f.yaml": form("JG1/2026-0012", on="2026-09-15")})
    result = gongkai("check", "-C", tmp_path, "--as-of", "2026-11-20")
    assert result.output == (
        "data/meetings/2026/a.yaml:14:33: 偏差 meetings.quorum_missed\n"
        "    到会有表决权人数（voters.present）：12 人；"
        "应到会有表决权 30 人，半数以上（含半数）到会才能表决，至少 15 人\n"
        "    依据：《中国共产党支部工作条例（试行）》第十一条、第十二条\n"
        "    处理：数字有误请改正；如属实，页面会如实显示，可在 deviations 写明情况和补救\n"
        "差错 0 处，偏差 1 处。\n"
    )
    assert result.exit_code == 0


def test_what_nobody_reads_yet_is_told_apart(tmp_path: Path) -> None:
    """A draft may still be mended: its lapse has the draft's state, and is not counted with those that are shown."""
    quorum = "voters: {expected: 30, present: 12}\nattendance: {expected: 32, present: 13}\nagenda: []\n"
    lay(tmp_path, {A: meeting(quorum)})
    said = gongkai("check", "-C", tmp_path, "--as-of", "2026-11-20").output
    assert "偏差（草稿） meetings.quorum_missed\n" in said
    assert "差错 0 处，偏差 0 处；草稿和待公开事项另有偏差 1 处。\n" in said
    assert "::（草稿）" in gongkai("check", "-C", tmp_path, "--as-of", "2026-11-20", "--format", "github").output


def test_check_ends_with_1_for_faults_and_2_for_usage(tmp_path: Path) -> None:
    """The exit says what the output says."""
    lay(tmp_path, {A: "title：全角\n"})
    assert gongkai("check", "-C", tmp_path).exit_code == 1
    assert gongkai("check", "-C", tmp_path, "--as-of", "某天").exit_code == 2


@pytest.mark.parametrize("name", ["branch.yaml", "catalogue.yaml"])
def test_without_branch_or_catalogue_lapses_are_not_counted(name: str, tmp_path: Path) -> None:
    """Nobody looked for them, and that is said; for programs the list is one of findings as ever."""
    lay(tmp_path, {})
    (tmp_path / "data" / name).write_text("name：坏\n", encoding="utf-8")
    said = gongkai("check", "-C", tmp_path)
    assert said.exit_code == 1
    assert "偏差没有检查：先改正 data/branch.yaml、data/catalogue.yaml 里的差错，再检查一次。\n" in said.output
    assert "偏差 0 处" not in said.output
    found = json.loads(gongkai("check", "-C", tmp_path, "--format", "json").output)
    assert {(one["file"], one["level"]) for one in found} == {(f"data/{name}", "fault")}


def test_json_and_annotations_say_the_same(tmp_path: Path) -> None:
    """Three forms of one list."""
    lay(tmp_path, {A: meeting("place: 甲,乙:丙%\nchair:\n")})
    (found,) = json.loads(gongkai("check", "-C", tmp_path, "--format", "json").output)
    assert (found["file"], found["line"], found["code"], found["level"]) == (f"data/{A}", 10, "field.missing", "fault")
    assert {"column", "words", "found", "expected", "cure", "basis", "record"} <= found.keys()
    told = gongkai("check", "-C", tmp_path, "--format", "github").output
    assert told.startswith(f"::error file=data/{A},line=10,col=7,title=field.missing::")
    assert found["words"] in told


def test_a_new_record_can_be_read_at_once(tmp_path: Path) -> None:
    """What `new` writes has no fault, is commented in Chinese, is never written over and publishes nothing."""
    lay(tmp_path, {})
    for name in (*kinds(), "schemes", "approvals"):
        assert gongkai("new", "-C", tmp_path, "--as-of", "2026-09-14", name).exit_code == 0
        assert gongkai("new", "-C", tmp_path, "--as-of", "2026-09-14", name).exit_code == 1
    checked = pipeline.inspect(tmp_path, AS_OF)
    assert not faults(checked.findings)
    assert {one.head.state for one in checked.facts.values()} == {"草稿"}, "a starter alone publishes nothing"
    form_text = (tmp_path / "data" / "approvals" / "2026" / "09-14.yaml").read_text(encoding="utf-8")
    assert all(f"\n  - {name}/2026/09-14\n" in form_text for name in kinds())
    text = (tmp_path / "data" / "meetings" / "2026" / "09-14.yaml").read_text(encoding="utf-8")
    assert "# 主持人（必填）：主持人姓名。\nchair: " in text


def test_a_new_record_refuses_a_name_that_is_no_address(tmp_path: Path) -> None:
    """The name becomes an address for ever."""
    lay(tmp_path, {})
    result = gongkai("new", "-C", tmp_path, "meetings", "../外面")
    assert result.exit_code == 1
    assert "小写字母、数字和连字符" in result.output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nothing"], "没有 nothing 这个命令"),
        (["check", "--nothing"], "没有 --nothing 这个选项"),
        (["new"], "缺少 KIND"),
        (["new", "会议"], "KIND 只能是：meetings"),
        (["check", "-C", "no/such"], "不是一个文件夹"),
        (["check", "--due", "999"], "--due 要写 0 到 366 的数字"),
        (["check", "--as-of", "2026-02-30"], "--as-of：2026-02-30 这一天不存在"),
        (["verify", "git:"], "SHELF：应当写成 git:仓库#分支"),
    ],
)
def test_a_mistyped_command_is_answered_in_chinese(
    arguments: list[str], words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What click would say in English is said in Chinese, with exit 2."""
    monkeypatch.setattr("sys.argv", ["gongkai", *arguments])
    with pytest.raises(SystemExit) as ended:
        run()
    told = capsys.readouterr().err
    assert words in told
    assert told.startswith("命令写法不对：")
    assert ended.value.code == 2


VERBS: dict[str, list[str]] = {
    "check": [],
    "new": ["meetings"],
    "fix": [],
    "show": ["a"],
    "history": ["a"],
    "compare": ["2025"],
    "print": ["a", "--to", "pdf"],
    "publish": ["2025", "--to", "shelf"],
}
"""Those that take -C, with what else they ask for."""


def test_verbs_of_a_branch_are_all_here() -> None:
    """The list above, which the test below goes through, is whole."""
    assert {name for name, verb in main.commands.items() if any("-C" in one.opts for one in verb.params)} == {*VERBS}


@pytest.mark.parametrize("verb", VERBS)
def test_a_folder_that_is_no_branch_is_told_so(
    verb: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence that says where to go, for who is in the wrong place as for who names it; nothing is written."""
    monkeypatch.chdir(tmp_path)
    for where in ([], ["-C", str(tmp_path)]):
        monkeypatch.setattr("sys.argv", ["gongkai", verb, *where, *VERBS[verb]])
        with pytest.raises(SystemExit) as ended:
            run()
        assert ended.value.code == 2
        told = capsys.readouterr()
        assert (told.out, told.err.count("\n")) == ("", 1)
        assert told.err.startswith(f"命令写法不对：{tmp_path.resolve()} 不是支部的文件夹")
        assert all(word in told.err for word in (" cd ", "-C", "gongkai init"))
    assert [*tmp_path.iterdir()] == []


def test_fix_mends_what_leaves_no_choice(tmp_path: Path) -> None:
    """Numbers, encoding, colons, spaces, tabs; afterwards there is nothing left to mend."""
    mistyped = meeting("index:\n").replace("place: ", "place：").replace("chair: ", "chair:")
    mistyped = mistyped.replace("  present", "\tpresent")
    lay(
        tmp_path,
        {
            A: mistyped,
            "development/2026/n.yaml": notice("index:\n").encode("gbk"),
            "approvals/2026/f.yaml": form("meetings/2026/a", "development/2026/n"),
        },
    )
    first = gongkai("fix", "-C", tmp_path, "--as-of", "2026-11-20")
    assert not faults(pipeline.inspect(tmp_path, AS_OF).findings), first.output
    assert "index: JG1/2026-0002" in (tmp_path / "data" / A).read_text(encoding="utf-8")
    assert gongkai("fix", "-C", tmp_path, "--as-of", "2026-11-20").output == "没有能自动修补的差错。\n"


@pytest.mark.parametrize("code", [check.code_of(rule) for rule in check.all_rules(kinds())])
def test_every_rule_can_be_explained(code: str) -> None:
    """What it asks and what to do."""
    told = gongkai("explain", code).output
    assert told.startswith(f"{code}\n")
    assert "处理：" in told


def test_explain_shows_an_example_and_lists_all() -> None:
    """The example is the sample of the kind; without a code every rule is named."""
    assert "passed: 未通过" in gongkai("explain", "meetings.refused_with_majority").output
    assert gongkai("explain").output.count("\n") == len(check.all_rules(kinds())) + len(troubles.rules())
    assert gongkai("explain", "no.such").exit_code == 1


def test_a_word_finds_the_rules_that_have_it() -> None:
    """Half a code, or a word of what a rule asks; a clerk need not know where the point is."""
    told = gongkai("explain", "not_held")
    assert told.exit_code == 1
    assert "meetings.not_held  各类会议要按规定的次数召开。" in told.output
    assert "elections.overdue  " in gongkai("explain", "换届").output


@pytest.mark.parametrize("name", ["JG1/2026-0012", "meetings/2026/a", "data/meetings/2026/a.yaml"])
def test_show_finds_a_record_by_each_of_its_names(name: str, tmp_path: Path) -> None:
    """The text as written, then what follows from it."""
    lay(tmp_path, {A: meeting("made_on: 2026/9/15\n"), "approvals/2026/f.yaml": form("JG1/2026-0012", on="2026-09-15")})
    told = gongkai("show", "-C", tmp_path, "--as-of", "2026-11-20", name).output
    assert "made_on: 2026/9/15" in told
    assert "到会率 90.6%" in told
    assert "索引号 JG1/2026-0012 公开日期 2026年9月18日" in told, "what the page sets apart is not run together"
    assert gongkai("show", "-C", tmp_path, "JG1/2026-0999").exit_code == 1


def test_show_finds_what_is_not_meant_for_members_of_the_branch(tmp_path: Path) -> None:
    """The clerk sees it as those it is meant for do."""
    lay(tmp_path, {"meetings/2026/m.yaml": meeting("audiences: [特定对象]\n")})
    catalogue = tmp_path / "data" / "catalogue.yaml"
    catalogue.write_text(catalogue.read_text("utf-8").replace("[本单位职工]", "[本单位职工, 特定对象]"), "utf-8")
    told = gongkai("show", "-C", tmp_path, "--as-of", "2026-11-20", "meetings/2026/m")
    assert told.exit_code == 0
    assert "特定对象" in told.output


@pytest.mark.parametrize("name", [*starter.models()])
def test_every_field_has_a_chinese_title_in_the_schema(name: str) -> None:
    """The same model gives the messages, the manual and the editor's hints."""
    schema = json.loads(gongkai("schema", name).output)
    for part in (schema, *schema.get("$defs", {}).values()):
        for key, field in part.get("properties", {}).items():
            assert not field.get("title", key).isascii(), f"{name}.{key}"
            assert field.get("description"), f"{name}.{key}"


def test_check_tells_what_falls_due(tmp_path: Path) -> None:
    """Of the catalogue and of the records themselves, within as many days as one asks for, the earliest first."""
    gongkai("init", "--as-of", "2026-11-20", tmp_path / "new")
    asked = ("check", "-C", tmp_path / "new", "--as-of", "2026-12-31")
    assert gongkai(*asked, "--due", "14").output.splitlines()[-2:] == [
        "14 天内到期 1 项：",
        "    2027年1月14日  三会一课情况：2026年12月",
    ]
    assert gongkai(*asked, "--due", "13").output == "差错 0 处，偏差 0 处。\n"
    lines = gongkai("check", "--as-of", "2026-11-20", "--due", "10").output.splitlines()
    due = lines[next(place for place, line in enumerate(lines) if "天内到期" in line) + 1 :]
    assert due[0].strip().startswith("2026年11月23日  答复时限：")
    assert any(one.strip().startswith("2026年11月24日  公示截止：") for one in due)
    assert due[-1].strip() == "2026年11月27日  落实时限：2026年10月党课（meetings/2026/2026-10-lecture）"


@pytest.mark.parametrize(
    ("type_", "words"),
    [
        ("企业", ("type: 企业", "中共某某公司委员会", "until: 2028-03-09")),
        ("高校", ("type: 高校", "superior: 中共某某大学某某学院委员会", "until: 2028-03-09")),
        ("社区", ("type: 社区", "superior: 中共某某街道工作委员会", "社区服务中心一楼", "until: 2030-03-09")),
        ("医院", ("type: 医院", "superior: 中共某某单位委员会", "until: 2028-03-09")),
        ("村", ("type: 村", "superior: 中共某某镇委员会", "某某村村部一楼", "until: 2030-03-09")),
    ],
)
def test_a_new_branch_says_what_fits_its_type(type_: str, words: Sequence[str], tmp_path: Path) -> None:
    """A village has no company, its superior is the township's committee, and its term is five years.

    A community begins with the village's catalogue; where only the catalogue is named it says the type as well.
    """
    standard = {"社区": "村", "医院": "企业"}.get(type_, type_)
    option = "--standard" if type_ == "高校" else "--type"
    assert gongkai("init", option, type_, tmp_path / "new").exit_code == 0
    text = "".join(file.read_text(encoding="utf-8") for file in (tmp_path / "new" / "data").glob("*.yaml"))
    assert all(one in text for one in words)
    assert ("公司" in text) == (type_ == "企业")
    assert f"standard: {standard}\n" in text


@pytest.mark.parametrize("standard", ["高校", "村"])
def test_a_new_record_speaks_as_its_branch_does(standard: str, tmp_path: Path) -> None:
    """Its examples know no company, staff or quality department, and are as sound as the company's."""
    assert gongkai("init", "--standard", standard, "--as-of", "2026-01-01", tmp_path / "new").exit_code == 0
    for kind in kinds():
        assert gongkai("new", "-C", tmp_path / "new", "--as-of", "2026-09-14", kind).exit_code == 0
        text = (tmp_path / "new" / "data" / kind / "2026" / "09-14.yaml").read_text(encoding="utf-8")
        said = [line for line in text.splitlines() if not line.lstrip().startswith("# ")]
        assert not [line for line in said if re.search("公司|职工|质量部|生产部|车间|新员工", line)]
    known = {item.kind for item in shipped()[cast("Standard", standard)].whole}
    for kind in {*kinds()} - known:
        shutil.rmtree(tmp_path / "new" / "data" / kind)
    assert not faults(pipeline.inspect(tmp_path / "new", AS_OF).findings)


def test_a_new_form_is_of_its_day_and_names_each_record_as_it_is(tmp_path: Path) -> None:
    """The days of the example are those on which the form is made; an address that looks like a day stays."""
    lay(tmp_path, {"meetings/2026/2026-09-15.yaml": meeting("")})
    assert gongkai("new", "-C", tmp_path, "--as-of", "2027-01-04", "approvals").exit_code == 0
    text = (tmp_path / "data" / "approvals" / "2027" / "01-04.yaml").read_text(encoding="utf-8")
    assert "- meetings/2026/2026-09-15\n" in text
    assert text.count("on: 2027-01-04\n") == 3
    assert "档案盒 2027 年" in text


def test_a_new_branch_is_sound_and_its_hook_is_ours(tmp_path: Path) -> None:
    """`init` makes a folder that has no finding on its first day; it never writes into a folder in use."""
    assert gongkai("init", "--as-of", "2026-11-20", "--standard", "村", tmp_path / "new").exit_code == 0
    assert gongkai("check", "-C", tmp_path / "new", "--as-of", "2026-11-20").output == "差错 0 处，偏差 0 处。\n"
    assert gongkai("init", tmp_path / "new").exit_code == 1
    own = Path(__file__).resolve().parents[1] / "hooks" / "disclosure.py"
    assert (tmp_path / "new" / "hooks" / "disclosure.py").read_bytes() == own.read_bytes()


def test_printing_nothing_is_a_mistyped_command(tmp_path: Path) -> None:
    """Neither record nor year: exit 2, and what is missing is said."""
    lay(tmp_path, {})
    result = gongkai("print", "-C", tmp_path, "--to", tmp_path / "out")
    assert result.exit_code == 2
    assert "请写要打印的事项（索引号或 类别/年份/文件名），或 --year 和年份" in result.output


@pytest.mark.parametrize("raised", ["OSError('cannot load library libpango')", "ImportError('no')"])
def test_without_weasyprint_one_sentence_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, raised: str
) -> None:
    """The package or its Pango is missing: exit 2, in Chinese, and nothing of the page that the package prints."""
    lacking = f"print('WeasyPrint could not import some external libraries')\nraise {raised}\n"
    (tmp_path / "weasyprint.py").write_text(lacking, encoding="utf-8")
    for name in [one for one in sys.modules if one.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.syspath_prepend(tmp_path)
    lay(tmp_path, {A: meeting()})
    result = gongkai("print", "-C", tmp_path, "--to", tmp_path / "out", "meetings/2026/a")
    assert (result.exit_code, result.output) == (2, f"Error: {ASK}\n")
    assert all(word in ASK for word in ("gongkai[weasyprint]", "Pango", "Ctrl+P"))


def test_the_words_name_what_the_tests_install() -> None:
    """Debian's packages in that sentence are those of tests/apt.txt."""
    listed = (Path(__file__).parent / "apt.txt").read_text(encoding="utf-8").splitlines()
    assert set(re.findall(r"lib[\w.-]+", ASK)) == {one for one in listed if one.startswith("lib")}


def test_no_other_verb_waits_for_what_printing_needs(tmp_path: Path) -> None:
    """`check` loads neither WeasyPrint nor MkDocs."""
    lay(tmp_path, {A: meeting()})
    code = (
        "import sys\nfrom gongkai.cli import main\n"
        "try:\n    main(sys.argv[1:])\n"
        "finally:\n    print(sorted({'weasyprint', 'mkdocs'} & {*sys.modules}), file=sys.stderr)\n"
    )
    variables = {**os.environ, "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry)}
    command = [sys.executable, "-c", code, "check", "-C", str(tmp_path), "--as-of", "2026-11-20"]
    done = subprocess.run(command, env=variables, capture_output=True, text=True, encoding="utf-8", check=True)
    assert (done.stderr, done.stdout.splitlines()[-2][:9]) == ("[]\n", "差错 0 处，偏差")


@pytest.mark.parametrize("verb", ["", *main.commands])
def test_help_is_told_in_chinese(verb: str) -> None:
    """What click would say by itself, too; names of verbs, options and formats stay."""
    told = CliRunner().invoke(main, [*filter(None, [verb]), "--help"]).output
    assert told.startswith("用法：")
    assert "显示这段说明。" in told
    foreign = r"Usage|Options|Commands|Show this|\b(?:TEXT|PATH|FILE|DIRECTORY|INTEGER)\b|required|default"
    assert re.findall(foreign, told) == []
