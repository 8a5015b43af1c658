// A conversation that the client keeps itself: every request tells it from the start.
//
// The model's steps go back as they came, thoughts and their signatures included.
import { GoogleGenAI } from '@google/genai'

const client = new GoogleGenAI({})
const said = (text) => ({ type: 'user_input', content: [{ type: 'text', text }] })
const model = 'gemini-2.5-flash'

const history = [said('List three rivers of Portugal, the longest first.')]
const first = await client.interactions.create({ model, input: history, store: false })
console.log('gemini:', first.output_text)

history.push(...first.steps)
history.push(said('Which city lies at the mouth of the second one?'))
const second = await client.interactions.create({ model, input: history, store: false })
console.log('gemini:', second.output_text)
