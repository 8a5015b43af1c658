// The answer as it comes: events open steps, add to them, close them.
import { GoogleGenAI } from '@google/genai'

const client = new GoogleGenAI({})

const stream = await client.interactions.create({
  model: 'gemini-2.5-flash',
  input: 'Explain to a sailor how a transistor works.',
  stream: true,
})

for await (const event of stream) {
  if (event.event_type === 'step.start') {
    console.log(`\n[${event.step.type}]`)
  } else if (event.event_type === 'step.delta' && event.delta.type === 'text') {
    process.stdout.write(event.delta.text)
  } else if (event.event_type === 'interaction.completed') {
    const { status, usage } = event.interaction
    console.log(`\n\n${status}, ${usage.total_tokens} tokens`)
  }
}
