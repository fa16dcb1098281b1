import { act, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { App } from '../src/page/app.tsx'
import { requestedPanels } from '../src/page/panel/requested-panels.ts'
import { recordLogin } from './support/recorded-login.ts'
import { ServerSide } from './support/server-side.ts'

beforeEach(() => void vi.stubGlobal('WebSocket', ServerSide))
afterEach(() => {
  vi.unstubAllGlobals()
  window.history.replaceState(null, '', '/')
})

function openPart(search: string): ServerSide {
  window.history.replaceState(null, '', `/${search}`)
  render(<App />)
  return ServerSide.current
}

const regions = (): (string | null)[] =>
  screen.getAllByRole('region').map((region) => region.querySelector('h2')!.textContent)

describe('the address', () => {
  test('names panels in any order, once or several times', () => {
    expect(requestedPanels('?panels=polls,chart')).toEqual({ panels: new Set(['chart', 'polls']), unknown: [] })
    expect(requestedPanels('?x=1&panels= send &panels=events,')).toEqual({
      panels: new Set(['events', 'send']),
      unknown: [],
    })
  })

  test('that names none asks for all of the viewer', () => {
    expect(requestedPanels('')).toBeUndefined()
    expect(requestedPanels('?panel=chart')).toBeUndefined()
  })

  test('may name what there is not', () => {
    expect(requestedPanels('?panels=Chart,__proto__')).toEqual({ panels: new Set(), unknown: ['Chart', '__proto__'] })
    expect(requestedPanels('?panels=')).toEqual({ panels: new Set(), unknown: [] })
  })
})

test('a part has the panels that were asked for, and neither header nor buttons', async () => {
  const login = recordLogin()
  await login.services.clock.advance(1000)
  await openPart('?panels=polls,send').tells(login.messages())
  expect(regions()).toEqual(['Polls', 'Send'])
  expect(screen.getByText('No poll yet.')).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Save transcript' })).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: 'cancel' }))
  expect(ServerSide.current.sent.at(-1)).toMatchObject({ text: { message: { event: { type: 'cancel' } } } })
})

test('a part waits for a login in one calm line', () => {
  openPart('?panels=chart')
  expect(screen.getByRole('status').textContent).toBe('Waiting for a login…')
  expect(screen.queryByRole('region')).toBeNull()
})

test('a part without a panel says which names there are, and shows nothing else', async () => {
  await openPart('?panels=').tells(recordLogin().messages())
  expect(screen.getByRole('alert').textContent).toBe(
    'The address asks for no panel. The names for ?panels= are chart, events, polls, actors, send, details.',
  )
  expect(screen.queryByRole('region')).toBeNull()
})

test('what a person chose in a part makes room for the next login, whatever its clock says', async () => {
  const [first, second] = [recordLogin(), recordLogin()]
  await first.services.clock.advance(1000)
  await second.services.clock.advance(1000)
  const server = openPart('?panels=actors,details')
  await server.tells(first.messages(), 'first')
  await act(async () => fireEvent.click(screen.getByRole('button', { name: /services/ })))
  expect(regions()).toEqual(['Actors', 'services now'])
  await server.tells(
    second.messages().map((message) => ({ ...message, at: message.at - 9000 })),
    'second',
  )
  expect(regions()).toEqual(['Actors', 'deviceFlow now'])
  expect(screen.getByRole('button', { pressed: true }).textContent).toContain('connection 2')
})

test('a part of an unknown name does not keep others of it from being shown', async () => {
  await openPart('?panels=graph,details').tells(recordLogin().messages())
  expect(screen.getByRole('alert').textContent).toContain('There is no panel of the name graph.')
  expect(regions()).toEqual(['deviceFlow now'])
})
