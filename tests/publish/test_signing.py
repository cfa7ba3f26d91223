"""`publish --sign`: the ledger is signed within the same all or nothing, by real ssh-keygen and agent, unprompted."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gongkai.publish.refusal import RefusedError
from history.stories import Story, git
from publish.shelving import Place, built, bytes_of, put, stocked, wrong
from publish.test_moving import TEXT, commands, typed
from publish.test_publishing import gongkai, machine, published, refused, story
from publish.test_stopped import fast, kill, stopped
from publish.test_verifying import key, new_key

__all__ = ["fast", "key", "machine", "story"]
WORDS = "口令"


def put_signed(top: Path, name: str, key: Path) -> None:
    put(top, replace(built(top.parent / "sites", name), key=key))


@pytest.fixture
def agent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An agent that knows nothing yet, on a socket of its own; it ends with the test."""
    socket = tmp_path / "agent"
    running = subprocess.Popen(["ssh-agent", "-D", "-a", socket], stdout=subprocess.DEVNULL)
    while not socket.exists():
        assert running.poll() is None
    monkeypatch.setenv("SSH_AUTH_SOCK", str(socket))
    yield
    running.terminate()
    running.wait(20)


def locked_key(folder: Path) -> Path:
    """A key that needs a passphrase."""
    file = new_key(folder)
    subprocess.run(["ssh-keygen", "-q", "-p", "-P", "", "-N", WORDS, "-f", file], check=True, capture_output=True)
    return file


def known_to_the_agent(file: Path) -> None:
    """As its owner types the passphrase once a day."""
    ask = file.with_name("ask")
    ask.write_text(f"#!/bin/sh\necho {WORDS}\n", encoding="utf-8")
    ask.chmod(0o700)
    env = {**os.environ, "SSH_ASKPASS": str(ask), "SSH_ASKPASS_REQUIRE": "force"}
    subprocess.run(["ssh-add", "-q", file], check=True, env=env, capture_output=True)


def test_an_edition_comes_signed(story: Story, tmp_path: Path, key: Path) -> None:
    """The command as the handbook writes it; verified with the list of signers; without --sign nothing is signed."""
    shelf, signers = tmp_path / "shelf", key.with_name("signers")
    published(story, shelf, "2025", "--sign", str(key))
    assert (shelf / "ledger.txt.1.sig").is_file()
    done = gongkai("verify", shelf, "--signers", signers)
    assert (done.exit_code, done.output[:4]) == (0, "核对无误")
    assert [path.name for path in shelf.glob("*.sig")] == ["ledger.txt.1.sig"]
    done = gongkai("publish", "--current", "-C", story.root, "--to", shelf, "--sign", key)
    assert (done.exit_code, "现状不登记" in done.output) == (2, True)
    assert "不是一个文件" in refused(story, Place(shelf), "2026", "--sign", str(tmp_path / "nobody"))
    (tmp_path / "noise").write_text("x", encoding="utf-8")
    tags = git(story.top, "tag")
    assert "签不了名" in refused(story, Place(shelf), "2026", "--sign", str(tmp_path / "noise"))
    assert git(story.top, "tag") == tags


def test_each_entry_has_its_own_signature(tmp_path: Path, key: Path) -> None:
    """One signed, one not, one signed again: as the list of signers asks, the newest decides."""
    top, signers = tmp_path / "shelf", key.with_name("signers")
    put_signed(top, "2024", key)
    stocked(top, ["2025"])
    assert wrong(top, signers=signers) == ["签名 ledger.txt.2.sig 缺失"]
    put_signed(top, "2026", key)
    assert wrong(top, signers=signers) == []
    assert wrong(top) == []


