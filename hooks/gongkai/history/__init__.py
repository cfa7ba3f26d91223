"""History: git → versions → changes. The only room that runs git; it says what changed when, and in which role."""

from gongkai.history.reader import read
from gongkai.history.versions import NONE, History

__all__ = ["NONE", "History", "read"]
