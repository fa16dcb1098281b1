import { screen } from '@testing-library/react'
import { act } from 'react'
import { describe, expect, test, vi } from 'vitest'
import { inWords } from '../src/time/in-words.ts'
import { TimeControl } from '../src/time/time-control.tsx'
import { openDevice, openPlayground, type OpenPlayground } from './open-playground.tsx'

const polls = ({ lab }: OpenPlayground): readonly { sentAt: number; endedAt?: number }[] =>
  lab()
    .wire.list()
    .filter(({ kind, verdict }) => kind === 'poll' && verdict !== undefined)

async function waiting(): Promise<OpenPlayground> {
  const page = openDevice({}, <TimeControl />)
  await page.press('Sign in')
  await page.untilStatus('awaitingUser')
  return page
}

test('a step is a second, and nothing passes besides while it is paused', async () => {
  const { lab, press } = await waiting()
  const before = lab().clock.monotonic()
  await press('Step 1 s')
  await press('Step 1 s')
  await act(() => lab().clock.step(0))
  expect(lab().clock.monotonic() - before).toBe(2000)
  expect(screen.getByRole('button', { name: 'Pause' }).getAttribute('aria-pressed')).toBe('true')
})

test('a minute a second polls no sooner than the interval says', async () => {
  const page = await waiting()
  await page.press('×60')
  expect(screen.getByRole('button', { name: '×60' }).getAttribute('aria-pressed')).toBe('true')
  await act(() => vi.waitFor(() => expect(polls(page).length).toBeGreaterThanOrEqual(4), { timeout: 20_000 }))
  await page.press('Pause')
  const sent = polls(page)
  const gaps = sent.slice(1).map(({ sentAt }, index) => sentAt - sent[index]!.endedAt!)
  for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(5000)
  expect(page.lab().server.scripted!.counts().earlyPolls).toBe(0)
  expect(page.lab().clock.rate).toBe(60)
})

test('to the next poll is one poll further, and to the end of the code is where it has expired', async () => {
  const page = await waiting()
  await page.press('To the next poll')
  await page.until(() => polls(page).length === 1)
  const { expiresAt } = page.lab().devices.flow()!
  await page.press('To the end of the code')
  await page.untilStatus('error')
  const { clock, devices, server } = page.lab()
  expect(devices.flow()?.error?.reason).toBe('expired')
  expect(clock.now()).toBeGreaterThanOrEqual(expiresAt!)
  expect(clock.now()).toBeLessThan(expiresAt! + 10_000)
  expect(server.scripted!.counts().earlyPolls).toBe(0)
  expect(screen.getByRole('button', { name: 'To the end of the code' })).toHaveProperty('disabled', true)
})

test('the clock of the device is shown, and how far it is from real time', async () => {
  const { lab } = await waiting()
  await act(async () => lab().clock.jumpWall(2 * 3_600_000 + 30 * 60_000))
  expect(screen.getByText(/on the clock of the device, 2 h \d+ min ahead of real time/)).toBeTruthy()
})

test('elsewhere the time is the server’s own: no buttons are there to move it, while the clock of the device can be set', async () => {
  const { lab } = openPlayground({ server: 'issuer', issuer: 'https://id.example' })
  for (const name of ['Pause', 'Step 1 s', '×1', '×10', '×60', 'To the next poll', 'To the end of the code'])
    expect(screen.queryByText(name, { selector: 'button' }), name).toBeNull()
  expect(screen.getByText(/The time of https:\/\/id.example is its own.*under Trouble/)).toBeTruthy()
  for (const name of ['Sleep an hour', 'Hidden for a minute'])
    expect(screen.getByRole('button', { name }).getAttribute('aria-disabled'), name).toBe('true')
  for (const name of ['Fast clock', 'Clock +1 h', 'Reload', 'Second tab'])
    expect(screen.getByRole('button', { name }).getAttribute('aria-disabled'), name).toBe('false')
  lab().devices.switchAllOff()
})

describe('how far a clock is from real time is told in its two largest units', () => {
  test.each([
    [0, 'the same as real time'],
    [-1, 'the same as real time'],
    [5, '5 s ahead of real time'],
    [-3660, '1 h 1 min behind real time'],
    [90_061, '1 d 1 h ahead of real time'],
  ])('%i s', (aheadS, words) => expect(inWords(aheadS)).toBe(words))
})
