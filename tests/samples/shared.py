"""
Where the real recordings lie, for the tests that read them; they are no part of the project.
"""

import os
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("MOCKGEMINI_SHARED", Path(__file__).parents[3] / "shared"))
RECORDINGS = SHARED / "recordings"

needs_recordings = pytest.mark.skipif(
    not RECORDINGS.is_dir(), reason=f"no recordings at {RECORDINGS}; set MOCKGEMINI_SHARED"
)
