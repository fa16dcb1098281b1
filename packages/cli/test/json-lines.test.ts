import type { DeviceFlowView } from '@device-flow/machine'
import { describe, expect, test } from 'vitest'
import { createBlipLines, encodeJsonLine } from '../src/json-lines.ts'

function requesting(blips: number): DeviceFlowView {
  return { status: 'requesting', blips, lastBlip: blips > 0 ? 'offline' : undefined }
}

describe('a line of --json', () => {
  test('tells a blip each time when the row of them grows, and a new row from its beginning (D2)', () => {
    const toLine = createBlipLines()
    const counts = [0, 1, 1, 2, 0, 1].map((blips) => toLine(requesting(blips))?.['count'])
    expect(counts).toEqual([undefined, 1, undefined, 2, undefined, 1])
    expect(toLine({ status: 'idle' })).toBeUndefined()
  })

  test('is one line of characters that no terminal obeys, and says the same to a parser (H2)', () => {
    const message = 'a\n\u{1b}[2J\u{9b}\u{202e}\u{2028}\u{e0041}\u{d800}é👩‍💻'
    const text = encodeJsonLine({ type: 'error', message })
    expect(text.slice(0, -1).match(/[\p{C}\p{Zl}\p{Zp}]/gu)).toBeNull()
    expect(text).toMatch(/é.*\n$/)
    expect(JSON.parse(text)).toEqual({ type: 'error', message })
  })
})
