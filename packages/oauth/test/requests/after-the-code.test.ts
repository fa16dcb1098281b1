import { createDeviceFlowMachine } from '@device-flow/machine'
import { granted, pending, startScriptedServer } from '@device-flow/testing'
import { createVirtualClock } from '@device-flow/testing'
import { createScriptedFetch } from '@device-flow/testing/fetch'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createActor } from 'xstate'
import { call, withoutHold } from '../support.ts'

/** What becomes of a load of the code that polls, refreshes and revokes. */
type Load = 'fails' | 'never comes' | 'takes real time'

/** The package, whose `loads` come in order; then what comes after the code is there. */
async function loadPackage(loads: Load[]) {
  vi.resetModules()
  vi.doMock('../../src/requests/after-the-code.ts', async (importOriginal) => {
    const load = loads.shift()
    if (load === 'fails') throw new Error('ERR_INTERNET_DISCONNECTED')
    if (load === 'never comes') await new Promise(() => {})
    if (load === 'takes real time') await new Promise((resolve) => setTimeout(resolve, 50))
    return importOriginal()
  })
  return import('../../src/index.ts')
}

/** A login of which the code is shown. */
async function openLogin(...loads: Load[]) {
  const isBlip = loads[0] === 'fails'
  const { createOAuthServices } = await loadPackage(loads)
  // The load that begins with the file has failed by now.
  if (isBlip) await vi.dynamicImportSettled()
  const server = await startScriptedServer()
  onTestFinished(() => server.close())
  const clock = createVirtualClock({ now: Date.now() })
  const services = createOAuthServices({ issuer: server.issuer, clientId: 'tv', clock: withoutHold(clock) })
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

test('virtual time waits while it is loaded, in a page and in Node: no poll is late', async () => {
  const { createOAuthServices } = await loadPackage(['takes real time'])
  const clock = createVirtualClock()
  const { issuer, fetch, gaps } = createScriptedFetch({ clock, interval: 5, expiresIn: 900 })
  const services = createOAuthServices({ issuer, fetch, clock, clientId: 'tv', scope: 'offline_access' })
  const actor = createActor(createDeviceFlowMachine(services)).start()
  actor.send({ type: 'start' })
  await clock.runUntil(() => actor.getSnapshot().matches('error'))
  expect(actor.getSnapshot().context.error?.reason).toBe('expired')
  expect([clock.monotonic(), Math.max(...gaps('token'))]).toEqual([900_000, 5_000])
})
