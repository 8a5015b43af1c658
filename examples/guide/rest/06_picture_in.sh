# A picture beside the question, as base64.
api=${GOOGLE_GEMINI_BASE_URL:-https://generativelanguage.googleapis.com}

curl -sS --fail-with-body "$api/v1/interactions" \
  -H "x-goog-api-key: $GEMINI_API_KEY" \
  -H "content-type: application/json" \
  -d @- <<END
{
  "model": "gemini-2.5-flash",
  "input": [
    {"type": "text", "text": "What can be seen here?"},
    {"type": "image", "mime_type": "image/png", "data": "$(base64 < street.png | tr -d '\n')"}
  ]
}
END
