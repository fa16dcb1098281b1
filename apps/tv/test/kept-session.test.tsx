import { DeviceFlowError, type DeviceSession } from '@device-flow/machine'
import { memoryStore, SessionStoreError, type ConditionalStore, type StoreProblem } from '@device-flow/session'
import { tokenSet, type ScriptedServices } from '@device-flow/testing/virtual'
import { act, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { App } from '../src/app.tsx'
import { startOver } from '../src/start-over.ts'
import { problemWords } from '@device-flow/app-shared/problem-words'
import { announced, heading, keptIn, openTelevision, servicesOf } from './television.tsx'

const kept: DeviceSession = {
  version: 1,
  type: 'signedIn',
  tokens: tokenSet({ accessToken: 'kept-token', claims: { name: 'Ada' } }),
  refreshInFlight: false,
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] })
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ orders: [] })))
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** A store of which one call fails like this. */
function failing(call: 'read' | 'writeIf', problem: StoreProblem): ConditionalStore {
  return { ...memoryStore(), [call]: () => Promise.reject(new SessionStoreError(problem, 'It does not work.')) }
}

const labels = (): (string | null)[] => screen.getAllByRole('button').map(({ textContent }) => textContent)

async function press(label: string, { clock }: ScriptedServices, ms = 0): Promise<void> {
  vi.advanceTimersByTime(1000)
  fireEvent.click(screen.getByRole('button', { name: label }))
  await act(() => clock.advance(ms))
}

test('until the TV knows whether somebody is signed in, it asks for a moment, and offers nothing', async () => {
  const store: ConditionalStore = { ...memoryStore(), read: () => new Promise(() => {}) }
  const { clock } = await openTelevision({}, { store })
  expect([heading(), announced()]).toEqual(['One moment', ''])
  expect(screen.queryAllByRole('button')).toEqual([])
  await act(() => clock.advance(20_000))
  expect(heading()).toBe('This TV cannot look up your sign-in')
})

test('who was signed in when the TV was switched off still is', async () => {
  await openTelevision({}, { kept })
  expect([heading(), announced()]).toEqual(['Hello, Ada', 'You are signed in as Ada.'])
})

test('who signs out leaves nothing behind on the TV', async () => {
  const store = memoryStore()
  const services = await openTelevision({}, { kept, store })
  await press('Sign out', services)
  expect(heading()).toBe('You are signed out')
  expect(await keptIn(store)).not.toHaveProperty('signedIn')
  expect(services.revoked).toHaveLength(1)
})

test('who signs out in one window is signed out in the other, which says so and offers to sign in', async () => {
  const store = memoryStore()
  const services = await openTelevision({}, { kept, store })
  render(<App services={servicesOf(services, store)} apiUrl="https://api.example" clock={services.clock} />)
  await act(() => services.clock.advance(0))
  const [first] = screen.getAllByRole('button', { name: 'Sign out' })
  vi.advanceTimersByTime(1000)
  fireEvent.click(first!)
  await act(() => services.clock.advance(0))
  const headings = screen.getAllByRole('heading').map(({ textContent }) => textContent)
  expect(headings).toEqual(['You are signed out', 'You were signed out'])
  expect(screen.getByText(/in another window of this app/, { selector: '.lead' })).toBeTruthy()
})

test.each([
  ['server', 'You were signed out', 'withdrew this TV’s access'],
  ['elsewhere', 'You were signed out', 'another window'],
  ['storage', 'This TV has forgotten you', 'was cleared'],
] as const)('a session that was ended by %s is explained by that', (endedBy, title, advice) => {
  const words = problemWords(new DeviceFlowError('signedOut', 'It is over.', { endedBy }), 'this TV')
  expect(words).toMatchObject({ title, action: 'Sign in' })
  expect(words.advice).toContain(advice)
})

