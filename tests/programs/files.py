"""
Uploads a picture and a film, waits, lists, downloads, deletes; files.mjs does the same.

`python files.py PICTURE [--async]`. Address and key come from the environment.
"""

import asyncio
import hashlib
import inspect
import io
import os
import sys
import warnings

from google import genai
from google.genai import errors

warnings.simplefilter("ignore")
FILM = 20_000_000


async def done(value):
    """
    The value, of both clients: the one whose calls are awaited, and the other.
    """
    return await value if inspect.isawaitable(value) else value


async def told(call):
    """
    The code and status of the error that a call ends in.
    """
    try:
        await done(call())
    except errors.APIError as error:
        return f"{error.code} {error.status} {error.message}"
    return "no error"


async def waited(files, name):
    """
    The states that a file is seen in until it is active.
    """
    states = []
    while not states or states[-1] != "ACTIVE":
        file = await done(files.get(name=name))
        states.append(getattr(file.state, "name", file.state))
    return " ".join(states)


async def listed(files):
    """
    The names of all files, two at a time.
    """
    pager = await done(files.list(config={"page_size": 2}))
    if hasattr(pager, "__aiter__"):
        return [file.name async for file in pager]
    return [file.name for file in pager]


async def main(picture, files):
    """
    Prints what became of each call.
    """
    image = await done(files.upload(file=picture, config={"display_name": "A picture"}))
    print("picture", image.name, image.mime_type, image.size_bytes, image.state.name)
    data = hashlib.shake_128(b"a film of nothing").digest(FILM)
    config = {"mime_type": "video/mp4", "name": "my-film"}
    film = await done(files.upload(file=io.BytesIO(data), config=config))
    print("film", film.name, film.size_bytes, film.state.name, film.sha256_hash)
    print("states", await waited(files, film.name))
    for n in range(3):
        config = {"mime_type": "text/plain"}
        await done(files.upload(file=io.BytesIO(b"text %d" % n), config=config))
    print("clash", await told(lambda: files.upload(file=picture, config={"name": "my-film"})))
    names = await listed(files)
    print("listed", len(names), len(set(names)))
    print("downloaded", hashlib.sha256(await done(files.download(file=film.name))).hexdigest())
    for name in names:
        await done(files.delete(name=name))
    print("left", await listed(files))
    print("gone", await told(lambda: files.get(name="my-film")))


if __name__ == "__main__":
    client = genai.Client(api_key=os.environ["GEMINI_API_KEY"])
    its = client.aio.files if "--async" in sys.argv else client.files
    asyncio.run(main(sys.argv[1], its))
    client.close()
