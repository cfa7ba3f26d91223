"""The inspectors' walk-through in the handbook, walked: each command on the replayed sample says what is promised."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from gongkai.cli import main
from sample import AS_OF, ROOT

TEXT = (ROOT / "hooks" / "gongkai" / "render" / "handbook" / "inspecting.md").read_text(encoding="utf-8")
COMMANDS = tuple(dict.fromkeys(re.findall(r"`gongkai ((?:history|show|compare|check)[^`]*)`", TEXT)))
DUES = "data/accounts/2025/2025-01-dues.yaml"


def said(branch: Path, command: str) -> tuple[int, str]:
    """What a command of the handbook answers, run where the software's folder would be."""
    words = [str(branch) if word == "replay" else word for word in shlex.split(command)]
    where = [] if "-C" in words else ["-C", str(branch)]
    result = CliRunner().invoke(main, [words[0], *where, "--as-of", AS_OF.isoformat(), *words[1:]])
    return result.exit_code, result.output


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_walk_answers(replay: Path, command: str) -> None:
    """Each can be copied from the handbook."""
    code, output = said(replay, command)
    assert code == 0, output
    assert "无历史" not in output


def test_the_walk_finds_what_it_promises(replay: Path) -> None:
    """The days, figures and reasons of the steps."""
    _, history = said(replay, "history -C replay JG1/2025-0001")
    assert [line for line in history.splitlines() if line.startswith("2025-")] == [
        "2025-01-08  组织委员  首次提交",
        "2025-01-09  书记  审批表提交",
        "2025-01-13  组织委员  更正",
        "2025-01-13  书记  重新审批",
        "2025-01-17  组织委员  补充",
    ]
    assert "金额（元）：9.60 → 0.96" in history
    _, then = said(replay, "show -C replay --on 2025-01-12 JG1/2025-0001")
    assert "9.60" in then
    assert "105室" in then
    assert "公示中" in then
    _, moved = said(replay, "compare -C replay 2025-08-31 2025-09-30")
    rests = moved.splitlines()[moved.splitlines().index("基础数据") :]
    assert any("受理地址" in line and "105室" in line.split("→")[0] and "213室" in line.split("→")[1] for line in rests)
    _, between = said(replay, "compare -C replay 2025 2026-H1")
    assert all(word in between for word in ("新公开", "改动", "撤回", "撤回原因："))


def test_three_matters_were_changed_and_not_approved_again(replay: Path) -> None:
    """As the walk says of the list of lapses."""
    _, found = said(replay, "check -C replay")
    assert found.count("偏差 history.changed_after_approval") == 3


def test_a_silent_edit_and_a_lost_file_are_found(replay: Path, tmp_path: Path) -> None:
    """The last step: one figure altered, then the file gone, then all as it was."""
    folder = tmp_path / "replay"
    shutil.copytree(replay, folder)
    file = folder / DUES
    text = file.read_text(encoding="utf-8")
    assert text.count("item: 利息\n    amount: 0.96\n") == 1, "利息那一行"
    file.write_text(text.replace("amount: 0.96\n", "amount: 0.69\n"), encoding="utf-8")
    code, output = said(folder, "check")
    assert code == 1
    assert re.findall(": 差错 (.+)", output) == ["history.silent_edit", "accounts.total_differs"]
    assert "0.96 → 0.69" in output
    assert "`history.silent_edit` 写明从什么改成什么，`accounts.total_differs`" in TEXT
    file.unlink()
    assert "history.vanished" in said(folder, "check")[1]
    file.write_text(text, encoding="utf-8")
    assert said(folder, "check")[0] == 0
