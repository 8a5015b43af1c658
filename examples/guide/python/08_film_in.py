"""
A film beside the question.
"""

import base64
from pathlib import Path

from google import genai

client = genai.Client()

film = base64.b64encode(Path("clip.mp4").read_bytes()).decode()

interaction = client.interactions.create(
    model="gemini-2.5-flash",
    input=[
        {"type": "text", "text": "Tell what happens in this clip, second by second."},
        {"type": "video", "data": film, "mime_type": "video/mp4"},
    ],
)

print(interaction.output_text)
