import type { InspectionMessage } from '@device-flow/inspect'
import { createDeviceFlowMachine } from '@device-flow/machine'
import { createScriptedServices } from '@device-flow/testing/virtual'
import { act, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { App } from '../src/page/app.tsx'
import { ServerSide } from './support/server-side.ts'
import { worker } from './support/other-machines.ts'
import { recordLogin, recordMachine } from './support/recorded-login.ts'

// Which login the page shows and saves while logins come and go.

const saved: Blob[] = []

beforeEach(() => {
  vi.stubGlobal('WebSocket', ServerSide)
  saved.length = 0
  // jsdom has neither, and no downloads.
  URL.createObjectURL = (blob) => `blob:${saved.push(blob as Blob)}`
  URL.revokeObjectURL = () => {}
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {})
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

function opened(): ServerSide {
  render(<App />)
  act(() => void ServerSide.current.dispatchEvent(new Event('open')))
  return ServerSide.current
}

function panel(name: string | RegExp): ReturnType<typeof within> {
  return within(screen.getByRole('region', { name }))
}

/** The messages of a login that began so many ms after midnight, whose person is shown this code. */
async function loginWith(userCode: string, startedAt = 0): Promise<InspectionMessage[]> {
  const login = recordLogin({ authorizations: [{ ok: { userCode } }] })
  await login.services.clock.advance(3_000)
  return login.messages().map((message) => ({ ...message, at: message.at + startedAt }))
}

/** The code of the login that is shown. */
function codeShown(): string | undefined {
  return ['AAAA-AAAA', 'BBBB-BBBB', 'CCCC-CCCC'].find((code) =>
    document.querySelector('.panel-details')?.textContent.includes(code),
  )
}

async function codesSaved(): Promise<string[]> {
  fireEvent.click(screen.getByRole('button', { name: 'Save transcript' }))
  const text = await saved.at(-1)?.text()
  return ['AAAA-AAAA', 'BBBB-BBBB', 'CCCC-CCCC'].filter((code) => text?.includes(code))
}

/** Opens what is known of the authorization, where the code is. */
function unfold(): void {
  const branch = panel('deviceFlow now').getByText('authorization').closest('details') as HTMLDetailsElement
  branch.open = true
  fireEvent(branch, new Event('toggle'))
}

test.each([
  ['an older one is still there', -60_000],
  ['one that began at the same time is still there', 0],
])('the login that is watched stays when it disconnects, though %s', async (_which, startedAt) => {
  const server = opened()
  await server.tells(await loginWith('AAAA-AAAA', startedAt), 'one')
  await server.tells(await loginWith('BBBB-BBBB'), 'other')
  unfold()
  expect(codeShown()).toBe('BBBB-BBBB')
  await server.says({ login: 'other', is: 'gone' })
  expect(codeShown()).toBe('BBBB-BBBB')
  expect(screen.getByText('This login is gone.', { exact: false })).toBeTruthy()
  expect(await codesSaved()).toEqual(['BBBB-BBBB'])
})

/** After the page was opened, whenever that was. */
const LATER_MS = 1e12

test('a login that begins while somebody looks does not take the place of theirs; when that has ended, a button leads to it', async () => {
  const server = opened()
  await server.tells(await loginWith('AAAA-AAAA'), 'one')
  await server.tells(await loginWith('BBBB-BBBB', LATER_MS), 'other')
  unfold()
  expect(codeShown()).toBe('AAAA-AAAA')
  expect(screen.queryByRole('button', { name: /^Watch/ })).toBeNull()
  await server.says({ login: 'one', is: 'gone' })
  expect(codeShown()).toBe('AAAA-AAAA')
  await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Watch the one that is running' })))
  unfold()
  expect(codeShown()).toBe('BBBB-BBBB')
  expect(screen.queryByText('This login is gone.', { exact: false })).toBeNull()
})

test('a login that its page stops, as a kiosk does after each visit, is said to have ended, though the next one waits already', async () => {
  const login = recordLogin({ authorizations: [{ ok: { userCode: 'AAAA-AAAA' } }] })
  await login.services.clock.advance(3_000)
  const server = opened()
  await server.tells(login.messages())
  const told = login.messages().length
  login.actor.stop()
  await server.tells(login.messages().slice(told))
  await server.tells(await loginWith('BBBB-BBBB', LATER_MS), 'next')
  unfold()
  expect(codeShown()).toBe('AAAA-AAAA')
  expect(screen.getByText('This login has ended.', { exact: false })).toBeTruthy()
  expect(screen.getByText('Nobody is there to send to.')).toBeTruthy()
})

test('a login that nobody has begun makes room for the next one', async () => {
  const idle = recordMachine(createDeviceFlowMachine(createScriptedServices()))
  const server = opened()
  await server.tells(idle, 'idle')
  await server.tells(await loginWith('BBBB-BBBB', LATER_MS), 'other')
  unfold()
  expect(codeShown()).toBe('BBBB-BBBB')
})

test('it stays when the connection to the server is lost, with all others', async () => {
  const server = opened()
  await server.tells(await loginWith('AAAA-AAAA', -60_000), 'one')
  await server.tells(await loginWith('BBBB-BBBB'), 'other')
  unfold()
  await act(async () => void server.dispatchEvent(new Event('close')))
  expect(codeShown()).toBe('BBBB-BBBB')
  expect(await codesSaved()).toEqual(['BBBB-BBBB'])
})

test('a login that was chosen stays, whichever one disconnects or begins', async () => {
  const server = opened()
  await server.tells(await loginWith('AAAA-AAAA'), 'one')
  await server.tells(await loginWith('BBBB-BBBB'), 'other')
  const [first] = panel('Actors').getAllByRole('button', { name: /deviceFlow/ })
  await act(async () => fireEvent.click(first as HTMLElement))
  unfold()
  await server.says({ login: 'one', is: 'gone' })
  await server.tells(await loginWith('CCCC-CCCC', 60_000), 'third')
  expect(codeShown()).toBe('AAAA-AAAA')
  expect(await codesSaved()).toEqual(['AAAA-AAAA'])
})

test('when a service was chosen, and is long forgotten, what it ran in stays', async () => {
  const messages = recordMachine(worker, ...Array.from({ length: 620 }, () => 'again'))
  const told = messages.findIndex(({ type, sessionId, rootId }) => type === 'actor' && sessionId !== rootId) + 1
  const server = opened()
  await server.tells(messages.slice(0, told), 'one')
  await act(async () => fireEvent.click(panel('Actors').getByRole('button', { name: /job/ })))
  await server.tells(await loginWith('BBBB-BBBB', LATER_MS), 'other')
  expect(panel('job now')).toBeTruthy()
  await server.tells(messages.slice(told), 'one')
  expect(panel('worker now')).toBeTruthy()
}, 60_000)

test('what an event of one login carried is not shown beside another one', async () => {
  const server = opened()
  await server.tells(await loginWith('AAAA-AAAA'), 'one')
  fireEvent.click(panel('Events').getAllByRole('option').at(-1) as HTMLElement)
  expect(screen.getByRole('heading', { name: /^Event at/ })).toBeTruthy()
  await server.tells(await loginWith('BBBB-BBBB', 60_000), 'other')
  expect(screen.queryByRole('heading', { name: /^Event at/ })).toBeNull()
})
