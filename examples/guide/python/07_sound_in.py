"""
A recording of a voice beside the question.
"""

import base64
from pathlib import Path

from google import genai

client = genai.Client()

sound = base64.b64encode(Path("greeting.wav").read_bytes()).decode()

interaction = client.interactions.create(
    model="gemini-2.5-flash",
    input=[
        {"type": "text", "text": "Who is speaking, and about what?"},
        {"type": "audio", "data": sound, "mime_type": "audio/wav"},
    ],
)

print(interaction.output_text)
