"""
Uploads 20 MB (three pieces of 8 MiB and less) and asks about the file; upload.mjs sends the same.

`python upload.py [BYTES]`. Address and key come from the environment.
"""

import hashlib
import io
import os
import sys
import warnings

from google import genai

warnings.simplefilter("ignore")


def main():
    """
    Prints what became of the file, and what was said about it.
    """
    size = int(sys.argv[1]) if sys.argv[1:] else 20_000_000
    data = hashlib.shake_128(b"a film of nothing").digest(size)
    client = genai.Client(api_key=os.environ["GEMINI_API_KEY"])
    config = {"mime_type": "application/pdf", "display_name": "Twenty million bytes"}
    file = client.files.upload(file=io.BytesIO(data), config=config)
    state = getattr(file.state, "name", file.state)
    print("uploaded", file.name, state, int(file.size_bytes), file.sha256_hash, flush=True)
    document = {"type": "document", "uri": file.uri, "mime_type": file.mime_type}
    question = {"type": "text", "text": "What is this?"}
    told = client.interactions.create(model="gemini-2.5-flash", input=[question, document])
    print("told", told.id, told.status, flush=True)
    client.close()


if __name__ == "__main__":
    main()
