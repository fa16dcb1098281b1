import { memoryStore, withSession } from '@device-flow/session'
import { SessionStoreError } from '@device-flow/node/store'
import { createScriptedServices } from '@device-flow/testing'
import { expect, test } from 'vitest'
import { keptGrants } from '../src/login/kept-grants.ts'
import { rememberFailures } from '../src/login/remembered-failures.ts'

const client = { server: 'https://as.example', clientId: 'tv' }
const call = { signal: new AbortController().signal }

/** A login whose person approves when its store has become read-only, or has not. */
async function pollOnce({ isReadOnly }: { isReadOnly: boolean }) {
  const scripted = createScriptedServices({ client, polls: ['granted'] })
  const store = memoryStore()
  let isWritable = true
  const { store: remembered, lastFailure } = rememberFailures({
    ...store,
    async writeIf(key, revision, next) {
      if (!isWritable) throw new SessionStoreError('denied', 'The folder is read-only.')
      return store.writeIf(key, revision, next)
    },
  })
  const services = keptGrants(withSession(scripted, { store: remembered, clock: scripted.clock }), lastFailure)
  const authorization = await services.requestDeviceAuthorization({}, call)
  isWritable = !isReadOnly
  let outcome = await services.pollToken(authorization, call)
  while (outcome.type === 'pending') {
    // Whose store fails holds off for a while: somebody else may be polling.
    await scripted.clock.advance(5_000)
    outcome = await services.pollToken(authorization, call)
  }
  return { outcome, isOver: services.isOver(), revocations: scripted.calls('revokeTokens') }
}

test('a grant that cannot be kept is revoked, and ends the login with what the store said', async () => {
  const { outcome, isOver, revocations } = await pollOnce({ isReadOnly: true })
  const message = expect.stringMatching(/could not be kept, so it is undone\. The folder is read-only\.$/)
  expect(outcome).toMatchObject({ type: 'ended', error: { reason: 'storage', message } })
  expect({ isOver, revocations: revocations.length }).toEqual({ isOver: true, revocations: 1 })
})

test('a grant that is kept is handed on', async () => {
  const { outcome, isOver, revocations } = await pollOnce({ isReadOnly: false })
  expect(outcome).toMatchObject({ type: 'granted' })
  expect({ isOver, revocations: revocations.length }).toEqual({ isOver: false, revocations: 0 })
})
