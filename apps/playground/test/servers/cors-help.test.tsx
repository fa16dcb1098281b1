import { screen } from '@testing-library/react'
import { act } from 'react'
import { expect, onTestFinished, test, vi } from 'vitest'
import { askedHeaders, unreadExchange } from '../../src/set-up/cors/unread-exchange.ts'
import { signOfLifeAt } from '../../src/set-up/cors/why-unread.ts'
import type { Settings } from '../../src/settings/settings.ts'
import type { Exchange } from '../../src/wire/exchange.ts'
import { openPlayground } from '../open-playground.tsx'

const hidden = (): Promise<Response> => Promise.reject(new TypeError('Failed to fetch'))
const asked: [url: string, init: RequestInit][] = []

/** A browser that shows the page no answer; `probe` is what comes of a request in the mode `no-cors`. */
function browse(probe: () => Promise<Response>, isOnline = true): void {
  asked.length = 0
  vi.stubGlobal('fetch', (input: string, init: RequestInit) => {
    if (init.mode !== 'no-cors') return hidden()
    asked.push([input, init])
    return probe()
  })
  vi.stubGlobal('navigator', { ...navigator, onLine: isOnline })
  onTestFinished(() => void vi.unstubAllGlobals())
}

async function readMetadata(settings: Partial<Settings> = {}, config = {}): Promise<ReturnType<typeof openPlayground>> {
  const playground = openPlayground(
    { server: 'issuer', issuer: 'https://id.example.com', clientId: 'tv', ...settings },
    config,
  )
  act(() => screen.getByText('What the server says of itself').click())
  await playground.press('Read and check it')
  return playground
}

test('a server that answers, but not to pages, is told to be that', async () => {
  browse(() => Promise.resolve(new Response()))
  const { lab } = await readMetadata()
  await screen.findByText('It is CORS.')
  expect(lab().wire.list().at(-1)).toMatchObject({ kind: 'signOfLife', verdict: { outcome: 'alive' } })
  expect(screen.getAllByText(/Access-Control-Allow-Origin/)).toHaveLength(1)
  screen.getByText(/npm run playground -- --relay/)
  // It is asked for a sign of life, without cookies, and told nothing.
  expect(asked[0]?.[0]).toMatch(/^https:\/\/id\.example\.com\/\.well-known\//)
  expect(asked[0]?.[1]).toMatchObject({ credentials: 'omit', referrerPolicy: 'no-referrer' })
  expect(asked[0]?.[1].method ?? 'GET').toBe('GET')
})

test('a server that does not answer at all may be down: no more is claimed', async () => {
  browse(hidden)
  await readMetadata()
  await screen.findByText(/It does not answer, or it hides even that/)
  expect(screen.getByText(/^First look whether the name is right/).textContent).toContain(
    'id.example.com comes from the issuer in the settings',
  )
  expect(screen.queryByText('It is CORS.')).toBeNull()
})

test('without a network it is the network', async () => {
  browse(hidden, false)
  await readMetadata()
  expect(await screen.findByText('This browser has no network.')).toBeTruthy()
})

test('what to set at a provider is told in its own words', async () => {
  browse(() => Promise.resolve(new Response()))
  await readMetadata({ server: 'provider', provider: 'auth0', place: { tenant: 'dev-abc.eu' } })
  expect(await screen.findByText(/^Auth0: For pages: their origin is in Allowed Web Origins/)).toBeTruthy()
})

test('where there is a relay, one press sends requests through it', async () => {
  browse(() => Promise.resolve(new Response()))
  const { host, press } = await readMetadata({}, { relayUrl: 'http://127.0.0.1:9/relay' })
  await screen.findByText('It is CORS.')
  await press('Send requests through the relay')
  expect(host.state().settings.relay).toBe(true)
  screen.getByText(/through the relay on this computer/)
})

test('a request that we lost ourselves, or gave up, is no CORS', () => {
  const exchange = { request: { headers: [] }, failure: 'Failed to fetch' } as unknown as Exchange
  expect(unreadExchange([exchange])).toBe(exchange)
  expect(unreadExchange([{ ...exchange, trouble: 'Offline' }])).toBeUndefined()
  expect(unreadExchange([{ ...exchange, failure: 'The user aborted a request.' }])).toBeUndefined()
  const { failure: _, ...answered } = exchange
  expect(unreadExchange([exchange, { ...answered, response: { status: 200, headers: [], body: '' } }])).toBeUndefined()
})

test('the headers that a browser asks about first are named', () => {
  const headers = [
    ['accept', 'application/json'],
    ['content-type', 'application/x-www-form-urlencoded;charset=UTF-8'],
    ['authorization', 'Basic'],
    ['dpop', 'proof'],
  ]
  expect(askedHeaders({ request: { headers } } as unknown as Exchange)).toEqual(['authorization', 'dpop'])
})

const at = (kind: Exchange['kind'], url: string): string =>
  signOfLifeAt({ kind, request: { method: 'POST', url, headers: [], body: '' } })

test('a sign of life is asked for at a document or at the root, and at no endpoint that may act on it', () => {
  expect(at('keys', 'https://id.example/jwks?v=1')).toBe('https://id.example/jwks')
  for (const kind of ['deviceAuthorization', 'poll', 'revocation', 'registration', 'api'] as const) {
    expect(at(kind, 'https://id.example/path')).toBe('https://id.example/')
  }
})
