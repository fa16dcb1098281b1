import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createOAuthServices } from '../../src/index.ts'
import type { OAuthServices } from '../../src/index.ts'
import { call } from '../support.ts'

const ISSUER = 'https://id.example.com'
const OBJECTS = ['AbortController', 'Headers', 'Response', 'TextEncoder'] as const
const NATIVE_RESPONSE = Response

/** How many objects of the platform were made, and JSON texts written, since it was last asked. */
let taken: () => Record<string, number>

beforeEach(() => {
  let made: Record<string, number> = {}
  const count = (name: string): void => void (made[name] = (made[name] ?? 0) + 1)
  for (const name of OBJECTS) {
    const Native = globalThis[name] as new (...given: never[]) => object
    vi.stubGlobal(
      name,
      class extends Native {
        constructor(...given: never[]) {
          super(...given)
          count(name)
        }
      },
    )
  }
  const { stringify } = JSON
  vi.spyOn(JSON, 'stringify').mockImplementation((...given: unknown[]) => {
    count('stringify')
    return stringify(...(given as Parameters<typeof stringify>))
  })
  taken = () => {
    const before = made
    made = {}
    return before
  }
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

/** Services of a server that is a function, and gives these bodies in their order. */
function connectTo(...bodies: string[]): OAuthServices {
  const endpoints = { deviceAuthorizationEndpoint: `${ISSUER}/device`, tokenEndpoint: `${ISSUER}/token` }
  const fetch = async (): Promise<Response> => new NATIVE_RESPONSE(bodies.shift())
  return createOAuthServices({ endpoints, clientId: 'tv', scope: 'api', fetch })
}

const CODE = `{"device_code":"device-code-1","user_code":"WDJB","verification_uri":"${ISSUER}","expires_in":900}`
const PENDING = '{"error":"authorization_pending","error_description":"The person has not decided yet."}'
const TOKENS = '{"access_token":"access-token-1","token_type":"bearer","refresh_token":"refresh-token-1"}'

test('a login in front of which a person waits costs little: a request makes what it needs, and a poll looks for no secrets', async () => {
  const services = connectTo(CODE, CODE, PENDING, TOKENS, TOKENS)
  // The first request of all also looks the server up.
  await services.requestDeviceAuthorization({}, call)
  taken()
  const authorization = await services.requestDeviceAuthorization({}, call)
  // That its addresses hold no secret is seen without an encoder: the code is ASCII, as most are.
  expect(taken()).toEqual({ AbortController: 1, Headers: 1, Response: 1, stringify: 1 })
  expect(await services.pollToken(authorization, call)).toMatchObject({ type: 'pending' })
  // Those headers are oauth4webapi's.
  expect(taken()).toEqual({ AbortController: 1, Headers: 1 })

  const outcome = await services.pollToken(authorization, call)
  // Of the response that oauth4webapi judges, nothing is written as JSON, to be parsed again.
  expect(taken()).toEqual({ AbortController: 1, Headers: 1, Response: 1 })
  if (outcome.type !== 'granted') throw new Error(outcome.type)
  expect(await services.refreshTokens(outcome.tokens)).toMatchObject({ type: 'refreshed' })
  expect(taken()).toMatchObject({ Headers: 1, Response: 1 })
})
