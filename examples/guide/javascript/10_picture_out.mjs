// A picture instead of words: the format of the response says so.
import { writeFileSync } from 'node:fs'
import { GoogleGenAI } from '@google/genai'

const client = new GoogleGenAI({})

const interaction = await client.interactions.create({
  model: 'gemini-3.1-flash-image-preview',
  input: 'Draw a lighthouse made of books.',
  response_format: { type: 'image', mime_type: 'image/jpeg', aspect_ratio: '16:9' },
})

for (const step of interaction.steps) {
  for (const content of step.type === 'model_output' ? step.content : []) {
    if (content.type === 'image') {
      const picture = Buffer.from(content.data, 'base64')
      writeFileSync('lighthouse.jpg', picture)
      console.log(`lighthouse.jpg: ${content.mime_type}, ${picture.length} bytes`)
    }
  }
}
