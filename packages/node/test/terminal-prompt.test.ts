import { stripVTControlCharacters } from 'node:util'
import { DeviceFlowError } from '@device-flow/machine'
import type { AwaitingUserView, DeviceFlowView } from '@device-flow/machine'
import { createVirtualClock, virtualEpoch } from '@device-flow/testing'
import type { VirtualClock } from '@device-flow/testing'
import { encode } from 'uqr'
import { describe, expect, test } from 'vitest'
import { terminalPrompt } from '../src/index.ts'
import type { DevicePrompt, PromptHandlers, TerminalPromptOptions } from '../src/index.ts'

interface Screen extends PromptHandlers {
  clock: VirtualClock
  /** All that was written since the last call. */
  written(): string
}

function screen({
  isTTY = true,
  columns = 100,
  rows = 50,
  ...options
}: TerminalPromptOptions & { isTTY?: boolean; columns?: number; rows?: number } = {}): Screen {
  let output = ''
  const clock = createVirtualClock()
  const stream = { isTTY, columns, rows, write: (text: string) => void (output += text) }
  const handlers = terminalPrompt({ stream, env: {}, clock, ...options })
  const written = (): string => {
    const since = output
    output = ''
    return since
  }
  return { ...handlers, clock, written }
}

const prompt: DevicePrompt = {
  userCode: 'WDJB-MJHT',
  verificationUri: 'https://id.example.com/activate',
  verificationUriComplete: 'https://id.example.com/activate?user_code=WDJB-MJHT',
  expiresAt: virtualEpoch + 900_000,
  expiresInSeconds: 900,
  intervalMs: 5000,
}

const waiting: AwaitingUserView = {
  status: 'awaitingUser',
  userCode: prompt.userCode,
  codeGroups: ['WDJB', 'MJHT'],
  spokenCode: 'W D J B, M J H T',
  verificationUri: prompt.verificationUri,
  verificationUriComplete: prompt.verificationUriComplete,
  expiresAt: prompt.expiresAt,
  receivedAt: virtualEpoch,
  intervalMs: 5000,
  blips: 0,
  lastBlip: undefined,
}

function authorized(claims: Record<string, string>): DeviceFlowView {
  const idToken = { iss: '', sub: 'person-1', aud: '', iat: 0, exp: 0, ...claims }
  return { status: 'authorized', claims: idToken, scope: undefined, accessTokenExpiresAt: undefined, refreshing: false }
}

function plainLines(text: string): string[] {
  return stripVTControlCharacters(text)
    .split('\n')
    .map((line) => line.trim())
}

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

// Controls, separators, and what is not seen: formats, fillers, joiners, selectors, tags, a blank, private and broken characters.
const hidden = [
  0x07, 0x1b, 0x7f, 0x9b, 0xad, 0x34f, 0x61c, 0x115f, 0x180b, 0x200b, 0x200f, 0x2028, 0x2029, 0x202e, 0x2066, 0x2800,
  0x3164, 0xd800, 0xe000, 0xfe0f, 0xfeff, 0xffa0, 0xe0041,
]

const unsafe = (text: string): number[] =>
  Array.from(text.replaceAll('\n', ''), (character) => character.codePointAt(0) ?? 0).filter(
    (codePoint) => codePoint < 0x20 || hidden.includes(codePoint),
  )

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

  test('the time left is told once a second in one line, and stops at the end (I5)', async () => {
    const { onPrompt, onChange, clock, written } = screen()
    onPrompt(prompt)
    onChange(waiting)
    expect(written()).toContain('Waiting for you · 15:00 left')
    await clock.advance(2000)
    const ticks = written()
    expect(ticks).toBe(
      ['14:59', '14:58'].map((left) => `\r\u{1b}[2K\u{1b}[2m  Waiting for you · ${left} left\u{1b}[0m`).join(''),
    )
    await clock.advance(900_000)
    expect(written()).toContain('Asking one last time …')
    expect(clock.pendingTimers).toBe(0)
  })

  test('blips are counted calmly, and forgotten when an answer comes', () => {
    const { onPrompt, onChange, written } = screen()
    onPrompt(prompt)
    onChange({ ...waiting, blips: 1, lastBlip: 'timeout' })
    expect(written()).toContain('15:00 left · 1 blip (no answer in time), trying again')
    onChange({ ...waiting, blips: 2, lastBlip: 'offline' })
    expect(written()).toContain('15:00 left · 2 blips (no connection), trying again')
    onChange(waiting)
    expect(written()).not.toContain('blip')
  })

  test.each([
    [80, '  Waiting for you · 15:00 left · 3 blips (no connection), trying again'],
    [60, '  Waiting for you · 15:00 left · 3 blips'],
    [40, '  15:00 left · 3 blips'],
    [20, '  15:00 left'],
    [8, '  15:00'],
  ])('the last line of %i columns never wraps, and keeps the time left', (columns, line) => {
    const { onChange, written } = screen({ columns })
    onChange({ ...waiting, blips: 3, lastBlip: 'offline' })
    expect(stripVTControlCharacters(written()).trim()).toBe(line.trim())
    expect(line.length).toBeLessThan(columns)
  })

  test('the last try and the request for a code are told on a narrow terminal as well', async () => {
    const { onChange, clock, written } = screen({ columns: 20 })
    onChange({ status: 'requesting', blips: 0, lastBlip: undefined })
    expect(written()).toContain('  Asking …')
    onChange(waiting)
    await clock.advance(900_000)
    expect(written()).toContain('  Last try …')
  })

  test('hours that are left are told as hours', () => {
    const { onChange, written } = screen()
    onChange({ ...waiting, expiresAt: virtualEpoch + 86_399_000 })
    expect(written()).toContain('Waiting for you · 23:59:59 left')
  })

  test('the outcome stands in the place of the last line, once, and no timer is left', async () => {
    const { onPrompt, onChange, clock, written } = screen()
    onPrompt(prompt)
    onChange(waiting)
    written()
    onChange(authorized({ name: 'Ada' }))
    expect(written()).toBe('\r\u{1b}[2K  \u{1b}[32m✔\u{1b}[0m \u{1b}[1mSigned in as Ada.\u{1b}[0m\n')
    onChange(authorized({ name: 'Ada' }))
    onChange({ status: 'idle' })
    expect(clock.pendingTimers).toBe(0)
    expect(written()).toBe('')
  })

  test('a denial and a cancellation are told in words', () => {
    const error = new DeviceFlowError('denied', 'The sign-in was declined.')
    const denied = screen()
    denied.onChange({ status: 'error', error })
    expect(plainLines(denied.written())).toContain('✖ The sign-in was declined.')
    const cancelled = screen()
    cancelled.onChange({ status: 'requesting', blips: 0, lastBlip: undefined })
    cancelled.onChange({ status: 'idle' })
    expect(plainLines(cancelled.written()).join('\n')).toContain('✖ Cancelled.')
  })

  test('the cursor is never hidden, so nothing has to bring it back (G8)', () => {
    const { onPrompt, onChange, written } = screen()
    onPrompt(prompt)
    onChange(waiting)
    onChange({ status: 'idle' })
    expect(written()).not.toContain('\u{1b}[?25')
  })
})

