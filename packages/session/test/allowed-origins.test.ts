import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createAuthorizedFetch, memoryStore, OriginNotAllowedError } from '../src/index.ts'
import { SessionOptionsError, withSession } from '../src/index.ts'
import { API, signedIn } from './login.ts'

const CLIENT = { server: 'https://id.example.com', clientId: 'tv' }

let asked: string[]
const fetch: typeof globalThis.fetch = async (input) => {
  asked.push(input instanceof Request ? input.url : String(input))
  return Response.json({})
}

beforeEach(() => void (asked = []))
afterEach(() => void vi.unstubAllGlobals())

describe('the access token', () => {
  test('goes to the origins that are named, whatever the path', async () => {
    const allowedOrigins = [API, 'https://files.example.com/', 'http://127.0.0.1:3000']
    const { session } = await signedIn({}, { fetch, allowedOrigins })
    await session.fetch(`${API}/orders?open=1`)
    await session.fetch(new URL('https://files.example.com/a'))
    await session.fetch(new Request('http://127.0.0.1:3000/'))
    expect(asked).toEqual([`${API}/orders?open=1`, 'https://files.example.com/a', 'http://127.0.0.1:3000/'])
  })

  test.each([
    'https://evil.example/',
    'https://api.example.com.evil.example/',
    'https://api.example.com:8443/',
    'https://api.example.com@evil.example/',
    'https://sub.api.example.com/',
    'http://127.0.0.1:3000/',
  ])('goes to no other: not to %s, and nothing is sent at all', async (url) => {
    const { session } = await signedIn({}, { fetch })
    const failure = await session.fetch(url).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(OriginNotAllowedError)
    expect(failure).toMatchObject({ name: 'OriginNotAllowedError', origin: new URL(url).origin })
    await expect(session.fetch(new Request('https://evil.example'))).rejects.toThrow(OriginNotAllowedError)
    expect(asked).toEqual([])
  })

  test('is refused with the origin, those that are allowed, and what to write', async () => {
    const { session } = await signedIn({}, { fetch })
    await expect(session.fetch('https://files.example.com/a?secret=1')).rejects.toThrow(
      "The access token is not sent to https://files.example.com: only to https://api.example.com. If your API is there, add allowedOrigins: ['https://files.example.com'].",
    )
  })

  test.each([
    'http://api.example.com/orders',
    'http://127.0.0.1.example.com/',
    'ftp://127.0.0.1/',
    'file:///etc/passwd',
    // Node asks DNS for it (attack X6).
    'http://api.localhost/orders',
    'http://0.0.0.0/orders',
  ])('never goes to %s, whatever is allowed', async (url) => {
    const { session } = await signedIn({}, { fetch })
    await expect(session.fetch(url)).rejects.toThrow(/https only/)
    expect(asked).toEqual([])
  })

  test('goes where the client’s audience and resources are, when no origin is named', async () => {
    const resources = ['https://files.example.com/v2/', 'urn:example:orders', 'http://plain.example.com']
    const client = { ...CLIENT, audience: 'https://api.example.com/v1', resources }
    const { session } = await signedIn({}, { fetch, client })
    await session.fetch(`${API}/orders`)
    await session.fetch('https://files.example.com/a')
    await expect(session.fetch(CLIENT.server)).rejects.toThrow(OriginNotAllowedError)
    await expect(session.fetch('http://plain.example.com')).rejects.toThrow(OriginNotAllowedError)
    expect(asked).toHaveLength(2)
  })

  test('goes only where is named, when the client has an audience, too', async () => {
    const client = { ...CLIENT, audience: API }
    const { session } = await signedIn({}, { fetch, client, allowedOrigins: ['https://files.example.com'] })
    await expect(session.fetch(API)).rejects.toThrow(OriginNotAllowedError)
    const { actor } = session
    const other = createAuthorizedFetch(actor, { client: { ...CLIENT, resources: ['https://x.example'] }, fetch })
    await expect(other(API)).rejects.toThrow(OriginNotAllowedError)
    await other('https://x.example')
  })

  test.each([[CLIENT], [{ ...CLIENT, audience: 'orders-api' }]])(
    'goes nowhere when nothing says where the API is, and the error says what to write',
    async (client) => {
      const { session } = await signedIn({}, { fetch, client })
      await expect(session.fetch(API)).rejects.toThrow(
        "The access token is not sent to https://api.example.com: no origin is named yet. If your API is there, add allowedOrigins: ['https://api.example.com'].",
      )
    },
  )

  test('goes to the API of a page that is named by a path alone, if that is allowed', async () => {
    const { session } = await signedIn({}, { fetch, allowedOrigins: ['https://shop.example.com'] })
    await expect(session.fetch('/orders')).rejects.toThrow(TypeError)
    vi.stubGlobal('document', { baseURI: 'https://shop.example.com/app/' })
    await session.fetch('/orders')
    vi.stubGlobal('document', { baseURI: 'https://other.example.com/app/' })
    await expect(session.fetch('/orders')).rejects.toThrow(OriginNotAllowedError)
    expect(asked).toEqual(['https://shop.example.com/orders'])
  })

  test('goes where was asked for, though the URL is changed while a new token is waited for', async () => {
    const { session, services } = await signedIn({}, { fetch })
    services.clock.jumpWall(3_600_000)
    const url = new URL(`${API}/orders`)
    const response = session.fetch(url)
    url.host = 'evil.example'
    await response
    expect(asked).toEqual([`${API}/orders`])
  })
})

test.each([
  ['no list', 'https://api.example.com'],
  ['a path', [API, 'https://api.example.com/v1']],
  ['plain http', ['http://api.example.com']],
  ['a wildcard', ['*']],
  ['a wildcard in a name', ['https://*.example.com/x']],
  ['a name alone', ['api.example.com']],
  ['a user name', ['https://me@api.example.com']],
  ['what is no text', [new URL(API)]],
])('an option that names %s is refused at once', async (_, allowedOrigins) => {
  const { session, services } = await signedIn()
  const options = { store: memoryStore(), allowedOrigins: allowedOrigins as never }
  for (const make of [() => createAuthorizedFetch(session.actor, options), () => withSession(services, options)]) {
    expect(make).toThrow(SessionOptionsError)
    expect(make).toThrow(expect.objectContaining({ name: 'SessionOptionsError', option: 'allowedOrigins' }))
  }
})
