"""
Cassettes as a person types them, whole and with a gap (`@@`), and all that they say when read.
"""

from samples.cassette_values import contents

from mockgemini.cassette.reading import load

TOP = "cassette: 1\nexchanges:\n"
ASKED = "- request: {method: GET, path: /a}\n"
ANSWERED = "  answer: {status: 200}\n"
ONE = TOP + ASKED + ANSWERED + "...\n"
EXCHANGE = TOP + ASKED + "@@...\n"
FRAME = TOP + "- request: {method: GET, path: /a, @@}\n" + ANSWERED + "...\n"
REPLY = TOP + ASKED + "  answer:\n    @@\n...\n"
STREAM = TOP + ASKED + "  answer:\n    status: 200\n    events: |\n      0.000 a b\n@@...\n"
POLL = TOP + ASKED + "  polls:\n  - @@\n...\n"
HEADER = "cassette: 1\n@@\nexchanges: []\n...\n"


def everything(cassette):
    """
    All that a cassette says; whatever is read late is read.
    """
    return [contents(exchange) for exchange in cassette.exchanges]


def read(path, text):
    """
    All that the file says once it has this text.
    """
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return everything(load(path))
