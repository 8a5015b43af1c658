"""
Runs Python programs one after the other, each as if alone, and tells what each of them told.

`python examples.py PROGRAM...` prints one JSON object: for each file's name its output, or its
traceback as well. One process for all, as importing the SDK takes longer than most of them.
"""

import contextlib
import io
import json
import runpy
import sys
import traceback
import warnings
from pathlib import Path

warnings.simplefilter("ignore")


def run(program):
    """
    The program's output, and None or the traceback it ended with.
    """
    told, failed = io.StringIO(), None
    with contextlib.redirect_stdout(told):
        try:
            runpy.run_path(program, run_name="__main__")
        except (Exception, SystemExit):  # noqa: BLE001 - it is told, whatever it is
            failed = traceback.format_exc()
    return {"out": told.getvalue(), "failed": failed}


print(json.dumps({Path(program).name: run(program) for program in sys.argv[1:]}))
