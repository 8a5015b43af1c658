"""
The examples in `examples/guide`, and the files that they read.
"""

from __future__ import annotations

from pathlib import Path

from mockgemini.synthesize.dice import Dice
from mockgemini.synthesize.media.mp4 import mp4
from mockgemini.synthesize.media.png import png
from mockgemini.synthesize.media.wav import wav

EXAMPLES = Path(__file__).parents[2] / "examples" / "guide"
ENDINGS = {"python": ".py", "javascript": ".mjs", "rest": ".sh"}

_PAPER = b"""%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R 4 0 R 5 0 R] /Count 3 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >> endobj
4 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >> endobj
5 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >> endobj
trailer << /Root 1 0 R >>
%%EOF
"""


def examples(language: str) -> list[Path]:
    """
    The examples in one language, in order.
    """
    return sorted((EXAMPLES / language).glob(f"*{ENDINGS[language]}"))


def lay_out(folder: Path) -> None:
    """
    What the examples read: a picture, a sound, a film, a document.
    """
    dice = Dice(b"examples")
    (folder / "street.png").write_bytes(png(96, 64, dice))
    (folder / "greeting.wav").write_bytes(wav(2.0, dice))
    (folder / "clip.mp4").write_bytes(mp4(64, 48, 3.0, dice))
    (folder / "paper.pdf").write_bytes(_PAPER)
