import { DeviceFlowError } from '@device-flow/machine'
import type { Clock } from '@device-flow/machine/clock'
import { createVirtualClock, virtualEpoch } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { terminalPrompt } from '../src/index.ts'
import { authorized, prompt, screen, waiting } from './screen.ts'

const MINUTE = 60_000

describe.each([
  ['with ACCESSIBLE on a terminal', { env: { ACCESSIBLE: '1' } }],
  [
    'with ACCESSIBLE=yes and colours asked for',
    { env: { ACCESSIBLE: 'yes', TERM: 'xterm-256color', LANG: 'C.UTF-8' } },
  ],
  ['with ACCESSIBLE on a console', { env: { ACCESSIBLE: 'true', TERM: 'linux' } }],
  ['with ACCESSIBLE in a pipe', { env: { ACCESSIBLE: '1' }, isTTY: false }],
  ['when the caller asks for it', { accessible: true }],
  ['when the caller asks for it, and for no rewritten line', { accessible: true, live: false }],
])('%s', (_, options) => {
  test('all is plain lines, each written once, and the code is spelled (case 25)', async () => {
    const { onPrompt, onChange, clock, written } = screen(options)
    onChange({ status: 'requesting', blips: 0, lastBlip: undefined, lastBlipDescription: undefined })
    onPrompt(prompt)
    onChange(waiting)
    await clock.advance(30_000)
    onChange({ ...waiting, blips: 1, lastBlip: 'offline' })
    onChange({ ...waiting, blips: 2, lastBlip: 'offline' })
    await clock.advance(90_000)
    onChange(waiting)
    onChange(authorized({ name: 'Ada' }))
    await clock.advance(5 * MINUTE)
    expect(written()).toBe(
      [
        'To sign in, open this page in a browser, on any device:',
        '  https://id.example.com/activate',
        'and enter the code: WDJB-MJHT',
        '(The code is good for 15 minutes.)',
        'The code, spelled: W D J B, M J H T.',
        'Still trying: no connection.',
        'Still waiting, 14 minutes left.',
        'Still waiting, 13 minutes left.',
        'Signed in as Ada.',
        '',
      ].join('\n'),
    )
    expect(clock.pendingTimers).toBe(0)
  })
})

describe('a sign of life for screen readers (case 25)', () => {
  test.each([
    [900, '14 minutes', 14 + 1],
    [899.8, '14 minutes', 14 + 1],
    [130, '1 minute', 2],
    [90, '1 minute', 2],
    [70, '30 seconds', 1],
    [60, '30 seconds', 1],
    [40, undefined, 0],
  ])(
    'comes 30 s apart at least, is never the same twice, and ends with the code: %d s',
    async (seconds, first, count) => {
      const { onPrompt, onChange, clock, written } = screen({ accessible: true })
      onPrompt(prompt)
      onChange({ ...waiting, expiresAt: virtualEpoch + seconds * 1000 })
      written()
      const times: number[] = []
      const lines: string[] = []
      for (let second = 0; second < 1000; second++) {
        await clock.advance(1000)
        const line = written()
        if (line === '') continue
        times.push(second)
        lines.push(line)
      }
      expect(lines[0]).toBe(first && `Still waiting, ${first} left.\n`)
      expect(lines).toHaveLength(count)
      expect(new Set(lines).size).toBe(count)
      expect(Math.min(30, ...times.slice(1).map((time, i) => time - times[i]!))).toBe(30)
      expect(clock.pendingTimers).toBe(0)
    },
  )

  test('comes at 60 s and at 30 s also where timers are late by some milliseconds, as they are', async () => {
    const virtual = createVirtualClock()
    const late: Clock = {
      now: () => virtual.now(),
      monotonic: () => virtual.monotonic(),
      schedule: (callback, ms) => virtual.schedule(callback, ms + 15),
    }
    let written = ''
    const stream = { write: (text: string) => void (written += text) }
    const { onPrompt, onChange } = terminalPrompt({ stream, env: {}, clock: late, accessible: true, keys: false })
    onPrompt(prompt)
    onChange({ ...waiting, expiresAt: virtualEpoch + 100_000 })
    await virtual.advance(100_000)
    expect(written.match(/Still waiting, .* left/g)).toEqual([
      'Still waiting, 1 minute left',
      'Still waiting, 30 seconds left',
    ])
  })

  test.each([
    ['back', -60 * MINUTE],
    ['ahead', 60 * MINUTE],
  ])('tells the time that is left also when the clock was set %s, and the login has noticed', async (_, byMs) => {
    const { onPrompt, onChange, clock, written } = screen({ accessible: true })
    onPrompt(prompt)
    onChange(waiting)
    await clock.advance(30_000)
    clock.jumpWall(byMs)
    onChange({ ...waiting, expiresAt: waiting.expiresAt + byMs, receivedAt: waiting.receivedAt + byMs })
    written()
    await clock.advance(MINUTE)
    expect(written()).toBe('Still waiting, 14 minutes left.\n')
    await clock.advance(MINUTE)
    expect(written()).toBe('Still waiting, 13 minutes left.\n')
  })

  test('stops when the login ends, and begins again with a new code', async () => {
    const { onPrompt, onChange, clock, written } = screen({ accessible: true })
    onPrompt(prompt)
    onChange(waiting)
    await clock.advance(MINUTE)
    const again = { ...prompt, userCode: 'aB12' }
    onPrompt(again)
    onChange({ ...waiting, userCode: 'aB12', expiresAt: clock.now() + 15 * MINUTE })
    written()
    await clock.advance(MINUTE)
    expect(written()).toBe('Still waiting, 14 minutes left.\n')
    const error = new DeviceFlowError('denied', 'The sign-in was declined.')
    onChange({ status: 'error', error, canResume: false })
    await clock.advance(20 * MINUTE)
    expect(written()).toBe('The sign-in was declined.\n')
    expect(clock.pendingTimers).toBe(0)
  })
})

test.each([['0'], ['false'], ['']])('ACCESSIBLE=%s asks for nothing', (ACCESSIBLE) => {
  const { onPrompt, written } = screen({ env: { ACCESSIBLE } })
  onPrompt(prompt)
  expect(written()).toMatch(/[█▀▄]/)
})

test('a caller may say no to it, whatever ACCESSIBLE says', () => {
  const { onPrompt, written } = screen({ env: { ACCESSIBLE: '1' }, accessible: false })
  onPrompt(prompt)
  expect(written()).toMatch(/[█▀▄]/)
})
