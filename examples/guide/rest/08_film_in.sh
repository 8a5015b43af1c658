# A film beside the question.
api=${GOOGLE_GEMINI_BASE_URL:-https://generativelanguage.googleapis.com}

curl -sS --fail-with-body "$api/v1/interactions" \
  -H "x-goog-api-key: $GEMINI_API_KEY" \
  -H "content-type: application/json" \
  -d @- <<END
{
  "model": "gemini-2.5-flash",
  "input": [
    {"type": "text", "text": "Tell what happens in this clip, second by second."},
    {"type": "video", "mime_type": "video/mp4", "data": "$(base64 < clip.mp4 | tr -d '\n')"}
  ]
}
END
