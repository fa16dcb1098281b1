import type { AwaitingUserView, DeviceFlowView } from '@device-flow/machine'
import { describe, expect, test } from 'vitest'
import { encodeJsonLine } from '../src/json/json-line.ts'
import { inWordsOfCommand } from '../src/login/command-words-prompt.ts'
import { createBlipLines, createHintLines } from '../src/login/json-lines.ts'

// Controls, separators, and what is not seen: formats, fillers, joiners, selectors, tags, a blank, private and broken characters.
const hidden = [
  0x07, 0x1b, 0x7f, 0x9b, 0xad, 0x34f, 0x61c, 0x115f, 0x180b, 0x200b, 0x200f, 0x2028, 0x2029, 0x202e, 0x2066, 0x2800,
  0x3164, 0xd800, 0xe000, 0xfe0f, 0xfeff, 0xffa0, 0xe0041,
]

function requesting(blips: number): DeviceFlowView {
  return { status: 'requesting', blips, lastBlip: blips > 0 ? 'offline' : undefined, lastBlipDescription: undefined }
}

const waiting: AwaitingUserView = {
  status: 'awaitingUser',
  userCode: 'WDJB-MJHT',
  verificationUri: 'https://id.example.com/activate',
  verificationUriComplete: undefined,
  expiresAt: 900_000,
  receivedAt: 0,
  intervalMs: 5000,
  blips: 0,
  lastBlip: undefined,
  lastBlipDescription: undefined,
  outage: false,
  advice: undefined,
}

describe('a line of --json', () => {
  test('tells a blip each time when the row of them grows, and a new row from its beginning (D2)', () => {
    const toLine = createBlipLines()
    const counts = [0, 1, 1, 2, 0, 1].map((blips) => toLine(requesting(blips))?.['count'])
    expect(counts).toEqual([undefined, 1, undefined, 2, undefined, 1])
    expect(toLine({ status: 'idle', restoring: false })).toBeUndefined()
  })

  test('tells what the server said of a blip (D1)', () => {
    const said = { blips: 1, lastBlip: 'serverError', lastBlipDescription: 'user not found' } as const
    expect(createBlipLines()({ ...waiting, ...said })).toEqual({
      type: 'blip',
      reason: 'server_error',
      count: 1,
      error_description: 'user not found',
    })
  })

  test('tells once a code what may keep the person (C7)', () => {
    const toLine = createHintLines()
    const advice = { text: 'Look at the page.', provider: 'Example' }
    const views = [undefined, advice, advice, undefined, advice].map((each) => ({ ...waiting, advice: each }))
    expect(views.map((view) => toLine(view)).map((line) => line && JSON.parse(encodeJsonLine(line)))).toEqual([
      undefined,
      { type: 'hint', provider: 'Example', message: 'Look at the page.' },
      undefined,
      undefined,
      { type: 'hint', provider: 'Example', message: 'Look at the page.' },
    ])
  })

  test('tells what may keep the person in words of the command (C7)', () => {
    const text = "Nothing has come: set the option clientAuth.method: 'client_secret_post'."
    expect(createHintLines()({ ...waiting, advice: { text } })).toMatchObject({
      message: 'Nothing has come: give --client-auth client_secret_post.',
    })
    let shown: DeviceFlowView | undefined
    const prompt = inWordsOfCommand({ onPrompt() {}, onChange: (view) => void (shown = view) })
    prompt.onChange({ ...waiting, advice: { text } })
    expect(shown).toMatchObject({ advice: { text: 'Nothing has come: give --client-auth client_secret_post.' } })
  })

  test('is one line of characters that are seen and that no terminal obeys, and says the same to a parser (H2)', () => {
    const message = `a\n${String.fromCodePoint(...hidden)}é👩‍💻`
    const text = encodeJsonLine({ type: 'error', message })
    const line = Array.from(text.slice(0, -1), (character) => character.codePointAt(0) ?? 0)
    expect(line.filter((codePoint) => hidden.includes(codePoint) || codePoint < 0x20)).toEqual([])
    expect(text).toMatch(/é.*\n$/)
    expect(JSON.parse(text)).toEqual({ type: 'error', message })
  })
})
