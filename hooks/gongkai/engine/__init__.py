"""The engine: the only room that imports mkdocs. It takes an `Outcome` and makes the site."""
