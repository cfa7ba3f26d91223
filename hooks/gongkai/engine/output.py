"""What we write ourselves, beside what MkDocs writes."""

from __future__ import annotations

import shutil
from pathlib import Path

from gongkai.engine.assets import edition
from gongkai.engine.state import Build


def write(build: Build, site_dir: Path) -> None:
    """Record pages, attachments, stylesheets and scripts into the site's folder."""
    made: set[Path] = set()
    for sheaf in build.sheaves:
        for page in sheaf.pages:
            _place(site_dir, page.address, made).write_bytes(sheaf.shell.fill(page))
    if build.site is None:
        return
    for asset in (*build.assets, edition(build.site.as_of)):
        _place(site_dir, asset.address, made).write_bytes(asset.content)
    for script in build.site.scripts:
        _place(site_dir, script.address, made).write_bytes(script.content)
    for attachment in build.site.attachments:
        shutil.copyfile(attachment.file, _place(site_dir, attachment.address, made))


def _place(site_dir: Path, address: str, made: set[Path]) -> Path:
    path = site_dir / address
    if path.parent not in made:
        path.parent.mkdir(parents=True, exist_ok=True)
        made.add(path.parent)
    return path
