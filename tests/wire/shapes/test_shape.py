import subprocess
import sys

import pytest

REPLAYS = [
    "mockgemini",
    "mockgemini.cli.main",
    "mockgemini.cli.serve_command",
    "mockgemini.handle.mock",
    "mockgemini.replay.player",
    "mockgemini.server.running",
    "mockgemini.wire.register",
]


@pytest.mark.parametrize("module", REPLAYS)
def test_replay_never_loads_pydantic(module):
    """
    Whoever serves cassettes does not pay for the models.
    """
    program = f"import sys, {module}; print('pydantic' in sys.modules)"

    told = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)

    assert b"False" == told.stdout.strip()
