"""
Prints a digest of all that a synthesizer says to the corpus, in a process of its own.

`python digests.py SEED`; the tests' folder has to be on the path.
"""

import hashlib
import sys

from samples.synthesized_corpus import NAMES, answered, corpus

from mockgemini.exchange import Stream
from mockgemini.synthesize.interactions import Manner
from mockgemini.synthesize.synthesizer import Setting, Synthesizer

digest = hashlib.sha256()
synthesizer = Synthesizer(Setting(manner=Manner(seed=int(sys.argv[1]))))
for revision in NAMES:
    for requests in corpus(revision).values():
        for stream in (False, True):
            answer = answered(requests, revision, stream=stream, of=synthesizer)
            digest.update(repr(answer.headers).encode())
            if isinstance(answer, Stream):
                digest.update(b"".join(event.raw for event in answer.events))
                digest.update(repr([event.at for event in answer.events]).encode())
            else:
                digest.update(answer.body.read())
print(digest.hexdigest())
