// A function call in a conversation that the client keeps itself.
import { GoogleGenAI } from '@google/genai'

const client = new GoogleGenAI({})
const model = 'gemini-2.5-flash'

const tool = {
  type: 'function',
  name: 'book_table',
  description: 'Books a table at the restaurant.',
  parameters: {
    type: 'object',
    properties: {
      guests: { type: 'integer', description: 'How many people come' },
      date: { type: 'string', description: 'The day, such as 2026-03-01' },
      time: { type: 'string', description: 'The hour, such as 19:30' },
    },
    required: ['guests', 'date', 'time'],
  },
}

const text = 'Book a table for 4 guests on 2026-05-09 at 20:00.'
const input = [{ type: 'user_input', content: [{ type: 'text', text }] }]

const first = await client.interactions.create({ model, input, tools: [tool], store: false })
input.push(...first.steps)

for (const step of first.steps) {
  if (step.type === 'function_call') {
    const wish = step.arguments
    console.log(`calls: ${step.name}(${wish.guests}, ${wish.date}, ${wish.time})`)
    const result = { booked: true, table: 7 }
    input.push({ type: 'function_result', call_id: step.id, name: step.name, result })
  }
}

const second = await client.interactions.create({ model, input, tools: [tool], store: false })
console.log('gemini:', second.output_text)
