"""签名: ssh-keygen signs the ledger. A passphrase is the agent's business: nobody is asked, and we never hold it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Final

from gongkai.publish.refusal import RefusedError
from gongkai.publish.verify import LEDGER, Head

_NAMESPACE: Final = "gongkai-ledger"
"""What verify.py asks for: a signature given for something else is none for a ledger."""
_PATIENCE: Final = 120
"""Seconds: an agent may have to ask its owner, a token may wait for a touch."""


def ready(key: Path | None) -> None:
    """RefusedError at once, and not after a long build, where the key that is to sign is no file."""
    if key and not key.is_file():
        raise RefusedError(f"发布区未改动：签名用的密钥 {key} 不是一个文件")


def sign(stage: Path, head: Head, key: Path) -> None:
    """Put a signature beside the ledger that ends with this head. RefusedError where there is none to be had."""
    command = ["ssh-keygen", "-Y", "sign", "-q", "-f", os.fspath(key), "-n", _NAMESPACE]
    try:
        told = subprocess.run(
            command,
            input=(stage / LEDGER).read_bytes(),
            capture_output=True,
            check=False,
            timeout=_PATIENCE,
            env={**os.environ, "SSH_ASKPASS_REQUIRE": "never"},
            start_new_session=True,  # without a terminal it cannot stop and wait for a passphrase
        )
    except FileNotFoundError:
        raise RefusedError("发布区未改动：这台机器没有签名用的 ssh-keygen，请安装 OpenSSH") from None
    except subprocess.TimeoutExpired:
        raise RefusedError("发布区未改动：等了两分钟，密钥的主人没有同意签名") from None
    if told.returncode or not told.stdout:
        raise RefusedError(f"发布区未改动：用 {key} 签不了名；密钥有口令的，请先用 ssh-add 交给 ssh-agent")
    (stage / f"{LEDGER}.{head.number}.sig").write_bytes(told.stdout)
