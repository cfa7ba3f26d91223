"""The engine: the only room that imports mkdocs. It takes an `Outcome` and makes the site."""

import gc

gc.freeze()  # what MkDocs has loaded stays: nobody need look through it for dead cycles while all of ours is loaded
