# An interaction that is over can be looked at again, with what was asked.
api=${GOOGLE_GEMINI_BASE_URL:-https://generativelanguage.googleapis.com}

asked=$(curl -sS --fail-with-body "$api/v1/interactions" \
  -H "x-goog-api-key: $GEMINI_API_KEY" \
  -H "content-type: application/json" \
  -d '{"model": "gemini-2.5-flash", "input": "Which river runs through Lisbon?"}')
id=$(printf '%s' "$asked" | sed 's/.*"id":"\(v1_[^"]*\)".*/\1/')

curl -sS --fail-with-body "$api/v1/interactions/$id?include_input=true" \
  -H "x-goog-api-key: $GEMINI_API_KEY"
