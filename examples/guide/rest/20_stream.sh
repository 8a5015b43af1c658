# The answer as it comes: events open steps, add to them, close them.
api=${GOOGLE_GEMINI_BASE_URL:-https://generativelanguage.googleapis.com}

curl -sS --fail-with-body --no-buffer "$api/v1/interactions?alt=sse" \
  -H "x-goog-api-key: $GEMINI_API_KEY" \
  -H "content-type: application/json" \
  -d '{
    "model": "gemini-2.5-flash",
    "input": "Explain to a sailor how a transistor works.",
    "stream": true
  }'
