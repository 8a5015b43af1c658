"""
Pytest in an SDK's environment, which has neither it nor mockgemini: `python pytest_in.py [--twice]
PACKAGES [OPTION ...]`, PACKAGES being the folders where both are installed.
"""

import os
import sys

words = sys.argv[1:]
times = 2 if words[0] == "--twice" else 1
packages, *options = words[times - 1 :]
# Last, so that the SDK's own dependencies are found first.
sys.path += packages.split(os.pathsep)

import pytest  # noqa: E402 - as above

sys.exit(max(pytest.main(options) for _ in range(times)))
