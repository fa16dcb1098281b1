import { stripVTControlCharacters } from 'node:util'
import { DeviceFlowError } from '@device-flow/machine'
import { virtualEpoch } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { authorized, plainLines, prompt, screen, waiting } from './screen.ts'

describe('on a terminal', () => {
  test('the time left is told once a second in one line, and stops at the end (I5)', async () => {
    const { onPrompt, onChange, clock, written } = screen()
    onPrompt(prompt)
    onChange(waiting)
    expect(written()).toContain('Waiting for you · 15:00 left')
    await clock.advance(2000)
    const ticks = written()
    expect(ticks).toBe(
      ['14:59', '14:58'].map((left) => `\r\u{1b}[J\u{1b}[2m  Waiting for you · ${left} left\u{1b}[0m\r`).join(''),
    )
    await clock.advance(900_000)
    expect(written()).toContain('Asking one last time …')
    expect(clock.pendingTimers).toBe(0)
  })

  test('and where the clock was set back after the code came, never more than its whole life (case 12)', async () => {
    const { onPrompt, onChange, clock, written } = screen()
    clock.jumpWall(-86_400_000)
    onPrompt(prompt)
    onChange(waiting)
    expect(written()).toContain('Waiting for you · 15:00 left')
  })

  test('blips are counted calmly, and forgotten when an answer comes', () => {
    const { onPrompt, onChange, written } = screen()
    onPrompt(prompt)
    onChange({ ...waiting, blips: 1, lastBlip: 'timeout' })
    expect(written()).toContain('15:00 left · 1 hitch (no answer in time), trying again')
    onChange({ ...waiting, blips: 2, lastBlip: 'offline' })
    expect(written()).toContain('15:00 left · 2 hitches (no connection), trying again')
    onChange(waiting)
    expect(written()).not.toContain('hitch')
  })

  test.each([
    [100, '  Waiting for you · 15:00 left · 1 hitch (the server has trouble: “user not found”), trying again'],
    [90, '  Waiting for you · 15:00 left · 1 hitch (the server has trouble), trying again'],
  ])('on a line of %i columns, what the server says of a blip is quoted where there is room (D1)', (columns, line) => {
    const { onChange, written } = screen({ columns })
    onChange({ ...waiting, blips: 1, lastBlip: 'serverError', lastBlipDescription: 'user not found' })
    expect(stripVTControlCharacters(written()).trim()).toBe(line.trim())
  })

  test.each([
    [80, '  Waiting for you · 15:00 left · 3 hitches (no connection), trying again'],
    [60, '  Waiting for you · 15:00 left · 3 hitches'],
    [40, '  15:00 left · 3 hitches'],
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
    onChange({ status: 'requesting', blips: 0, lastBlip: undefined, lastBlipDescription: undefined })
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
    expect(written()).toBe('\r\u{1b}[J  \u{1b}[32m✔\u{1b}[0m \u{1b}[1mSigned in as Ada.\u{1b}[0m\n')
    onChange(authorized({ name: 'Ada' }))
    onChange({ status: 'idle', restoring: false })
    expect(clock.pendingTimers).toBe(0)
    expect(written()).toBe('')
  })

  test('a denial and a cancellation are told in words', () => {
    const error = new DeviceFlowError('denied', 'The sign-in was declined.')
    const denied = screen()
    denied.onChange({ status: 'error', error, canResume: false })
    expect(plainLines(denied.written())).toContain('✖ The sign-in was declined.')
    const cancelled = screen()
    cancelled.onChange({ status: 'requesting', blips: 0, lastBlip: undefined, lastBlipDescription: undefined })
    cancelled.onChange({ status: 'idle', restoring: false })
    expect(plainLines(cancelled.written()).join('\n')).toContain('✖ Cancelled.')
  })

  test('the cursor is never hidden, so nothing has to bring it back (G8)', () => {
    const { onPrompt, onChange, written } = screen()
    onPrompt(prompt)
    onChange(waiting)
    onChange({ status: 'idle', restoring: false })
    expect(written()).not.toContain('\u{1b}[?25')
  })
})
