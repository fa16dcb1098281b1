import type { DeviceFlowServices } from '@device-flow/machine'
import { DeviceFlowError, TransientFault } from '@device-flow/machine'
import { describe, expect, test } from 'vitest'
import { memoryStore, withSession } from '../../src/index.ts'
import { accessTokenOf, call, failureOf, tabs } from './tabs.ts'

// Services of an app's own, in JavaScript: what the chart takes from them, the next process must be able to read.

/** A store over the services of a server, with some of them replaced. */
function world(replace: (services: DeviceFlowServices) => object) {
  const { server, clock } = tabs()
  const own = server.services()
  const store = memoryStore()
  const services = { ...own, ...replace(own) } as DeviceFlowServices
  const open = () => withSession(services, { store, clock })
  return { server, clock, open, restore: () => open().session.restore(call) }
}

test('a code whose response does not say when it came is kept as of now, and so is a poll', async () => {
  const { clock, open, restore } = world((own) => ({
    requestDeviceAuthorization: async (...args: Parameters<typeof own.requestDeviceAuthorization>) => ({
      ...(await own.requestDeviceAuthorization(...args)),
      receivedAt: Infinity,
      intervalMs: null,
    }),
    pollToken: async () => ({ type: 'pending' }),
  }))
  const tab = open()
  const code = await tab.requestDeviceAuthorization({}, call)
  expect(await restore()).toMatchObject({ type: 'pending', intervalMs: 5_000, lastReplyAt: clock.now() })
  await clock.advance(5_000)
  await tab.pollToken(code, call)
  expect(await restore()).toMatchObject({ type: 'pending', lastReplyAt: clock.now() })
})

/** A code whose address no browser should open: it is of one process alone. */
const oddAddress = (own: DeviceFlowServices) => ({
  requestDeviceAuthorization: async (...args: Parameters<typeof own.requestDeviceAuthorization>) => ({
    ...(await own.requestDeviceAuthorization(...args)),
    verificationUri: 'https://user:password@as.example/device',
  }),
})

test('a code with an address that no browser should open is of this process alone, and signs in', async () => {
  const { server, open, restore } = world(oddAddress)
  const tab = open()
  const code = await tab.requestDeviceAuthorization({}, call)
  expect(await restore()).toBeUndefined()
  server.approved = true
  expect(await tab.pollToken(code, call)).toMatchObject({ type: 'granted' })
  expect(await restore()).toMatchObject({ type: 'signedIn' })
})

test('such a code is no sign-in by a session from before', async () => {
  const { clock, open } = await signedIn(oddAddress)
  const tab = open()
  const code = await tab.requestDeviceAuthorization({}, call)
  await clock.advance(5_000)
  expect(await tab.pollToken(code, call)).toMatchObject({ type: 'pending' })
})

/** A session of somebody who has signed in; refreshes do what is said. */
async function signedIn(refresh: (own: DeviceFlowServices) => object) {
  const opened = world(refresh)
  const tab = opened.open()
  const code = await tab.requestDeviceAuthorization({}, call)
  opened.server.approved = true
  await tab.pollToken(code, call)
  const session = await tab.session.restore(call)
  if (session?.type !== 'signedIn') throw new Error('Nobody is signed in')
  return { ...opened, tab, tokens: session.tokens }
}

describe('a session', () => {
  test('that is renewed with null for a refresh token keeps the one that it has', async () => {
    const { tab, tokens, restore } = await signedIn((own) => ({
      refreshTokens: async (...args: Parameters<typeof own.refreshTokens>) => {
        const outcome = await own.refreshTokens(...args)
        if (outcome.type !== 'refreshed') throw new Error('Refused')
        return { ...outcome, tokens: { ...outcome.tokens, refreshToken: null, receivedAt: NaN } }
      },
    }))
    expect(accessTokenOf(await tab.refreshTokens(tokens))).toBe('access f1.2')
    const kept = await restore()
    expect(kept?.type === 'signedIn' && kept.tokens.refreshToken?.reveal()).toBe('f1.1')
  })

  test.each([
    ['fails', () => new TransientFault('serverError', 'Busy.', { receivedAt: NaN, sentAt: 1, status: 503 })],
    ['is declined', () => new TransientFault('invalidResponse', 'No.', { receivedAt: NaN, sentAt: 1, status: 403 })],
  ])('is kept when a refresh %s at a time that is no number', async (_, fault) => {
    const { tab, tokens, restore } = await signedIn(() => ({ refreshTokens: () => Promise.reject(fault()) }))
    await failureOf(tab.refreshTokens(tokens))
    expect(await restore()).toMatchObject({ type: 'signedIn' })
  })

  test('is kept when a refresh is refused with null for a code', async () => {
    const error = new DeviceFlowError('signedOut', 'Over.', { error: null as never, endedBy: 'server' })
    const { clock, tab, tokens, restore } = await signedIn(() => ({
      refreshTokens: async () => ({ type: 'refused', error, receivedAt: clock.now() }),
    }))
    await tab.refreshTokens(tokens)
    expect(await restore()).toMatchObject({ type: 'signedIn', refusal: { message: 'Over.' } })
  })
})