describe.each([
  ['in a pipe', { isTTY: false }],
  ['with NO_COLOR', { env: { NO_COLOR: '1' } }],
  ['in CI', { env: { CI: 'true' } }],
  ['on a dumb terminal', { env: { TERM: 'dumb' } }],
  ['when asked not to be lively', { live: false }],
])('%s', (_, options) => {
  test('all is plain text, each line once (G4)', async () => {
    const { onPrompt, onChange, clock, written } = screen(options)
    onChange({ status: 'requesting', blips: 0, lastBlip: undefined })
    onPrompt(prompt)
    onChange(waiting)
    await clock.advance(60_000)
    onChange({ ...waiting, blips: 1, lastBlip: 'offline' })
    onChange({ ...waiting, blips: 2, lastBlip: 'offline' })
    onChange(waiting)
    onChange(authorized({ name: 'Ada' }))
    expect(written()).toBe(
      [
        'To sign in, open this page in a browser, on any device:',
        '  https://id.example.com/activate',
        'and enter the code: WDJB-MJHT',
        '(The code is good for 15 minutes.)',
        'Still trying: no connection.',
        'Signed in as Ada.',
        '',
      ].join('\n'),
    )
    expect(clock.pendingTimers).toBe(0)
  })
})

test.each([
  [1, '1 second'],
  [90, '90 seconds'],
  [600, '10 minutes'],
  [7199, '119 minutes'],
  [7200, '2 hours'],
  [86_400, '24 hours'],
])('a code that is good for %i s is said to be good for %s', (expiresInSeconds, life) => {
  const { onPrompt, written } = screen({ isTTY: false })
  onPrompt({ ...prompt, expiresInSeconds })
  expect(written()).toContain(`(The code is good for ${life}.)`)
})

test.each([true, false])('a code is shown with each of its spaces, isTTY %s', (isTTY) => {
  const { onPrompt, written } = screen({ isTTY })
  onPrompt({ ...prompt, userCode: 'ab  cd\u{a0}e' })
  expect(written()).toContain('ab  cd\u{a0}e')
})

describe('hostile text of a server', () => {
  const evil = `A\u{1b}[2J\u{7}B\u{202e}C\nD\u{9b}31mE\u{2028}F\u{200b}G${String.fromCodePoint(...hidden)}H`
  const sequences = ['\r\u{1b}[2K', ...['0', '1', '2', '1;36', '32'].map((codes) => `\u{1b}[${codes}m`)]

  const withoutOwn = (text: string): string => sequences.reduce((rest, own) => rest.replaceAll(own, ''), text)

  test.each([true, false])('never reaches a terminal raw (H2), isTTY %s', (isTTY) => {
    const { onPrompt, onChange, written } = screen({ isTTY })
    onPrompt({
      ...prompt,
      verificationUriComplete: evil,
      userCode: evil,
      verificationUri: `https://id.example.com/${evil}`,
    })
    onChange({ ...waiting, userCode: evil })
    onChange(authorized({ name: evil }))
    const rest = withoutOwn(written())
    expect(unsafe(rest)).toEqual([])
    expect(rest).toContain('A[2JBC D31mE FG H')
  })

  test('does so neither in an error, nor does it fill the screen', () => {
    const { onChange, written } = screen({ isTTY: false })
    onChange({ status: 'error', error: new DeviceFlowError('refused', `${evil}${'x'.repeat(100_000)}`) })
    const text = written()
    expect(unsafe(text)).toEqual([])
    expect(text.split('\n')).toHaveLength(2)
    expect(text.length).toBeLessThan(2100)
  })

  test('a name that is nothing but invisible characters is passed over', () => {
    const { onChange, written } = screen({ isTTY: false })
    onChange(authorized({ name: '\u{200b}\u{202e}\u{3164}', email: 'ada@example.com' }))
    expect(written()).toBe('Signed in as ada@example.com.\n')
  })
})
