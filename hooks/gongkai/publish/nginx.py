"""The configuration with which nginx shows a shelf, filled in for one shelf at one address."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

_ADDRESS: Final = re.compile(r"http://([0-9A-Za-z.-]+)(?::([1-9][0-9]{0,4}))?(/(?:[0-9A-Za-z_-][0-9A-Za-z._-]*/)*)?")
_UNSPEAKABLE: Final = re.compile(r"[$\"\\\x00-\x1f\x7f]")
"""What nginx would read as something else within a name in quotes."""
_BARE: Final = """
    location = {} {{
        return 301 <路径>;
    }}
    location / {{ # 这个主机上没有别的内容；有的话换成您自己的
        return 404;
    }}
"""


def configuration(shelf: Path, address: str) -> str:
    """For a shelf that is to be seen at this address (`http://dj.example/jg1/`). ValueError says what cannot be."""
    found = _ADDRESS.fullmatch(address if address.endswith("/") else f"{address}/")
    if found is None:
        raise ValueError(
            "网址要写成 http://主机名/ 或 http://主机名:端口/路径/；用 https 的，生成以后在 server 段里加上证书"
        )
    if _UNSPEAKABLE.search(str(shelf)):
        raise ValueError("发布区的文件夹名里有 nginx 用不了的字符（$、引号、反斜杠），请换一个文件夹")
    host, port, path = found[1], found[2] or "80", found[3] or "/"
    text = Path(__file__).with_suffix(".conf").read_text(encoding="utf-8")
    if path != "/":
        mark = "\n    location = <路径>.missing"
        text = text.replace(mark, f"{_BARE.format(path.rstrip('/'))}{mark}")
    for name, value in (("端口", port), ("主机名", host), ("路径", path), ("发布区", str(shelf).rstrip("/"))):
        text = text.replace(f"<{name}>", value)
    return text
