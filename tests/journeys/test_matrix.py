"""
`scripts/sdks`, which installs what the journeys run.
"""

import sys

from journeys.sdks import ROOT, environment, ran

LOOK = [sys.executable, str(ROOT / "scripts/sdks"), "--dry-run"]


def test_each_sdk_is_told_in_a_line():
    """
    Looking installs nothing and says of each SDK whether it is there.
    """
    told = ran(LOOK, environment(key=None))

    assert all(line.endswith((": there", ": missing")) for line in told.out.splitlines()), told
    assert told.out.count("python-") == 5


def test_without_node_javascript_is_skipped(tmp_path):
    """
    A missing node is a reason, not a failure, unless that is asked for.
    """
    told = ran(LOOK, environment(key=None, PATH=str(tmp_path)))
    strict = ran([*LOOK, "--strict"], environment(key=None, PATH=str(tmp_path)))

    assert "js-1.33.0, js-3.1.0: skipped, there is no node with npm on the PATH" in told.out
    assert told.code == (1 if "missing" in told.out else 0)
    assert strict.code == 1
