import { granted, pending, startScriptedServer } from '@device-flow/testing'
import { createVirtualClock } from '@device-flow/testing'
import { expect, onTestFinished, test, vi } from 'vitest'
import { call } from '../support.ts'

/** What becomes of a load of the code that polls, refreshes and revokes. */
type Load = 'fails' | 'never comes'

/** A login of which the code is shown. `loads` come in order; then what comes after the code is there. */
async function openLogin(...loads: Load[]) {
  vi.resetModules()
  vi.doMock('../../src/requests/after-the-code.ts', async (importOriginal) => {
    const load = loads.shift()
    if (load === 'fails') throw new Error('ERR_INTERNET_DISCONNECTED')
    if (load === 'never comes') await new Promise(() => {})
    return importOriginal()
  })
  const isBlip = loads[0] === 'fails'
  const { createOAuthServices } = await import('../../src/index.ts')
  // The load that begins with the file has failed by now.
  if (isBlip) await vi.dynamicImportSettled()
  const server = await startScriptedServer()
  onTestFinished(() => server.close())
  const clock = createVirtualClock({ now: Date.now() })
  const services = createOAuthServices({ issuer: server.issuer, clientId: 'tv', clock })
  const authorization = await services.requestDeviceAuthorization({}, call)
  return { loads, server, clock, services, authorization }
}

test('what comes after the code is loaded while it is asked for; a blip in that is none for the login', async () => {
  const { loads, server, services, authorization } = await openLogin('fails')
  expect(loads).toEqual([])
  server.script('token', pending(), granted())
  expect(await services.pollToken(authorization, call)).toMatchObject({ type: 'pending' })
  expect(await services.pollToken(authorization, call)).toMatchObject({ type: 'granted' })
})

test('a poll that could not take the tokens is not sent: it is offline, and the next one loads the code for it (D6)', async () => {
  const { server, services, authorization } = await openLogin('fails', 'fails')
  server.script('token', granted())
  await expect(services.pollToken(authorization, call)).rejects.toMatchObject({
    name: 'TransientFault',
    reason: 'offline',
    message: 'A part of this app could not be loaded: if that lasts, reload the page.',
  })
  expect(server.requests('token')).toEqual([])
  const outcome = await services.pollToken(authorization, call)
  if (outcome.type !== 'granted') throw new Error(outcome.type)
  expect(await services.revokeTokens(outcome.tokens)).toEqual({ revoked: true })
})

test('a poll waits for it no longer than 30 s, and no longer than its login (E2)', async () => {
  const { clock, server, services, authorization } = await openLogin('never comes')
  const startedAt = clock.now()
  const late = services.pollToken(authorization, call).catch((fault: unknown) => fault)
  const cancelling = new AbortController()
  const cancelled = services.pollToken(authorization, cancelling).catch((reason: unknown) => reason)
  cancelling.abort()
  expect(await cancelled).toBe(cancelling.signal.reason)
  await clock.advance(30_000)
  expect(await late).toMatchObject({ reason: 'offline', receivedAt: startedAt + 30_000 })
  expect([server.requests('token'), clock.pendingTimers]).toEqual([[], 0])
})
