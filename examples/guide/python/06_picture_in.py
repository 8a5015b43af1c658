"""
A picture beside the question, as base64.
"""

import base64
from pathlib import Path

from google import genai

client = genai.Client()

picture = base64.b64encode(Path("street.png").read_bytes()).decode()

interaction = client.interactions.create(
    model="gemini-2.5-flash",
    input=[
        {"type": "text", "text": "What can be seen here?"},
        {"type": "image", "data": picture, "mime_type": "image/png"},
    ],
)

print(interaction.output_text)
