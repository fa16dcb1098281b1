import { getEventListeners } from 'node:events'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ORDERS, startApi } from './api.ts'
import { signedIn } from './login.ts'

const MANY = 30

let warnings: string[] = []
const note = ({ name }: Error): void => void warnings.push(name)

beforeEach(() => {
  warnings = []
  process.on('warning', note)
})
afterEach(() => void process.off('warning', note))

async function expectNoWarning(): Promise<void> {
  await nextTurn()
  await nextTurn()
  expect(warnings).toEqual([])
}

describe('one signal', () => {
  test('for many calls of session.fetch that wait for one refresh warns of no leak (attack X22)', async () => {
    const api = await startApi()
    const { signal } = new AbortController()
    const script = {
      polls: [{ granted: { expiresInMs: 1000 } }],
      refreshes: [{ after: 1000, do: 'refreshed' as const }],
    }
    const { services, session } = await signedIn(script, { allowedOrigins: [api.origin] })
    const { fetch } = session
    await fetch(`${api.origin}${ORDERS}`)
    await services.clock.advance(1000)
    const answers = Array.from({ length: MANY }, () => fetch(`${api.origin}${ORDERS}`, { signal }))
    await nextTurn()
    expect(getEventListeners(signal, 'abort').length).toBeLessThan(3)
    await services.clock.advance(1000)
    for (const answer of answers) expect((await answer).status).toBe(200)
    await expectNoWarning()
    await api.close()
  })
})
