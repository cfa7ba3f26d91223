"""From records and facts to pages."""

from gongkai.render.brief import Brief, left_out
from gongkai.render.pages import make_page, make_site

__all__ = ["Brief", "left_out", "make_page", "make_site"]
