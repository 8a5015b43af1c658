# A conversation that the server remembers: the second request names the first.
api=${GOOGLE_GEMINI_BASE_URL:-https://generativelanguage.googleapis.com}

ask() {
  curl -sS --fail-with-body "$api/v1/interactions" \
    -H "x-goog-api-key: $GEMINI_API_KEY" \
    -H "content-type: application/json" \
    -d "$1"
}

first=$(ask '{"model": "gemini-2.5-flash", "input": "I am Ada, and I keep bees on the roof."}')
id=$(printf '%s' "$first" | sed 's/.*"id":"\(v1_[^"]*\)".*/\1/')

ask '{
  "model": "gemini-2.5-flash",
  "input": "What do I keep on the roof?",
  "previous_interaction_id": "'"$id"'"
}'
