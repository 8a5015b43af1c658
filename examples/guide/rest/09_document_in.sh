# A PDF beside the question.
api=${GOOGLE_GEMINI_BASE_URL:-https://generativelanguage.googleapis.com}

curl -sS --fail-with-body "$api/v1/interactions" \
  -H "x-goog-api-key: $GEMINI_API_KEY" \
  -H "content-type: application/json" \
  -d @- <<END
{
  "model": "gemini-2.5-flash",
  "input": [
    {"type": "text", "text": "How many pages has this paper, and what does it argue?"},
    {"type": "document", "mime_type": "application/pdf", "data": "$(base64 < paper.pdf | tr -d '\n')"}
  ]
}
END
