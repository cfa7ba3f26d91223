"""Gongkai 公开: a party branch's YAML records become a disclosure site that a reader can trust."""

__version__ = "0.1.0"
