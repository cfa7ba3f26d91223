"""What MkDocs loads. The events stand in the package; they are imported here, at the top, because MkDocs has this
folder on its path only while it loads this file.
"""

from gongkai.engine.events import (
    on_config,
    on_env,
    on_files,
    on_nav,
    on_post_build,
    on_post_page,
    on_post_template,
    on_serve,
)
from gongkai.engine.start import on_pre_build

__all__ = [
    "on_config",
    "on_env",
    "on_files",
    "on_nav",
    "on_post_build",
    "on_post_page",
    "on_post_template",
    "on_pre_build",
    "on_serve",
]
