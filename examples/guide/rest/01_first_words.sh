# The smallest request there is: one question to a model, one answer.
api=${GOOGLE_GEMINI_BASE_URL:-https://generativelanguage.googleapis.com}

curl -sS --fail-with-body "$api/v1/interactions" \
  -H "x-goog-api-key: $GEMINI_API_KEY" \
  -H "content-type: application/json" \
  -d '{
    "model": "gemini-3.1-pro-preview",
    "input": "Write a limerick about a compiler that never complains."
  }'
