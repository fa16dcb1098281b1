import { almostJson, fuzz, FUZZ_TIMEOUT_MS, strangeText } from '@device-flow/untrusted/fuzz'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readTranscript, TranscriptError, type Transcript } from '../src/index.ts'
import { runLogin } from './logins.ts'
import { collect } from './support.ts'

const { messages, transport } = collect()
await runLogin('refresh', { transports: [transport] })

const message = fc.constantFrom(...messages).chain((one) => almostJson({ ...one }))
const header = fc.oneof(
  fc.constant('{"type":"device-flow-transcript","version":1}'),
  almostJson({ type: 'device-flow-transcript', version: 1 }),
)
const transcript = fc
  .tuple(
    header,
    fc.array(fc.oneof(message, message, strangeText), { maxLength: 12 }),
    fc.constantFrom('\n', '\r\n', '\r', '\n\n'),
  )
  .map(([first, rest, end]) => [first, ...rest].join(end))

/** What could be read of a text; of what is no transcript at all, nothing. */
function transcriptIn(text: string): Transcript {
  try {
    return readTranscript(text)
  } catch (error) {
    if (error instanceof TranscriptError) return { messages: [], problems: [] }
    throw error
  }
}

test(
  'whatever stands in a transcript: messages and problems that name their lines, or a typed error',
  () => {
    fc.assert(
      fc.property(transcript, (text) => {
        const read = transcriptIn(text)
        expect(read.problems.length).toBeLessThanOrEqual(101)
        for (const { line } of read.problems) expect(line).toBeGreaterThan(0)
        for (const { at } of read.messages) expect(() => new Date(at).toISOString()).not.toThrow()
      }),
      fuzz(300),
    )
  },
  FUZZ_TIMEOUT_MS,
)
