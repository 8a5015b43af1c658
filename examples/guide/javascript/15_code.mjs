// Code that the model writes and runs itself.
import { GoogleGenAI } from '@google/genai'

const client = new GoogleGenAI({})

const interaction = await client.interactions.create({
  model: 'gemini-2.5-flash',
  input: 'What is the sum of the first 40 prime numbers?',
  tools: [{ type: 'code_execution' }],
})

for (const step of interaction.steps) {
  if (step.type === 'code_execution_call') console.log(step.arguments.code)
  if (step.type === 'code_execution_result') console.log('result:', step.result)
}
console.log(interaction.output_text)
