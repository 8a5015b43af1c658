// The model asks for a function of ours; what it gave goes back, and the model answers.
import { GoogleGenAI } from '@google/genai'

const client = new GoogleGenAI({})
const model = 'gemini-2.5-flash'

const tool = {
  type: 'function',
  name: 'get_tide',
  description: 'When the tide is high at a harbour.',
  parameters: {
    type: 'object',
    properties: { harbour: { type: 'string', description: 'The town, such as Nazaré' } },
    required: ['harbour'],
  },
}

// What a real program would look up.
const getTide = ({ harbour }) => `High water at ${harbour} is at 17:40.`

const interaction = await client.interactions.create({
  model,
  input: 'When is the tide high in Lagos?',
  tools: [tool],
})

for (const step of interaction.steps) {
  if (step.type === 'function_call') {
    console.log(`calls: ${step.name}(${step.arguments.harbour})`)
    const answer = await client.interactions.create({
      model,
      previous_interaction_id: interaction.id,
      tools: [tool],
      input: [
        {
          type: 'function_result',
          call_id: step.id,
          name: step.name,
          result: getTide(step.arguments),
        },
      ],
    })
    console.log('gemini:', answer.output_text)
  }
}
