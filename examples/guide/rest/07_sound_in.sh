# A recording of a voice beside the question.
api=${GOOGLE_GEMINI_BASE_URL:-https://generativelanguage.googleapis.com}

curl -sS --fail-with-body "$api/v1/interactions" \
  -H "x-goog-api-key: $GEMINI_API_KEY" \
  -H "content-type: application/json" \
  -d @- <<END
{
  "model": "gemini-2.5-flash",
  "input": [
    {"type": "text", "text": "Who is speaking, and about what?"},
    {"type": "audio", "mime_type": "audio/wav", "data": "$(base64 < greeting.wav | tr -d '\n')"}
  ]
}
END
