"""
The stand-in for Google behind our cassettes: words and signature are invented.

`python tests/stand_in/weather_upstream.py --key KEY`; scripts/record-demo runs it.
"""

import argparse

from upstream import Google, serve
from upstream_bodies import AFTER_A_TOOL, SIGNATURE, Call, Turn, reply, stream
from upstream_corpus import Corpus

MODEL = "gemini-3.5-flash"
CALL = Turn(
    calls=(Call("get_weather", {"city": "Lisbon"}, id="p7w2m4xe"),),
    signature=SIGNATURE,
    tokens=(71, 16, 58),
    model=MODEL,
)
ANSWER = Turn(
    (
        "A light",
        " jacket over a shirt is plenty at 17 °C, and sunglasses for that clear sky. 😎",
        " Mind the wind by the river: leave the hat at home.",
    ),
    signature=AFTER_A_TOOL,
    tokens=(152, 34, 0),
    model=MODEL,
)
ADVICE = Turn(
    ("A light jacket over a shirt: it is 17 °C, clear, and windy by the river.",),
    tokens=(11, 21, 44),
    model=MODEL,
)

# Seconds before an event, as live streams have them: the thought takes its time, the rest hurries.
PACE = {
    "interaction.created": 0.31,
    "interaction.status_update": 0.0,
    "step.start": 0.02,
    "step.delta": 0.14,
    "step.stop": 0.0,
    "interaction.completed": 0.06,
    "done": 0.0,
}
THINKING = 0.62


class Weather(Google):
    """
    Google, with three answers: a call, then words about the result; and advice at once.
    """

    def gaps(self, frames: list[bytes]) -> list[float]:
        """
        By the event's name, and longer before a signature.
        """
        names = [frame.split(b"\n", 1)[0].removeprefix(b"event: ").decode() for frame in frames]
        return [
            THINKING if b"thought_signature" in frame else PACE[name]
            for name, frame in zip(names, frames, strict=True)
        ]


def main() -> None:
    """
    Serve the answers until told to stop.
    """
    options = argparse.ArgumentParser(description=__doc__.strip().splitlines()[0])
    options.add_argument("--key", required=True)
    options.add_argument("--port", type=int, default=0)
    given = options.parse_args()
    corpus = Corpus()
    for kind, turn in (("call", CALL), ("answer", ANSWER)):
        corpus.add(kind, "steps", b"".join(stream(turn, "steps", "v1_IDENTITY")), streamed=True)
    corpus.add("text", "steps", reply(ADVICE, "steps", "v1_IDENTITY"), streamed=False)
    serve(Weather(given.key, corpus), given.port)


if __name__ == "__main__":
    main()
