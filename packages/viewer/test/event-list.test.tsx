import type { PollStep } from '@device-flow/testing/virtual'
import { act, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { App } from '../src/page/app.tsx'
import { recordLogin, type RecordedLogin } from './support/recorded-login.ts'
import { ServerSide } from './support/server-side.ts'

// What a person finds in the list of events after a while.

const POLLS = 44
const FOREVER = { ok: { expiresInMs: 1e9 } } as const

beforeEach(() => void vi.stubGlobal('WebSocket', ServerSide))
afterEach(() => vi.unstubAllGlobals())

async function polled(polls: readonly PollStep[], ms: number): Promise<RecordedLogin> {
  const login = recordLogin({ authorizations: [FOREVER], polls })
  await login.services.clock.advance(ms)
  return login
}

/** Opens the page for a login that has gone on for a while. */
async function comeLate(login: RecordedLogin): Promise<void> {
  render(<App />)
  act(() => void ServerSide.current.dispatchEvent(new Event('open')))
  await ServerSide.current.tells(login.backlog())
}

const list = (): HTMLElement => screen.getByRole('listbox', { name: 'Events' })
const rows = (): string[] =>
  within(list())
    .queryAllByRole('option')
    .map(({ textContent }) => textContent)
const press = (key: string): boolean => fireEvent.keyDown(list(), { key })

test('who comes late sees the whole login, from its beginning, and all its polls as one line that says how many', async () => {
  await comeLate(
    await polled(
      Array.from({ length: POLLS }, () => 'pending'),
      POLLS * 5000 + 2000,
    ),
  )
  expect(rows()).toHaveLength(4)
  expect(rows()[1]).toContain('A person wants to sign in')
  expect(rows()[3]).toMatch(/pollToken done.*×44.*Not decided yet/)
  fireEvent.click(within(list()).getAllByRole('option')[3] as HTMLElement)
  expect(rows()).toHaveLength(3 + 2 * POLLS)
})

test('the arrow keys unfold the polls and fold them again, and the chosen event stays in sight', async () => {
  await comeLate(await polled(['pending', 'pending', 'pending', 'denied'], 25_000))
  press('End')
  press('ArrowUp')
  press('ArrowUp')
  expect(rows()).toHaveLength(6)
  press('ArrowRight')
  expect(rows()).toHaveLength(11)
  press('ArrowUp')
  press('ArrowLeft')
  expect(rows()).toHaveLength(6)
  expect(list().querySelector('[aria-selected=true]')?.textContent).toContain('×3')
})

test('polls that differ are not folded into each other', async () => {
  await comeLate(await polled(['pending', { fault: 'offline' }, 'pending', 'slowDown', 'denied'], 90_000))
  expect(rows().at(-1)).toContain('Denied')
  expect(rows().filter((row) => row.includes('×'))).toEqual([])
})

test('the list is searched by what it says and by what events carried, and filtered to changes of state and to faults', async () => {
  await comeLate(await polled(['pending', { fault: 'offline' }, 'denied'], 40_000))
  const all = rows()
  const search = screen.getByLabelText('Search the events')
  const which = screen.getByLabelText('Which events')
  fireEvent.change(search, { target: { value: 'access_denied' } })
  expect(rows()).toEqual([all.at(-1)])
  expect(screen.getByText(`1 of ${all.length}`)).toBeTruthy()
  fireEvent.change(search, { target: { value: 'not  DECIDED' } })
  expect(rows()).toEqual(all.filter((row) => row.includes('Not decided yet')))
  fireEvent.change(search, { target: { value: '' } })
  fireEvent.change(which, { target: { value: 'faults' } })
  expect(rows()).toEqual(all.filter((row) => row.includes('pollToken failed')))
  fireEvent.change(which, { target: { value: 'moves' } })
  expect(rows()).toEqual(all.slice(1))
})