describe('where the TV cannot read what it has kept (T20)', () => {
  test.each<[StoreProblem, string, string[]]>([
    ['denied', 'This TV lets the app keep nothing', ['Sign in', 'Try again']],
    ['damaged', 'Please sign in once more', ['Sign in', 'Try again']],
    ['keyLost', 'Please sign in once more', ['Sign in', 'Try again']],
    ['otherVersion', 'Please sign in once more', ['Sign in', 'Try again']],
    ['otherClient', 'Please sign in once more', ['Sign in', 'Try again']],
    ['unavailable', 'This TV cannot look up your sign-in', ['Try again', 'Sign in']],
  ])('because it is %s, the screen says what to do', async (problem, title, buttons) => {
    const { clock } = await openTelevision({}, { store: failing('read', problem) })
    // A blip of the storage is waited out.
    await act(() => clock.advance(2_000))
    expect(heading()).toBe(title)
    expect(announced()).toContain(title)
    expect(labels()).toEqual(buttons)
    expect(document.activeElement?.textContent).toBe(buttons[0])
  })

  test('to sign in works all the same, and it is said that a switched-off TV will not remember it', async () => {
    const services = await openTelevision({ polls: ['granted'] }, { store: failing('read', 'denied') })
    await press('Sign in', services, 5000)
    expect(heading()).toBe('Hello')
    expect(screen.getByText(/switching it off signs you out/)).toBeTruthy()
  })

  test('to try again reads again', async () => {
    let isBroken = true
    const store = memoryStore()
    const { read } = store
    const mended: ConditionalStore = {
      ...store,
      read: (key) => (isBroken ? Promise.reject(new SessionStoreError('unavailable', 'It is busy.')) : read(key)),
    }
    const services = await openTelevision({}, { store: mended, kept })
    await act(() => services.clock.advance(2_000))
    isBroken = false
    await press('Try again', services)
    expect(heading()).toBe('Hello, Ada')
  })

  test('the back key leads to the screen that the app begins with', async () => {
    await openTelevision({}, { store: failing('read', 'damaged') })
    fireEvent.keyDown(document.body, { key: 'Escape' })
    expect(heading()).toBe('Sign in to see your orders')
  })
})

test('a TV without room says that it cannot keep the sign-in, and stops saying so once it could (T16)', async () => {
  const store = memoryStore()
  let isFull = true
  const cramped: ConditionalStore = {
    ...store,
    writeIf: (...write) =>
      isFull ? Promise.reject(new SessionStoreError('full', 'It is full.')) : store.writeIf(...write),
  }
  const services = await openTelevision({ polls: ['granted'] }, { store: cramped })
  await press('Sign in', services, 5000)
  const news = document.querySelector('.session-news')
  expect(news?.textContent).toContain('This TV cannot keep your sign-in just now')
  isFull = false
  await act(() => services.clock.advance(60_000))
  expect(news?.textContent).toBe('')
  expect(await keptIn(store)).toHaveProperty('signedIn')
})

test('a sign-in that the server renews no longer is used to its end, which is said, and a new one is offered early (T4)', async () => {
  const store = memoryStore()
  const services = await openTelevision({ refreshes: [{ refused: { isTimed: true } }] }, { kept, store })
  await act(() => services.clock.advance(3_541_000))
  expect(heading()).toBe('Hello, Ada')
  expect(document.querySelector('.session-news')?.textContent).toMatch(/^Your sign-in ends (on \w+ )?at \d+:\d\d\./)
  expect(labels()).toEqual(['Update now', 'Sign in again', 'Sign out'])
  await press('Sign in again', services)
  expect(heading()).toBe('Sign in with your phone')
  expect(await keptIn(store)).toHaveProperty('pending')
})

test('where the app has failed, to start over ends the login that went on without a screen', async () => {
  const store = memoryStore()
  const services = await openTelevision({}, { kept, store })
  await act(async () => {
    startOver(services.kept)
    await services.clock.advance(0)
  })
  expect(await keptIn(store)).not.toHaveProperty('signedIn')
  expect(heading()).toBe('Sign in to see your orders')
})
