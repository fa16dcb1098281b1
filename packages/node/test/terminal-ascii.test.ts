import { DeviceFlowError } from '@device-flow/machine'
import { describe, expect, test } from 'vitest'
import { authorized, plainLines, prompt, screen, waiting } from './screen.ts'
import type { Screen } from './screen.ts'

/** All that a login of ups and downs shows. */
async function wholeLogin({ onPrompt, onChange, clock, written }: Screen): Promise<string> {
  onChange({ status: 'requesting', blips: 1, lastBlip: 'timeout', lastBlipDescription: undefined })
  onPrompt({ ...prompt, verificationUri: 'https://münchen.example/straße?a=…' })
  onChange(waiting)
  await clock.advance(2000)
  onChange({ ...waiting, blips: 2, lastBlip: 'offline' })
  await clock.advance(900_000)
  onChange(authorized({ name: 'Zoë Müller … 山田' }))
  return written()
}

const consoles: [string, Record<string, string>][] = [
  ['TERM=linux', { TERM: 'linux', LANG: 'en_US.UTF-8' }],
  ['TERM=vt220', { TERM: 'vt220', LANG: 'en_US.UTF-8' }],
  ['TERM=vt100-w', { TERM: 'vt100-w' }],
  ['TERM=ansi', { TERM: 'ansi' }],
  ['TERM=cons25', { TERM: 'cons25' }],
  ['screen on the console', { TERM: 'screen.linux', LANG: 'C.UTF-8' }],
  ['LC_ALL=C', { TERM: 'xterm-256color', LC_ALL: 'C', LANG: 'en_US.UTF-8' }],
  ['LC_ALL=POSIX', { LC_ALL: 'POSIX', LC_CTYPE: 'C.UTF-8' }],
  ['LC_CTYPE=C', { LC_CTYPE: 'C', LANG: 'de_DE.UTF-8' }],
  ['LANG=en_US.ISO-8859-1', { TERM: 'xterm', LANG: 'en_US.ISO-8859-1' }],
  ['LANG=de_DE, which is Latin-1', { TERM: 'xterm', LANG: 'de_DE' }],
  ['an empty LC_ALL and LANG=C', { LC_ALL: '', LANG: 'C' }],
  ['TERM=linux and NO_COLOR', { TERM: 'linux', NO_COLOR: '1' }],
  ['TERM=vt52, which knows no colours', { TERM: 'vt52' }],
  ['LC_ALL=C and ACCESSIBLE', { LC_ALL: 'C', ACCESSIBLE: '1' }],
]

describe.each(consoles)('on a terminal that has no UTF-8: %s', (_, env) => {
  test('all is ASCII, without a QR code, large letters and 256 colours (case 26)', async () => {
    const text = await wholeLogin(screen({ env }))
    expect(Array.from(text).filter((character) => character > '\u{7f}')).toEqual([])
    expect(text).not.toMatch(/\[[\d;]*[34]8;5/)
    const lines = plainLines(text).join('\n')
    expect(lines).toContain('https://xn--mnchen-3ya.example/stra%C3%9Fe?a=%E2%80%A6')
    expect(lines).toContain('WDJB-MJHT')
    expect(lines).toContain('Signed in as Zoe Muller ... ??.')
  })

  test('a code is shown as the server wrote it (case 26)', () => {
    const { onPrompt, written } = screen({ env })
    onPrompt({ ...prompt, userCode: 'WÖJB–MJHT' })
    expect(written()).toContain('WÖJB–MJHT')
  })

  test('what the server says of a blip is told in ASCII (case 26)', () => {
    const { onChange, written } = screen({ env })
    onChange({ ...waiting, blips: 1, lastBlip: 'serverError', lastBlipDescription: 'Störung' })
    expect(written()).toContain('the server has trouble: "Storung"')
  })

  test('an error of the server is told in ASCII (case 26)', () => {
    const { onChange, written } = screen({ env })
    const error = new DeviceFlowError('denied', 'Zugriff verweigert – “nein” …')
    onChange({ status: 'error', error, canResume: false })
    expect(written()).toContain('Zugriff verweigert - "nein" ...')
  })
})

test('on a console the last line is rewritten, and the outcome is marked, in ASCII (case 26)', () => {
  const { onPrompt, onChange, written } = screen({ env: { TERM: 'linux' } })
  onPrompt(prompt)
  onChange({ ...waiting, blips: 1, lastBlip: 'timeout' })
  expect(written()).toContain('Waiting for you - 15:00 left - 1 hitch (no answer in time), trying again')
  onChange(authorized({ name: 'Ada' }))
  expect(written()).toBe('\r\u{1b}[J  \u{1b}[32mOK\u{1b}[0m \u{1b}[1mSigned in as Ada.\u{1b}[0m\n')
})

describe.each([
  ['UTF-8 is in the locale', { TERM: 'xterm-256color', LANG: 'en_US.UTF-8' }],
  ['it is written otherwise', { TERM: 'tmux', LC_ALL: 'C.utf8' }],
  ['LC_ALL outweighs LANG', { LC_ALL: 'C.UTF-8', LANG: 'C' }],
  ['macOS has nothing else in LC_CTYPE', { LC_CTYPE: 'UTF-8' }],
  ['no locale is set', { TERM: 'xterm' }],
  ['no locale and no TERM is set', {}],
])('where %s', (_, env) => {
  test('a terminal gets large letters and a QR code', () => {
    const { onPrompt, written } = screen({ env })
    onPrompt(prompt)
    const text = written()
    expect(text).toMatch(/[█▀▄]/)
    expect(text).toContain('\u{1b}[38;5;231')
  })
})

test('a pipe gets what was written, whatever the locale', () => {
  const { onChange, written } = screen({ isTTY: false, env: { LC_ALL: 'C' } })
  onChange(authorized({ name: 'Zoë' }))
  expect(written()).toBe('Signed in as Zoë.\n')
})
