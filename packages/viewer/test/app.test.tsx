import type { InspectionMessage } from '@device-flow/inspect'
import { act, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { App } from '../src/page/app.tsx'
import { transcriptOf } from '../src/page/transcript/save-transcript.ts'
import { recordLogin } from './support/recorded-login.ts'
import { ServerSide } from './support/server-side.ts'

beforeEach(() => void vi.stubGlobal('WebSocket', ServerSide))
afterEach(() => vi.unstubAllGlobals())

function opened(): ServerSide {
  render(<App />)
  act(() => void ServerSide.current.dispatchEvent(new Event('open')))
  return ServerSide.current
}

function panel(name: string | RegExp): ReturnType<typeof within> {
  return within(screen.getByRole('region', { name }))
}

test('without anything to watch, the page says how to connect', () => {
  const server = opened()
  expect(screen.getByRole('heading', { name: 'Waiting for a login…' })).toBeTruthy()
  expect(screen.getByText(/device-flow login --inspect/).textContent).toContain('/login')
  expect(server.sent).toEqual([{ text: { deviceFlow: 'viewer', message: { type: 'hello', protocol: 1 } } }])
})

test('where a chart can not be laid out, its states are listed, and the live one is told', async () => {
  const login = recordLogin({ polls: ['pending'] })
  await login.services.clock.advance(6000)
  await opened().tells(login.messages())
  expect(await screen.findByText(/This chart cannot be drawn/)).toBeTruthy()
  const item = panel('Chart').getByText('waiting').closest('li')
  expect(item?.textContent).toContain('active')
})

test('events are listed with their reasons, those of services on demand, and one that is chosen shows what it carried', async () => {
  const login = recordLogin({ polls: ['denied'] })
  await login.services.clock.advance(6000)
  await opened().tells(login.messages())
  const events = panel('Events')
  expect(events.getAllByRole('option').at(-1)?.textContent).toContain('Denied, expired or refused')
  const own = events.getAllByRole('option').length
  fireEvent.click(events.getByLabelText('Services, too'))
  expect(events.getAllByRole('option').length).toBeGreaterThan(own)
  fireEvent.click(events.getAllByRole('option').at(-1) as HTMLElement)
  expect(panel(/^Event at/).getByText('access_denied')).toBeTruthy()
})

test('an event of a service that was spawned on the way names that service', async () => {
  const login = recordLogin({ polls: ['granted'] })
  await login.services.clock.advance(6000)
  login.actor.send({ type: 'signOut' })
  await login.services.clock.advance(1000)
  await opened().tells(login.messages())
  const names = panel('Events')
    .getAllByRole('option')
    .map((row: HTMLElement) => row.querySelector('code')?.textContent)
  expect(names.at(-1)).toBe('revokeTokens done')
})

test('a click on an event that the state accepts sends it to that login, and to no other', async () => {
  const one = recordLogin()
  const other = recordLogin()
  const server = opened()
  await server.tells(one.messages(), 'one')
  await server.tells(other.messages(), 'other')
  fireEvent.click(panel('Send').getByRole('button', { name: 'cancel' }))
  const message = { type: 'send', sessionId: other.actor.sessionId, event: { type: 'cancel' } }
  expect(server.sent.at(-1)).toEqual({ login: 'other', text: { deviceFlow: 'viewer', message } })

  const [first] = panel('Actors').getAllByRole('button', { name: /deviceFlow/ })
  await act(async () => fireEvent.click(first as HTMLElement))
  fireEvent.click(panel('Send').getByRole('button', { name: 'cancel' }))
  expect(server.sent.at(-1)).toMatchObject({ login: 'one' })
})

test('a service that is chosen shows what it works on, beside the chart of its login', async () => {
  const login = recordLogin()
  await login.services.clock.advance(1000)
  await opened().tells(login.messages())
  fireEvent.click(panel('Actors').getByRole('button', { name: /sleep/ }))
  expect(panel('sleep now').getByText('atLeastMs')).toBeTruthy()
  expect(screen.getByRole('region', { name: 'Chart' })).toBeTruthy()
})

test('a change of state is said to those who can not see it', async () => {
  const login = recordLogin({ polls: [{ after: 60_000, do: 'pending' }] })
  await login.services.clock.advance(6000)
  await opened().tells(login.messages())
  expect(document.querySelector('[aria-live=polite]')?.textContent).toBe('polling. The interval has passed')
})

test('an inspector of another version is named, and its messages are not guessed at', async () => {
  const [first] = recordLogin().messages()
  const server = opened()
  await server.tells([{ ...first, protocol: 2 } as unknown as InspectionMessage])
  expect(screen.getByRole('alert').textContent).toContain('version 2 of the protocol, and this viewer version 1')
  expect(screen.getByRole('heading', { name: 'Waiting for a login…' })).toBeTruthy()
})

test('nonsense from the server is counted and does no harm', async () => {
  const server = opened()
  await server.says('{', { login: 5 }, { login: 'one', text: '{"deviceFlow":"inspection","message":{"protocol":1}}' })
  expect(screen.getByText('3 strange messages dropped')).toBeTruthy()
})

test('a transcript opens where it went wrong, and says so; a button leads back there', async () => {
  opened()
  const login = recordLogin({ polls: ['denied'] })
  await login.services.clock.advance(6000)
  const file = new File([transcriptOf(login.messages())], 'denied.jsonl')
  await act(async () => void fireEvent.drop(document.body, { dataTransfer: { files: [file] } }))
  const player = within(await screen.findByRole('region', { name: 'Transcript' }))
  const step = (): string | null => player.getByRole('status').textContent
  const atFault = step()
  expect(atFault).toMatch(/^Step (\d+) of \1: .*Here it went wrong\.$/)
  fireEvent.click(player.getByRole('button', { name: 'First' }))
  expect(step()).toMatch(/^Step 1 of .* same state$/)
  fireEvent.click(player.getByRole('button', { name: 'Where it went wrong' }))
  expect(step()).toBe(atFault)
})

test('a huge transcript is refused in words for whoever has opened it', async () => {
  opened()
  const file = new File(['x'.repeat(20_000_001)], 'huge.jsonl')
  await act(async () => void fireEvent.drop(document.body, { dataTransfer: { files: [file] } }))
  const words = 'huge.jsonl is larger than 20 MB. Cut it at the end of a line, and open it again.'
  expect(screen.getByRole('alert').textContent).toContain(words)
})
