import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Clock } from '@device-flow/machine/clock'
import { onTestFinished } from 'vitest'
import { createOAuthServices } from '../src/index.ts'
import type { OAuthServices } from '../src/index.ts'

/**
 * The services of a client, by the real clock, of a server in a thread of its own: one in this thread would be as busy as the client.
 *
 * @param reply the code by which the server answers, with `request`, `response` and the `body` to send
 */
export async function connectToThread(
  reply: string,
  options?: { requestTimeoutMs: number; clock?: Clock },
): Promise<OAuthServices> {
  const worker = new Worker(serverThat(reply), { eval: true })
  onTestFinished(async () => void (await worker.terminate()))
  const [origin] = (await once(worker, 'message')) as [string]
  return createOAuthServices({
    ...options,
    clientId: 'tv',
    endpoints: {
      deviceAuthorizationEndpoint: `${origin}/device`,
      tokenEndpoint: `${origin}/token`,
      userinfoEndpoint: `${origin}/userinfo`,
      revocationEndpoint: `${origin}/revoke`,
    },
  })
}

/** Keeps this thread from everything else. */
export function keepBusy(ms: number): void {
  const until = performance.now() + ms
  while (performance.now() < until);
}

function serverThat(reply: string): string {
  return `
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
      const body = JSON.stringify(bodies[request.url])
      ${reply}
    })
    server.listen(0, '127.0.0.1', () => parentPort.postMessage('http://127.0.0.1:' + server.address().port))
  `
}
