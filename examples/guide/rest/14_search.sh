# Google Search as a tool of the model's: the searches, the text, and what the text cites.
api=${GOOGLE_GEMINI_BASE_URL:-https://generativelanguage.googleapis.com}

curl -sS --fail-with-body "$api/v1/interactions" \
  -H "x-goog-api-key: $GEMINI_API_KEY" \
  -H "content-type: application/json" \
  -d '{
    "model": "gemini-2.5-flash",
    "input": "Who won the most recent chess world championship?",
    "tools": [{"type": "google_search"}]
  }'