def test_whoever_writes_the_ledger_can_sign_it(tmp_path: Path, key: Path) -> None:
    """Redaction, rollback and withdrawal are entries as well: signed, or refused with every byte as before."""
    top, signers = tmp_path / "shelf", key.with_name("signers")
    put_signed(top, "2024", key)
    put_signed(top, "2025", key)
    code = re.findall(r"--confirm (\w+)", gongkai("redact", top, "--name", "关于", "--reason", "误发").output)[0]
    masking = ("redact", "--name", "关于", "--confirm", code)
    for words in (masking, ("rollback", "2024", "--on"), ("withdraw", "2025", "--from")):
        before = bytes_of(top)
        command = (*words, top, "--reason", "误发", "--sign")
        assert gongkai(*command, tmp_path / "nobody").exit_code == 1
        assert bytes_of(top) == before
        assert gongkai(*command, key).exit_code == 0
        assert wrong(top, signers=signers) == []
    assert len([*top.glob("*.sig")]) == 5, "a redaction's two entries are covered by one signature"


def test_a_passphrase_is_the_agents_business(tmp_path: Path, key: Path, agent: None) -> None:
    """Without the agent one sentence at once, and every byte as before; with it the key's public half is enough."""
    top, locked = tmp_path / "shelf", locked_key(tmp_path / "locked")
    stocked(top, ["2024"])
    before = bytes_of(top)
    with pytest.raises(RefusedError, match="请先用 ssh-add 交给 ssh-agent"):
        put_signed(top, "2025", locked)
    assert bytes_of(top) == before
    known_to_the_agent(locked)
    put_signed(top, "2025", locked)
    put_signed(top, "2026", locked.with_name("key.pub"))
    assert wrong(top, signers=locked.with_name("signers")) == []


def test_without_a_program_to_sign_one_sentence(tmp_path: Path, key: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which says what to install."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RefusedError, match="请安装 OpenSSH"):
        put_signed(tmp_path / "shelf", "2025", key)


def test_killed_at_any_point_entry_and_signature_come_together(fast: Path) -> None:
    """Never an entry without the signature that was asked for, once it is finished by the next one."""
    key = new_key(fast / "keys")
    signed = replace(built(fast / "sites", "2025"), key=key)
    ends: list[int] = []
    while not ends or ends[-1]:
        top = fast / "shelf"
        stocked(top, ["2024"])
        ends.append(stopped(len(ends) * 5, top, kill, signed))
        put_signed(top, "2026", key)
        blocks = (top / "ledger.txt").read_text(encoding="utf-8").count("edition ")
        numbers = {
            int(found) for found in re.findall(r"ledger\.txt\.(\d)\.sig", " ".join(path.name for path in top.iterdir()))
        }
        assert numbers == {*range(2, blocks + 1)}
        assert wrong(top, signers=key.with_name("signers")) == []
        shutil.rmtree(top)
    assert len(ends) > 12


def test_keys_change_hands_as_the_handbook_says(tmp_path: Path) -> None:
    """A new secretary: a line more, old signatures stay good. A stolen key: its line and signatures go, one is new."""
    top, old, new = tmp_path / "发布区", new_key(tmp_path / "old"), new_key(tmp_path / "new")
    names = tmp_path / "名单"
    lines = [one.with_name("signers").read_text(encoding="utf-8") for one in (old, new)]
    put_signed(top, "2024", old)
    put_signed(top, "2025", old)
    put_signed(top, "2026", new)
    names.write_text("".join(lines), encoding="utf-8")
    assert wrong(top, signers=names) == []
    names.write_text(lines[1], encoding="utf-8")
    assert [one[:16] for one in wrong(top, signers=names)] == ["签名 ledger.txt.1.", "签名 ledger.txt.2."]
    for number in (1, 2, 3):
        (top / f"ledger.txt.{number}.sig").unlink()
    shutil.copy(new, tmp_path / "签名密钥")
    *_, by_hand, put_there, check = commands("sign")
    for line in (by_hand, put_there, check):
        said = typed(line, tmp_path)
    assert said.startswith("核对无误")


def test_the_handbook_names_the_list_as_ssh_reads_it() -> None:
    """The line it shows is one that ssh-keygen takes, but for the key itself."""
    (line,) = re.findall(r"^shuji@dj.*$", TEXT, re.MULTILINE)
    assert line.startswith('shuji@dj.shili.example namespaces="gongkai-ledger" ssh-ed25519 AAAA')
