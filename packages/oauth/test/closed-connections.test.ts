import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createOAuthServices } from '../src/index.ts'
import type { OAuthServices } from '../src/index.ts'
import { call } from './support.ts'

// In a thread of its own: a server in this one would be as busy as the client. It keeps no connection for longer than 30 ms.
const FORGETFUL_SERVER = `
  const { createServer } = require('node:http')
  const { parentPort } = require('node:worker_threads')
  const bodies = {
    '/device': { device_code: 'dc', user_code: 'WDJB', verification_uri: 'https://id.example.com/', expires_in: 60 },
    '/token': { access_token: 'at', token_type: 'bearer', expires_in: 60, refresh_token: 'rt' },
    '/userinfo': { sub: 'person-1' },
    '/revoke': {},
  }
  const server = createServer((request, response) => {
    request.resume()
    response.end(JSON.stringify(bodies[request.url]))
    setTimeout(() => request.socket.destroy(), 30)
  })
  server.listen(0, '127.0.0.1', () => parentPort.postMessage('http://127.0.0.1:' + server.address().port))
`

async function forgetfulServer(): Promise<OAuthServices> {
  const worker = new Worker(FORGETFUL_SERVER, { eval: true })
  onTestFinished(async () => void (await worker.terminate()))
  const [origin] = (await once(worker, 'message')) as [string]
  return createOAuthServices({
    clientId: 'tv',
    endpoints: {
      deviceAuthorizationEndpoint: `${origin}/device`,
      tokenEndpoint: `${origin}/token`,
      userinfoEndpoint: `${origin}/userinfo`,
      revocationEndpoint: `${origin}/revoke`,
    },
  })
}

/** Keeps the process from everything until the server has closed the connection, and then starts a request by a timer. */
async function afterStop<Value>(start: () => Promise<Value>): Promise<Value> {
  const result = new Promise<Value>((resolve, reject) => setTimeout(() => start().then(resolve, reject), 10))
  // After immediates, Node runs its timers, and reads its sockets only then.
  await new Promise((resolve) => setImmediate(resolve))
  const until = performance.now() + 200
  while (performance.now() < until);
  return result
}

describe('a process that was stopped while the server closed their connection asks on a new one (attack X2)', () => {
  test('for the tokens of a login, which its last poll would else miss', async () => {
    const services = await forgetfulServer()
    const authorization = await services.requestDeviceAuthorization({}, call)
    expect((await afterStop(() => services.pollToken(authorization, call))).type).toBe('granted')
  })

  test('for new tokens, for who signed in, and for the end of the session', async () => {
    const services = await forgetfulServer()
    const authorization = await services.requestDeviceAuthorization({}, call)
    const first = await services.pollToken(authorization, call)
    if (first.type !== 'granted') throw new Error(first.type)
    expect((await afterStop(() => services.refreshTokens(first.tokens))).type).toBe('refreshed')
    expect((await afterStop(() => services.fetchUserInfo(first.tokens))).sub).toBe('person-1')
    expect(await afterStop(() => services.revokeTokens(first.tokens))).toEqual({ revoked: true })
  })
})
