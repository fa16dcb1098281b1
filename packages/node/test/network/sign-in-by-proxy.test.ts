import { granted } from '@device-flow/testing'
import { getGlobalDispatcher, MockAgent, setGlobalDispatcher } from 'undici'
import { expect, onTestFinished, test, vi } from 'vitest'
import { privateIssuer } from '../../../../scripts/start-private-network.mjs'
import { networkDispatcher, signIn } from '../../src/index.ts'
import { serverBehindProxy } from './private-network.ts'

const login = { issuer: privateIssuer, clientId: 'tv', onPrompt: () => {} }

test('signIn goes through the proxy of the environment by itself, and so do the calls of session.fetch (N1, N3)', async () => {
  const { authority, server, proxy } = await serverBehindProxy()
  const { url, asked } = await proxy()
  vi.stubEnv('HTTPS_PROXY', url)
  onTestFinished(() => void vi.unstubAllEnvs())
  const stop = new AbortController()
  const first = signIn({ ...login, signal: stop.signal })
  await expect.poll(asked, { timeout: 10_000 }).toContain('id.test:443')
  stop.abort()
  await expect(first).rejects.toBe(stop.signal.reason)

  server.always('token', granted({ id_token: undefined }))
  const dispatcher = networkDispatcher({ ca: authority.ca })
  const session = await signIn({ ...login, dispatcher, allowedOrigins: [privateIssuer] })
  const response = await session.fetch(`${privateIssuer}/userinfo`)
  expect([response.status, server.requests('userinfo').length]).toEqual([200, 1])
  expect(new Set(asked())).toEqual(new Set(['id.test:443']))
}, 20_000)

test('a global dispatcher that the app has set, such as a mock, is left in charge (N3)', async () => {
  const before = getGlobalDispatcher()
  onTestFinished(() => setGlobalDispatcher(before))
  const env = { HTTPS_PROXY: 'http://127.0.0.1:1' }
  expect(await networkDispatcher({ env })?.()).toBeDefined()
  const mock = new MockAgent()
  mock.disableNetConnect()
  setGlobalDispatcher(mock)
  expect(await networkDispatcher({ env })?.()).toBeUndefined()
  mock
    .get(privateIssuer)
    .intercept({ path: /well-known/ })
    .reply(404, '')
    .times(2)
  await expect(signIn({ ...login, dispatcher: networkDispatcher({ env }) })).rejects.toThrow('has no metadata document')
})

test.each([
  [{ dispatcher: {} }, 'dispatcher: must be a dispatcher of undici'],
  [{ dispatcher: { dispatch: () => true }, fetch: globalThis.fetch }, 'dispatcher: is for the fetch of Node'],
])('a dispatcher that carries nothing is refused before any request: %s', async (options, problem) => {
  await expect(signIn({ ...login, ...options } as never)).rejects.toThrow(problem)
})
