"""
What a model sees of the media it is given: their type and size, measured once for each answer.

Looks at what stands in the request and at uploaded files; what lies elsewhere is never fetched.
"""

from __future__ import annotations

from mockgemini.synthesize.media.given import decode
from mockgemini.synthesize.media.reading import Reading, read
from mockgemini.synthesize.scene import Scene
from mockgemini.wire.outcome import Media
from mockgemini.wire.refusal import Refused


class Sight:
    """
    Measures the media of one scene.
    """

    __slots__ = ("_files", "_seen")

    def __init__(self, scene: Scene) -> None:
        self._files = scene.files
        self._seen: dict[int, tuple[Media, Reading]] = {}

    def of(self, media: Media) -> Reading:
        """
        What can be told of it; nothing of what lies elsewhere or is no media.
        """
        known = self._seen.get(id(media))
        if known is None:
            # The media itself is kept as well, so that its id stays its own.
            known = self._seen[id(media)] = (media, self._measured(media))
        return known[1]

    def file_name(self, media: Media) -> str | None:
        """
        What the uploaded file is called that this refers to; None where it refers to none.
        """
        file = self._files(media.uri) if media.uri else None
        return None if file is None else file.display_name or file.name

    def _measured(self, media: Media) -> Reading:
        if media.data is not None:
            try:
                return read(decode(media.data))
            except Refused:
                return Reading()
        file = self._files(media.uri) if media.uri else None
        return Reading() if file is None else file.reading
