import { fireEvent, screen, within } from '@testing-library/react'
import { act } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { STOPS } from '../src/tour/stops.ts'
import { openPlayground, type OpenPlayground } from './open-playground.tsx'

const card = (): ReturnType<typeof within> => within(screen.getByRole('dialog'))
const arrive = (index: number): Promise<void> =>
  vi.waitFor(
    async () => {
      await act(async () => {})
      expect(card().getByRole('heading').textContent).toBe(STOPS[index]?.title)
      expect(card().getByRole('status').getAttribute('aria-busy')).toBe('false')
    },
    { timeout: 20_000 },
  )
const next = (): Promise<void> => act(async () => card().getByRole('button', { name: 'Next stop' }).click())
const pointedAt = (): string[] => [...document.querySelectorAll('[data-toured]')].map(({ id }) => id)

async function begin(settings = {}): Promise<OpenPlayground> {
  const page = openPlayground(settings)
  await page.press('Tour')
  await arrive(0)
  return page
}

afterEach(() => vi.restoreAllMocks())

test('a newcomer goes from “What is this?” to two tabs that refresh at once by nine presses, and each stop points at a part', async () => {
  expect(STOPS).toHaveLength(10)
  const { lab } = await begin()
  const parts = [pointedAt()]
  for (let stop = 1; stop < STOPS.length; stop++) {
    await next()
    await arrive(stop)
    parts.push(pointedAt())
  }
  expect(parts).toEqual(STOPS.map(({ part }) => [`part-${part}`]))
  const { wire, server, clock } = lab()
  const outcomes = wire.list().flatMap(({ kind, verdict }) => (kind === 'poll' ? (verdict?.outcome ?? []) : []))
  expect(outcomes).toEqual(['pending', 'slowDown', 'offline', 'granted'])
  expect(server.scripted?.counts()).toMatchObject({ refreshes: 1, reuses: 0, earlyPolls: 0 })
  expect(clock.isPlaying).toBe(false)
})

test('each stop is told by one sentence, which a screen reader hears', async () => {
  for (const { sentence } of STOPS) expect(sentence.match(/[.!?](?=\s|$)/g), sentence).toHaveLength(1)
  await begin()
  expect(card().getByRole('status').textContent).toContain(STOPS[0]?.sentence)
  expect(document.activeElement?.textContent).toBe('Next stop')
})

test('Escape ends the tour at any stop: time goes on, and the focus is back at its button', async () => {
  const { lab } = await begin()
  await next()
  await arrive(1)
  act(() => void fireEvent.keyDown(document, { key: 'Escape' }))
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Tour' }))
  expect(lab().clock.isPlaying).toBe(true)
  expect(pointedAt()).toEqual([])
  lab().clock.pause()
})

const cancelOnDevice = (): Promise<void> =>
  act(async () =>
    within(screen.getByRole('region', { name: 'The device' }))
      .getByText('Cancel')
      .click(),
  )

test('who has pressed something else meanwhile still gets to the next stop', async () => {
  const { press } = await begin()
  await next()
  await arrive(1)
  await cancelOnDevice()
  for (const stop of [2, 3, 4]) {
    await next()
    await arrive(stop)
  }
  await press('Cancel')
  for (const stop of [5, 6]) {
    await next()
    await arrive(stop)
  }
  expect(screen.getByRole('heading', { name: 'Is this your device?' })).toBeTruthy()
})

test('a login that waits is not dropped unasked: it can be kept', async () => {
  const { press, untilStatus, lab } = openPlayground()
  await press('Sign in')
  await untilStatus('awaitingUser')
  const before = lab()
  await press('Tour')
  card().getByRole('heading', { name: 'This ends the login on the device' })
  expect(document.activeElement?.textContent).toBe('Keep the login')
  await press('Keep the login')
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(lab()).toBe(before)
  expect(lab().devices.flow()?.status).toBe('awaitingUser')
  await press('Tour')
  await press('Begin the tour')
  await arrive(0)
  expect(lab()).not.toBe(before)
})

test('a stop that no longer fits says so, and the next one sets up what it needs', async () => {
  await begin()
  await next()
  await arrive(1)
  expect(screen.queryByText(/something else was pressed/)).toBeNull()
  await cancelOnDevice()
  expect(card().getByText(/something else was pressed/).textContent).toContain('The next stop sets up again')
  await next()
  await arrive(2)
  expect(screen.queryByText(/something else was pressed/)).toBeNull()
})

test('what the tour has switched on is off after it: its login, the second tab, and the part that was folded', async () => {
  const { lab, press } = await begin()
  for (let stop = 1; stop < STOPS.length; stop++) {
    await next()
    await arrive(stop)
  }
  const ofTour = lab()
  expect(ofTour.devices.list()).toHaveLength(2)
  screen.getByRole('button', { name: 'Fold: Tokens' })
  await press('Done')
  expect(lab()).not.toBe(ofTour)
  expect(lab().devices.list()).toHaveLength(1)
  await vi.waitFor(() => expect(lab().devices.flow()?.status).toBe('idle'))
  screen.getByRole('button', { name: 'Open: Tokens' })
  lab().clock.pause()
})

test('Escape on the way to a stop presses nothing any more', async () => {
  const { lab } = await begin()
  act(() => {
    card().getByRole('button', { name: 'Next stop' }).click()
    fireEvent.keyDown(document, { key: 'Escape' })
  })
  await act(() => new Promise((resolve) => setTimeout(resolve, 50)))
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(lab().devices.flow()?.status).toBe('idle')
  lab().clock.pause()
})

test('the server that was set up before is back after the tour', async () => {
  const { host } = await begin({ server: 'issuer', issuer: 'https://id.example.com', clientId: 'mine' })
  expect(host.state().settings.server).toBe('scripted')
  await act(async () => card().getByRole('button', { name: 'Leave the tour' }).click())
  expect(host.state().settings).toMatchObject({ server: 'issuer', clientId: 'mine' })
  host.state().lab?.close()
})
