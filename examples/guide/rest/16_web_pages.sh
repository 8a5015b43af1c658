# Web pages that the model reads before it answers.
api=${GOOGLE_GEMINI_BASE_URL:-https://generativelanguage.googleapis.com}

curl -sS --fail-with-body "$api/v1/interactions" \
  -H "x-goog-api-key: $GEMINI_API_KEY" \
  -H "content-type: application/json" \
  -d '{
    "model": "gemini-2.5-flash",
    "input": "What does https://www.rfc-editor.org/rfc/rfc1149 propose?",
    "tools": [{"type": "url_context"}]
  }'
