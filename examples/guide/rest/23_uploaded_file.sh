# A file that is uploaded once, and then used by its address.
api=${GOOGLE_GEMINI_BASE_URL:-https://generativelanguage.googleapis.com}

begun=$(curl -sS --fail-with-body -D - -o upload.txt -X POST "$api/upload/v1beta/files" \
  -H "x-goog-api-key: $GEMINI_API_KEY" \
  -H "x-goog-upload-protocol: resumable" \
  -H "x-goog-upload-command: start" \
  -H "x-goog-upload-header-content-length: $(wc -c < clip.mp4 | tr -d ' ')" \
  -H "x-goog-upload-header-content-type: video/mp4" \
  -H "content-type: application/json" \
  -d '{"file": {"display_name": "clip"}}')
upload=$(printf '%s' "$begun" | tr -d '\r' | grep -i '^x-goog-upload-url:' | sed 's/^[^:]*: *//')

file=$(curl -sS --fail-with-body -X POST "$upload" \
  -H "x-goog-upload-offset: 0" \
  -H "x-goog-upload-command: upload, finalize" \
  --data-binary @clip.mp4)
uri=$(printf '%s' "$file" | sed -n 's/.*"uri": *"\([^"]*\)".*/\1/p')
name=${uri##*/}

until printf '%s' "$file" | grep -q '"ACTIVE"'; do
  sleep 1
  file=$(curl -sS --fail-with-body "$api/v1beta/files/$name" -H "x-goog-api-key: $GEMINI_API_KEY")
done

curl -sS --fail-with-body "$api/v1/interactions" \
  -H "x-goog-api-key: $GEMINI_API_KEY" \
  -H "content-type: application/json" \
  -d '{
    "model": "gemini-2.5-flash",
    "input": [
      {"type": "video", "uri": "'"$uri"'", "mime_type": "video/mp4"},
      {"type": "text", "text": "Is there music in it?"}
    ]
  }'
