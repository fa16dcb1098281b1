import { getEventListeners } from 'node:events'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { startScriptedServer } from '@device-flow/testing'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { signIn } from '../src/index.ts'
import { login } from './login.ts'

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
  test('for many logins at once warns of no leak, and cancels each of them (attack X22)', async () => {
    const { signal, controller } = abortable()
    const logins = Array.from({ length: MANY }, () => login({}, { signal }))
    await Promise.all(logins.map(({ services }) => services.clock.advance(1000)))
    expect(getEventListeners(signal, 'abort')).toHaveLength(1)
    controller.abort(new Error('enough'))
    for (const { session, services } of logins) {
      await expect(session).rejects.toThrow('enough')
      expect(services.clock.pendingTimers).toBe(0)
    }
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
    await expectNoWarning()
  })

  test('goes on to cancel the other logins when some of them have ended (attack X22)', async () => {
    const { signal, controller } = abortable()
    const done = login({ polls: ['granted'] }, { signal })
    const others = Array.from({ length: MANY }, () => login({}, { signal }))
    await done.services.clock.advance(5000)
    await done.session
    controller.abort(new Error('enough'))
    for (const { session } of others) await expect(session).rejects.toThrow('enough')
    expect((await done.session).view.status).toBe('authorized')
    await expectNoWarning()
  })

  test('for many logins over HTTP warns of no leak (attack X22)', async () => {
    const server = await startScriptedServer({ interval: 30 })
    const { signal, controller } = abortable()
    const prompts: string[] = []
    const logins = Array.from({ length: MANY }, () =>
      signIn({
        issuer: server.issuer,
        clientId: 'tv',
        signal,
        onPrompt: ({ userCode }) => void prompts.push(userCode),
      }),
    )
    await server.waitForRequest('deviceAuthorization', MANY)
    controller.abort(new Error('enough'))
    for (const session of logins) await expect(session).rejects.toThrow('enough')
    await expectNoWarning()
    await server.close()
  })
})

function abortable(): { controller: AbortController; signal: AbortSignal } {
  const controller = new AbortController()
  return { controller, signal: controller.signal }
}
