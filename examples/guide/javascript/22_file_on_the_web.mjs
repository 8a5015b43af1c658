// A picture that lies on the web, by its address.
import { GoogleGenAI } from '@google/genai'

const client = new GoogleGenAI({})

const interaction = await client.interactions.create({
  model: 'gemini-2.5-flash',
  input: [
    { type: 'image', uri: 'https://www.gstatic.com/webp/gallery/1.jpg' },
    { type: 'text', text: 'Where may this have been taken?' },
  ],
})

console.log(interaction.output_text)
