"""What we write ourselves, beside what MkDocs writes."""

from __future__ import annotations

import posixpath
import shutil
from pathlib import Path

from gongkai.engine.assets import Shelved, edition
from gongkai.engine.state import Build


def write(build: Build, shelved: Shelved | None, site_dir: str) -> None:
    """Record pages, attachments, stylesheets, scripts and files of data into the site's folder."""
    made: set[str] = set()
    for sheaf in build.sheaves:
        for page in sheaf.pages:
            _write(_place(site_dir, page.address, made), sheaf.shell.fill(page))
    if build.site is None:
        return
    for asset in (*build.assets, edition(build.site.as_of, shelved)):
        _write(_place(site_dir, asset.address, made), asset.content)
    for data_file in build.site.data_files:
        _write(_place(site_dir, data_file.address, made), data_file.content)
    for attachment in build.site.attachments:
        shutil.copyfile(attachment.file, _place(site_dir, attachment.address, made))


def _write(file: str, content: bytes) -> None:
    with open(file, "wb") as opened:  # noqa: PTH123  # for every page of the site; making a Path costs as much again
        opened.write(content)


def _place(site_dir: str, address: str, made: set[str]) -> str:
    """The file's path, its folder made where it was not."""
    folder = posixpath.dirname(address)
    if folder not in made:
        Path(site_dir, folder).mkdir(parents=True, exist_ok=True)
        made.add(folder)
    return f"{site_dir}/{address}"
