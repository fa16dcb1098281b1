import { createDeviceFlowMachine, toView } from '@device-flow/machine'
import type { TransientFault } from '@device-flow/machine'
import { createVirtualClock, tokenSet } from '@device-flow/testing'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createActor } from 'xstate'
import { createOAuthServices } from '../../src/index.ts'
import type { OAuthClientOptions } from '../../src/index.ts'
import { call, faultOf } from '../support.ts'

const HINT =
  "or the server does not allow this page's origin, https://tv.example.com (CORS: see docs/cors.md of device-flow)."

/** Runs in a page of `https://tv.example.com`, as far as the services can tell. */
function inPage(navigator: object = { onLine: true }): void {
  vi.stubGlobal('document', {})
  vi.stubGlobal('location', { origin: 'https://tv.example.com' })
  vi.stubGlobal('navigator', navigator)
}

afterEach(() => void vi.unstubAllGlobals())

/** A fetch that fails, as in browsers without a cause. */
function failedFetch(cause?: Error): typeof fetch {
  return () => Promise.reject(new TypeError('Failed to fetch', { cause }))
}

/** Services of a server that cannot be reached. */
function failAt(host: string, cause?: Error, options: Partial<OAuthClientOptions> = {}) {
  const endpoints = {
    deviceAuthorizationEndpoint: `https://${host}/device`,
    tokenEndpoint: `https://${host}/token`,
    revocationEndpoint: `https://${host}/revoke`,
    userinfoEndpoint: `https://${host}/userinfo`,
  }
  return createOAuthServices({ endpoints, clientId: 'tv', fetch: failedFetch(cause), ...options })
}

const requests: [string, (services: ReturnType<typeof failAt>) => Promise<unknown>][] = [
  ['device authorization endpoint', (services) => services.requestDeviceAuthorization({}, call)],
  ['token endpoint', (services) => services.refreshTokens(tokenSet())],
  ['userinfo endpoint', (services) => services.fetchUserInfo(tokenSet())],
  ['revocation endpoint', (services) => services.revokeTokens(tokenSet())],
]

describe.each(requests)('a request to the %s that a browser hides', (endpoint, ask) => {
  const problem = `The ${endpoint} at id.example.com could not be reached`

  test('may be one of CORS, and the message says where to read on', async () => {
    inPage()
    const fault = await faultOf(ask(failAt('id.example.com')))
    expect(fault).toMatchObject({ reason: 'offline', message: `${problem}, ${HINT}` })
  })

  test('is none of CORS in a browser that is offline', async () => {
    inPage({ onLine: false })
    expect((await faultOf(ask(failAt('id.example.com')))).message).toBe(`${problem}.`)
  })

  test('is none of CORS where the page and the server have one origin', async () => {
    inPage()
    const { message } = await faultOf(ask(failAt('tv.example.com')))
    expect(message).not.toContain('CORS')
  })

  test('is none of CORS outside of a browser, nor where the platform says why', async () => {
    expect((await faultOf(ask(failAt('id.example.com')))).message).toBe(`${problem}.`)
    inPage()
    const refused = Object.assign(new Error('x'), { code: 'ECONNREFUSED' })
    expect((await faultOf(ask(failAt('id.example.com', refused)))).message).toBe(
      `The ${endpoint} at id.example.com could not be reached (ECONNREFUSED).`,
    )
  })
})

test('the metadata is asked for in vain in the same words', async () => {
  inPage()
  const services = createOAuthServices({ issuer: 'https://id.example.com', clientId: 'tv', fetch: failedFetch() })
  const fault: TransientFault = await faultOf(services.requestDeviceAuthorization({}, call))
  expect(fault.message).toBe(`The OpenID metadata at id.example.com could not be reached, ${HINT}`)
})

test('a page without an origin, as of a file, is not named', async () => {
  inPage()
  vi.stubGlobal('location', { origin: 'null' })
  const { message } = await faultOf(failAt('id.example.com').requestDeviceAuthorization({}, call))
  expect(message).toContain("the server does not allow this page's origin (CORS: see docs/cors.md")
})

test('a login that ends by it says so to the person, after tries that look like a network that is down', async () => {
  inPage()
  const clock = createVirtualClock()
  const actor = createActor(createDeviceFlowMachine(failAt('id.example.com', undefined, { clock }))).start()
  actor.send({ type: 'start' })
  await clock.advance(0)
  expect(toView(actor.getSnapshot())).toMatchObject({ status: 'requesting', lastBlip: 'offline' })
  await clock.runUntilIdle()
  const { error } = actor.getSnapshot().context
  expect(error?.reason).toBe('offline')
  expect(error?.message).toBe(
    `The device authorization endpoint at id.example.com could not be reached, ${HINT} Check the address and the network connection, then try again.`,
  )
})
