import type { DeviceFlowView } from '@device-flow/machine'
import { describe, expect, test } from 'vitest'
import { encodeJsonLine } from '../src/json/json-line.ts'
import { createBlipLines } from '../src/login/json-lines.ts'

// Controls, separators, and what is not seen: formats, fillers, joiners, selectors, tags, a blank, private and broken characters.
const hidden = [
  0x07, 0x1b, 0x7f, 0x9b, 0xad, 0x34f, 0x61c, 0x115f, 0x180b, 0x200b, 0x200f, 0x2028, 0x2029, 0x202e, 0x2066, 0x2800,
  0x3164, 0xd800, 0xe000, 0xfe0f, 0xfeff, 0xffa0, 0xe0041,
]

function requesting(blips: number): DeviceFlowView {
  return { status: 'requesting', blips, lastBlip: blips > 0 ? 'offline' : undefined }
}

describe('a line of --json', () => {
  test('tells a blip each time when the row of them grows, and a new row from its beginning (D2)', () => {
    const toLine = createBlipLines()
    const counts = [0, 1, 1, 2, 0, 1].map((blips) => toLine(requesting(blips))?.['count'])
    expect(counts).toEqual([undefined, 1, undefined, 2, undefined, 1])
    expect(toLine({ status: 'idle', restoring: false })).toBeUndefined()
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
