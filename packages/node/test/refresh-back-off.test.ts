import {
  createVirtualClock,
  empty,
  granted,
  html,
  oauthError,
  retryAfter,
  slowDown,
  startScriptedServer,
} from '@device-flow/testing'
import type { ResponseSource, ScriptedServer, VirtualClock } from '@device-flow/testing'
import { describe, expect, onTestFinished, test } from 'vitest'
import { signIn } from './loaded-sign-in.ts'
import type { Session } from '../src/index.ts'

interface SignedIn {
  server: ScriptedServer
  clock: VirtualClock
  session: Session
  refreshes(): number
}

/** A session at a server on loopback, two seconds after the sign-in; its access token lives as long as is said. */
async function signedIn(expiresInSeconds: number, apiOrigin = 'https://api.example.com'): Promise<SignedIn> {
  const server = await startScriptedServer()
  onTestFinished(() => server.close())
  const clock = createVirtualClock({ now: Date.now() })
  server.script('token', granted({ expires_in: expiresInSeconds }))
  const signingIn = signIn({
    issuer: server.issuer,
    clientId: 'client-1',
    scope: 'openid offline_access',
    allowedOrigins: [apiOrigin],
    clock,
    onPrompt: () => void clock.advance(5_000),
  })
  const session = await signingIn
  await clock.advance(2_000)
  return { server, clock, session, refreshes: () => server.requests('token').length - 1 }
}

/** How a call fails that is made 50 times, one after another. */
async function failures(call: () => Promise<unknown>): Promise<Set<unknown>> {
  const errors = new Set()
  for (let time = 0; time < 50; time++)
    errors.add(
      await call().then(
        () => 'no error',
        (error: unknown) => error,
      ),
    )
  return errors
}

const answers: [string, ResponseSource, number][] = [
  ['429 with Retry-After', retryAfter(60, { status: 429 }), 429],
  ['429 that does not say when', empty(429), 429],
  ['503 with Retry-After', retryAfter(60), 503],
  ['503 in HTML', html(503), 503],
  ['403 in HTML', html(403), 403],
  ['slow_down', slowDown(), 400],
  ['temporarily_unavailable', oauthError('temporarily_unavailable'), 400],
]

describe('while the server asks to be left alone, nobody asks it (case 4)', () => {
  test.each(answers)('for a token, after %s', async (_, answer, status) => {
    const { server, session, refreshes } = await signedIn(1)
    server.always('token', answer)
    const errors = await failures(() => session.getAccessToken())
    expect(refreshes()).toBe(1)
    expect([...errors]).toMatchObject([
      {
        name: 'DeviceFlowError',
        reason: 'offline',
        status,
        message: expect.stringMatching(`HTTP ${status}.*again in \\d+ s`),
      },
    ])
  })

  test.each<[string, (session: Session) => Promise<unknown>]>([
    ['refresh', (session) => session.refresh()],
    ['userInfo', (session) => session.userInfo()],
    ['fetch', (session) => session.fetch('https://api.example.com/orders')],
  ])('by session.%s, and then it works again', async (_, use) => {
    const { server, clock, session, refreshes } = await signedIn(1)
    server.always('token', retryAfter(60))
    const [error, ...others] = await failures(() => use(session))
    expect([refreshes(), others]).toEqual([1, []])
    expect(error).toMatchObject({ reason: 'offline', status: 503, retryAt: clock.now() + 60_000 })
    expect(session.view).toMatchObject({ status: 'error', canResume: true })
    server.always('token', granted({}))
    await clock.advance(60_000)
    expect(await session.getAccessToken()).toMatch(/^access-token-/)
    expect(refreshes()).toBe(2)
  })

  test.each<[string, ResponseSource, string]>([
    ['in JSON of its own', { status: 503, body: { message: 'Back at 5.' } }, 'HTTP 503 “Back at 5.”'],
    ['in OAuth', oauthError('temporarily_unavailable', { description: 'Back at 5.' }), ': Back at 5.'],
    ['on a page', html(200, '<title>Wifi sign-in</title>'), 'something that is not OAuth (HTTP 200 “Wifi sign-in”)'],
  ])('and whoever wants a token reads why, as the server says it %s (case 16)', async (_, answer, words) => {
    const { server, session } = await signedIn(1)
    server.always('token', answer)
    const [error] = await failures(() => session.getAccessToken())
    expect((error as Error).message).toContain(words)
  })

  test('by session.fetch and an API that takes no token of a session that cannot be renewed now', async () => {
    const api = await startScriptedServer()
    onTestFinished(() => api.close())
    api.always('/orders', empty(401))
    const { server, session, refreshes } = await signedIn(3_600, api.origin)
    server.always('token', retryAfter(60, { status: 429 }))
    const errors = await failures(() => session.fetch(`${api.origin}/orders`))
    expect(refreshes()).toBe(1)
    expect([...errors]).toMatchObject([{ reason: 'offline', status: 429 }])
    expect(session.view.status).toBe('authorized')
    expect(await session.getAccessToken()).toBe('access-token-1')
  })
})
