"""
What `mockgemini.client()` saves of a `genai.Client()`: both made by an SDK that is installed for
development, in its own environment.

`clients.py URL KIND COUNT` is the process that is measured.
"""

import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SDK = ROOT / ".sdks/python-3.4.0/bin/python"
URL = "http://127.0.0.1:9"


def lines(bench) -> list:
    """
    CPU a client, beyond the first of its process; nothing without the SDK's environment.
    """
    from table import Line, interleaved, median

    if not SDK.exists():
        print(f"the SDK is not installed: {SDK} is made by scripts/sdks")
        return []
    count = 5 if bench.load.rounds < 5 else 20
    figures = interleaved(
        bench.load.rounds,
        ours=lambda: _measured("ours", count),
        sdk=lambda: _measured("sdk", count),
    )
    saved = median(figures, "sdk") - median(figures, "ours")
    shown = f"{median(figures, 'sdk'):.1f} ms, {median(figures, 'ours'):.1f} ms"
    words = "`mockgemini.client()` saves of each `genai.Client()`"
    return [Line(words, saved, 25, "ms", at_least=True, detail=shown)]


def _measured(kind: str, count: int) -> float:
    words = [str(SDK), str(HERE / "clients.py"), URL, kind, str(count)]
    return json.loads(subprocess.run(words, check=True, stdout=subprocess.PIPE, cwd=ROOT).stdout)


def _made(url: str, kind: str) -> object:
    if kind == "ours":
        from mockgemini.handle.clients import client

        return client(url)
    from google import genai

    return genai.Client(api_key="any", http_options={"base_url": url})


if __name__ == "__main__":
    import time

    sys.path.insert(0, str(ROOT))
    url, kind, count = sys.argv[1:]
    kept = [_made(url, kind)]
    began = time.process_time()
    kept += [_made(url, kind) for _ in range(int(count))]
    print((time.process_time() - began) / int(count) * 1e3)
