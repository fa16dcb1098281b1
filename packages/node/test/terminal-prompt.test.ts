import { stripVTControlCharacters } from 'node:util'
import { encode } from 'uqr'
import { describe, expect, test } from 'vitest'
import { plainLines, prompt, screen } from './screen.ts'

/** How many lines a terminal of that width needs. */
function rowsOf(text: string, columns: number): number {
  return stripVTControlCharacters(text)
    .trimEnd()
    .split('\n')
    .reduce((rows, line) => rows + Math.max(1, Math.ceil(line.length / columns)), 0)
}

/** A QR code alone is in the fixed white. */
const QR_BEGINNING = '\u{1b}[38;5;231'

function qrLines(text: string): string[] {
  const pieces = text.split(QR_BEGINNING).slice(1)
  return pieces.map((piece) => piece.slice(piece.indexOf('m') + 1, piece.indexOf('\u{1b}')))
}

function withoutQr(text: string): string {
  return qrLines(text).reduce((rest, line) => rest.replace(line, ''), text)
}

const hasQr = (text: string): boolean => qrLines(text).length > 0

describe('on a terminal', () => {
  test('the code stands in large letters and verbatim, the URI on a line of its own', () => {
    const { onPrompt, written } = screen({ qr: false })
    onPrompt({ ...prompt, userCode: 'A-1' })
    const lines = plainLines(written())
    expect(lines).toContain('A-1')
    expect(lines).toContain('https://id.example.com/activate')
    expect(lines.filter((line) => /[█▀▄]/.test(line))).toEqual([
      '▄▀▀▀▄        ▄█',
      '█   █ ▄▄▄▄▄   █',
      '█▀▀▀█         █',
      '▀   ▀        ▀▀▀',
    ])
  })

  test('a code with characters that have no large letter is shown verbatim alone', () => {
    const { onPrompt, written } = screen({ qr: false })
    onPrompt({ ...prompt, userCode: 'wdjb_mjht' })
    expect(written()).not.toMatch(/[█▀▄]/)
  })

  test.each([
    [120, 40, 'large letters and a QR code'],
    [100, 30, 'large letters and a QR code'],
    [100, 20, 'large letters and a QR code'],
    [80, 35, 'large letters and a QR code'],
    [80, 24, 'large letters and a QR code'],
    [56, 35, 'large letters and a QR code'],
    [80, 20, 'large letters'],
    [60, 20, 'large letters'],
    [58, 9, 'large letters'],
    [40, 26, 'a QR code'],
    [40, 15, 'neither'],
    [34, 50, 'neither'],
    [80, 8, 'neither'],
    [20, 10, 'neither'],
  ])('of %i × %i there is room for %s, and all is seen at a glance (G9)', (columns, rows, what) => {
    const { onPrompt, written } = screen({ columns, rows })
    onPrompt(prompt)
    const text = written()
    const qr = qrLines(text)
    const hasLetters = /[█▀▄]/.test(withoutQr(text))
    const shown = [hasLetters && 'large letters', qr.length > 0 && 'a QR code'].filter(Boolean).join(' and ')
    expect(shown || 'neither').toBe(what)
    expect(plainLines(text).join(' ')).toContain('WDJB-MJHT')
    expect(rowsOf(text, columns) + 1).toBeLessThanOrEqual(rows)
    const drawn = plainLines(text).filter((line) => /[█▀▄]/.test(line))
    expect(Math.max(0, ...drawn.map((line) => line.length))).toBeLessThanOrEqual(columns - 2)
  })

  test('a QR code beside the text stands in one column, set off from the large letters', () => {
    const { onPrompt, written } = screen({ columns: 80, rows: 24 })
    onPrompt(prompt)
    const all = written().split('\n')
    const lines = all.slice(0, 17)
    const starts = lines.map((line) => stripVTControlCharacters(line.slice(0, line.indexOf(QR_BEGINNING))).length)
    expect(new Set(starts)).toEqual(new Set([45]))
    expect(lines.join('\n')).toContain('and enter this code:')
    expect(all[17]).toBe('')
    expect(all[18]).toMatch(/[█▀▄]/)
  })

  test('a narrow terminal breaks sentences between words, and leaves the URI whole', () => {
    const { onPrompt, written } = screen({ columns: 20, rows: 10 })
    onPrompt(prompt)
    expect(plainLines(written())).toEqual([
      'To sign in, open',
      'this page in a',
      'browser, on any',
      'device:',
      'https://id.example.com/activate',
      'and enter this',
      'code:',
      'WDJB-MJHT',
      '',
    ])
  })

  test('the QR code is black on white whatever the theme, and holds the complete URI (G9)', () => {
    const { onPrompt, written } = screen()
    onPrompt(prompt)
    const dots = qrLines(written()).flatMap((line) => {
      const cells = Array.from(line)
      return [cells.map((cell) => !'█▀'.includes(cell)), cells.map((cell) => !'█▄'.includes(cell))]
    })
    const { data } = encode(prompt.verificationUriComplete ?? '', { border: 2 })
    // The lower half of the last line is outside of the code.
    expect(dots.slice(0, -1)).toEqual(data)
  })

  test('no QR code is shown on demand, nor for a URI that must not be opened (H1)', () => {
    const without = screen({ qr: false })
    without.onPrompt(prompt)
    expect(hasQr(without.written())).toBe(false)
    for (const verificationUriComplete of ['javascript:alert(1)', 'https://id.example.com@evil.example/']) {
      const { onPrompt, written } = screen()
      onPrompt({ ...prompt, verificationUriComplete })
      expect(hasQr(written())).toBe(false)
    }
  })

  test('a code too long for large letters is shown whole', () => {
    const userCode = 'ABCD-'.repeat(20)
    const { onPrompt, written } = screen()
    onPrompt({ ...prompt, userCode })
    expect(plainLines(written())).toContain(userCode)
  })
})
