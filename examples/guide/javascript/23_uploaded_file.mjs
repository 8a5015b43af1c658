// A file that is uploaded once, and then used by its address.
import { setTimeout as sleep } from 'node:timers/promises'
import { GoogleGenAI } from '@google/genai'

const client = new GoogleGenAI({})

let file = await client.files.upload({ file: 'clip.mp4', config: { mimeType: 'video/mp4' } })
while (file.state === 'PROCESSING') {
  await sleep(200)
  file = await client.files.get({ name: file.name })
}
console.log('file:', file.state, file.mimeType)

const interaction = await client.interactions.create({
  model: 'gemini-2.5-flash',
  input: [
    { type: 'video', uri: file.uri, mime_type: file.mimeType },
    { type: 'text', text: 'Is there music in it?' },
  ],
})

console.log(interaction.output_text)
await client.files.delete({ name: file.name })
