"""
The Files API: uploads of every kind, and the files that come of them.
"""

from mockgemini.synthesize.files.store import FileStore, Processing
from mockgemini.synthesize.files.stored import State, StoredFile, unready

__all__ = ["FileStore", "Processing", "State", "StoredFile", "unready"]
