import type { InspectionMessage } from '@device-flow/inspect'
import { act, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createMachine, setup, spawnChild } from 'xstate'
import { App } from '../src/page/app.tsx'
import { transcriptOf } from '../src/page/transcript/save-transcript.ts'
import { recordLogin, recordMachine } from './support/recorded-login.ts'
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
  expect(events.getAllByText('services:').length).toBeGreaterThan(0)
  fireEvent.click(events.getByText(/^Denied, expired or refused/))
  expect(panel(/^Event at/).getByText('access_denied')).toBeTruthy()
})

test('an event of a service that was spawned on the way names that service', async () => {
  const brew = createMachine({ initial: 'done', states: { done: { type: 'final' } } })
  const spawner = setup({ actors: { brew } }).createMachine({
    entry: spawnChild('brew', { id: 'x.1' }),
  })
  await opened().tells(recordMachine(spawner))
  const names = panel('Events')
    .getAllByRole('option')
    .map((row: HTMLElement) => row.querySelector('code')?.textContent)
  expect(names.at(-1)).toBe('brew done')
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

test('the answers of services are named by the service, whoever has told them', async () => {
  const login = recordLogin({ polls: [{ fault: 'offline' }, 'granted'] })
  await login.services.clock.advance(30_000)
  await opened().tells(login.messages())
  const names = within(panel('Events').getByRole('listbox'))
    .getAllByRole('option')
    .map((row: HTMLElement) => row.querySelector('code')?.textContent)
  expect(names.slice(2, 5)).toEqual(['requestDeviceAuthorization done', 'sleep done', 'pollToken failed'])
})

test('the services, when chosen, show what they work on without its secrets, beside the chart of their login', async () => {
  const login = recordLogin({ polls: [{ after: 60_000, do: 'pending' }] })
  await login.services.clock.advance(6000)
  const server = opened()
  await server.tells(login.messages())
  fireEvent.click(panel('Actors').getByRole('button', { name: /services/ }))
  const details = panel('services now')
  expect(details.getByText('"pollToken"')).toBeTruthy()
  const work = details.getAllByText('input').at(-1)?.closest('details') as HTMLDetailsElement
  expect(within(work).getByText('deviceCode').parentElement?.textContent).toBe('deviceCode "[secret]"')
  expect(within(work).getByText('intervalMs')).toBeTruthy()
  fireEvent.click(panel('Send').getByRole('button', { name: 'hint' }))
  expect(server.sent.at(-1)).toMatchObject({ text: { message: { sessionId: login.actor.sessionId } } })
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
