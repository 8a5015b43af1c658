"""
A picture instead of words: the format of the response says so.
"""

import base64
from pathlib import Path

from google import genai

client = genai.Client()

interaction = client.interactions.create(
    model="gemini-3.1-flash-image-preview",
    input="Draw a lighthouse made of books.",
    response_format={"type": "image", "mime_type": "image/jpeg", "aspect_ratio": "16:9"},
)

for step in interaction.steps:
    for content in step.content if step.type == "model_output" else []:
        if content.type == "image":
            picture = base64.b64decode(content.data)
            Path("lighthouse.jpg").write_bytes(picture)
            print(f"lighthouse.jpg: {content.mime_type}, {len(picture)} bytes")
