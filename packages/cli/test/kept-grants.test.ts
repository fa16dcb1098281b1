import { memoryStore, withSession } from '@device-flow/session'
import { SessionStoreError } from '@device-flow/node/store'
import { createScriptedServices } from '@device-flow/testing'
import { expect, test } from 'vitest'
import { keptGrants } from '../src/login/kept-grants.ts'
import { rememberFailures } from '../src/login/remembered-failures.ts'

const client = { server: 'https://as.example', clientId: 'tv' }
const call = { signal: new AbortController().signal }

type Problem = 'denied' | 'full'

/** A login whose person approves when its store cannot be written, for so long, or can. */
async function pollOnce({ problem, forMs = Number.POSITIVE_INFINITY }: { problem?: Problem; forMs?: number }) {
  const scripted = createScriptedServices({ client, polls: ['granted'] })
  const { clock } = scripted
  const store = memoryStore()
  let failing: Problem | undefined
  const remembered = rememberFailures({
    ...store,
    async writeIf(key, revision, next) {
      if (failing) throw new SessionStoreError(failing, 'The folder cannot be written.')
      return store.writeIf(key, revision, next)
    },
  })
  const granting = {
    ...scripted,
    pollToken: (...polled: Parameters<typeof scripted.pollToken>) => {
      failing = problem
      if (forMs < Number.POSITIVE_INFINITY) clock.schedule(() => (failing = undefined), forMs)
      return scripted.pollToken(...polled)
    },
  }
  const services = keptGrants(withSession(granting, { store: remembered.store, clock }), remembered, clock)
  const authorization = await services.requestDeviceAuthorization({}, call)
  const blips: unknown[] = []
  const polled = services.pollToken(authorization, { ...call, tellBlip: (fault) => blips.push(fault) })
  // Longer than anybody waits.
  for (let seconds = 0; seconds < 15; seconds += 1) await clock.advance(1000)
  const outcome = await polled
  return { outcome, blips, isOver: services.isOver(), revocations: scripted.calls('revokeTokens').length }
}

test.each<Problem>(['denied', 'full'])(
  'a grant that cannot be kept, as the store is %s, is revoked, and ends the login with what the store said',
  async (problem) => {
    const { outcome, isOver, revocations } = await pollOnce({ problem })
    const message = expect.stringMatching(/could not be kept, so it is undone\. The folder cannot be written\.$/)
    expect(outcome).toMatchObject({ type: 'ended', error: { reason: 'storage', message } })
    expect({ isOver, revocations }).toEqual({ isOver: true, revocations: 1 })
  },
)

test('a disk that is full for 10 s at the grant undoes no login: it is told of, and waited for', async () => {
  const { outcome, blips, isOver, revocations } = await pollOnce({ problem: 'full', forMs: 10_000 })
  expect(outcome).toMatchObject({ type: 'granted', unsaved: false })
  expect({ isOver, revocations }).toEqual({ isOver: false, revocations: 0 })
  const errorDescription = expect.stringContaining('cannot be kept yet: The folder cannot be written.')
  expect(blips).toMatchObject([{ errorDescription }])
})

test('a folder that a person has to open is not waited for', async () => {
  expect((await pollOnce({ problem: 'denied' })).blips).toEqual([])
})

test('a grant that is kept is handed on', async () => {
  const { outcome, isOver, revocations } = await pollOnce({})
  expect(outcome).toMatchObject({ type: 'granted' })
  expect({ isOver, revocations }).toEqual({ isOver: false, revocations: 0 })
})
