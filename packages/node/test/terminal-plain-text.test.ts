import { DeviceFlowError } from '@device-flow/machine'
import { describe, expect, test } from 'vitest'
import { authorized, prompt, screen, waiting } from './screen.ts'

const advice = { text: 'Look at the page.' }

describe.each([
  ['in a pipe', { isTTY: false }],
  ['with NO_COLOR', { env: { NO_COLOR: '1' } }],
  ['in CI', { env: { CI: 'true' } }],
  ['on a dumb terminal', { env: { TERM: 'dumb' } }],
  ['when asked not to be lively', { live: false }],
])('%s', (_, options) => {
  test('all is plain text, each line once (G4, C7)', async () => {
    const { onPrompt, onChange, clock, written } = screen(options)
    onChange({ status: 'idle', restoring: true })
    onChange({ status: 'requesting', blips: 0, lastBlip: undefined, lastBlipDescription: undefined })
    onPrompt(prompt)
    onChange(waiting)
    await clock.advance(60_000)
    onChange({ ...waiting, blips: 1, lastBlip: 'offline' })
    onChange({ ...waiting, blips: 2, lastBlip: 'offline' })
    onChange({ ...waiting, advice })
    onChange({ ...waiting, advice, blips: 1, lastBlip: 'offline' })
    onChange({ ...waiting, advice })
    onChange(authorized({ name: 'Ada' }))
    expect(written()).toBe(
      [
        'To sign in, open this page in a browser, on any device:',
        '  https://id.example.com/activate',
        'and enter the code: WDJB-MJHT',
        '(The code is good for 15 minutes.)',
        'Still trying: no connection.',
        'Look at the page.',
        'Still trying: no connection.',
        'Signed in as Ada.',
        '',
      ].join('\n'),
    )
    expect(clock.pendingTimers).toBe(0)
  })
})

test('what the server says of a blip is quoted, cleaned and short (D1)', () => {
  const { onPrompt, onChange, written } = screen({ isTTY: false })
  onPrompt(prompt)
  const said = `us\u{1b}[31mer not found ${'é'.repeat(500)}`
  onChange({ ...waiting, blips: 1, lastBlip: 'serverError', lastBlipDescription: said })
  const line = written().trimEnd().split('\n').at(-1)
  expect(line).toMatch(/^Still trying: the server has trouble: “us\[31mer not found é{50,110}…”\.$/)
})

test.each([
  [1, '1 second'],
  [90, '90 seconds'],
  [119, '119 seconds'],
  [149, '2 minutes'],
  [599, '10 minutes'],
  [600, '10 minutes'],
  [7140, '119 minutes'],
  [7199, '2 hours'],
  [7200, '2 hours'],
  [10_000, '2 hours'],
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

// Controls, separators, and what is not seen: formats, fillers, joiners, selectors, tags, a blank, private and broken characters.
const hidden = [
  0x07, 0x1b, 0x7f, 0x9b, 0xad, 0x34f, 0x61c, 0x115f, 0x180b, 0x200b, 0x200f, 0x2028, 0x2029, 0x202e, 0x2066, 0x2800,
  0x3164, 0xd800, 0xe000, 0xfe0f, 0xfeff, 0xffa0, 0xe0041,
]

const unsafe = (text: string): number[] =>
  Array.from(text.replaceAll('\n', ''), (character) => character.codePointAt(0) ?? 0).filter(
    (codePoint) => codePoint < 0x20 || hidden.includes(codePoint),
  )

describe('hostile text of a server', () => {
  const evil = `A\u{1b}[2J\u{7}B\u{202e}C\nD\u{9b}31mE\u{2028}F\u{200b}G${String.fromCodePoint(...hidden)}H`
  const sequences = ['\r\u{1b}[J', '\u{1b}[0m\r', ...['0', '1', '2', '1;36', '32'].map((codes) => `\u{1b}[${codes}m`)]

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
    const error = new DeviceFlowError('refused', `${evil}${'x'.repeat(100_000)}`)
    onChange({ status: 'error', error, canResume: false })
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
