import { expect, test, vi } from 'vitest'
import { createOAuthServices } from '../../src/index.ts'
import type { ClientRegistrations } from '../../src/index.ts'
import { aws } from '../../src/profiles/index.ts'
import { call, errorOf } from '../support.ts'

const DAY_S = 86_400

/** Keeps in memory. */
function memoryRegistrations(): ClientRegistrations & { kept: Map<string, string> } {
  const kept = new Map<string, string>()
  return { kept, get: async (name) => kept.get(name), set: async (name, text) => void kept.set(name, text) }
}

const code = {
  deviceCode: 'd',
  userCode: 'AB',
  verificationUri: 'https://a.example',
  expiresIn: 60,
}
const invalidClient = { error: 'invalid_client', error_description: 'Unknown client' }

/** A login in a process of its own; what AWS answers to the request for a code, and what it was sent. */
function loginAtAws(
  registrations: ClientRegistrations | undefined,
  { scope = 'sso:account:access', lifeS = 90 * DAY_S },
) {
  const sent: { path: string; body: Record<string, unknown> }[] = []
  const provider = aws({ region: 'eu-central-1', tenant: 'd-1' })
  const services = createOAuthServices({
    provider: (registrations && provider.keepingRegistrations?.(registrations)) ?? provider,
    clientId: 'my-cli',
    scope,
    async fetch(address, init) {
      const path = new URL(String(address)).pathname
      const body = JSON.parse(String(init?.body)) as Record<string, unknown>
      sent.push({ path, body })
      if (path !== '/client/register') {
        const isKnown = body['clientId'] !== 'gone'
        return isKnown ? Response.json(code) : Response.json(invalidClient, { status: 401 })
      }
      const clientSecretExpiresAt = Math.floor(Date.now() / 1000) + lifeS
      return Response.json({ clientId: 'c', clientSecret: 'registered-secret', clientSecretExpiresAt })
    },
  })
  const request = () => services.requestDeviceAuthorization({}, call)
  return { request, paths: () => sent.map(({ path }) => path), sent }
}

const REGISTERING = ['/client/register', '/device_authorization']

test('a client is registered once where that is kept, and used until shortly before it ends; for other scopes it is another (A9)', async () => {
  const registrations = memoryRegistrations()
  const once = async (setup = {}): Promise<string[]> => {
    const login = loginAtAws(registrations, setup)
    await login.request()
    return login.paths()
  }
  expect(await once()).toEqual(REGISTERING)
  expect(await once()).toEqual(['/device_authorization'])
  expect(await once({ scope: 'openid' })).toEqual(REGISTERING)
  const ninetyDays = 90 * DAY_S * 1000
  for (const [ms, paths] of [
    [ninetyDays - 25 * 3_600_000, ['/device_authorization']],
    [ninetyDays - 23 * 3_600_000, REGISTERING],
  ] as const) {
    const clock = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + ms)
    expect(await once()).toEqual(paths)
    clock.mockRestore()
  }
})

test('one that the server no longer knows is registered anew within the login, which goes on (A9)', async () => {
  const registrations = memoryRegistrations()
  await loginAtAws(registrations, {}).request()
  const [name = ''] = registrations.kept.keys()
  registrations.kept.set(name, registrations.kept.get(name)?.replace('"c"', '"gone"') ?? '')
  const login = loginAtAws(registrations, {})
  expect((await login.request()).userCode).toBe('AB')
  expect(login.paths()).toEqual(['/device_authorization', ...REGISTERING])
  expect(login.sent.at(-1)?.body).toMatchObject({ clientId: 'c', clientSecret: 'registered-secret' })
  expect(registrations.kept.get(name)).toContain('"c"')
})

test.each<[string, Partial<ClientRegistrations>]>([
  [
    'cannot be read or written',
    { get: () => Promise.reject(new Error('locked')), set: () => Promise.reject(new Error('full')) },
  ],
  ['is no JSON', { get: async () => 'x' }],
  ['is no object', { get: async () => '[1]' }],
  ['has no secret', { get: async () => '{"clientId":"c","endsAt":9e15}' }],
  ['does not say when it ends', { get: async () => '{"clientId":"c","clientSecret":"s"}' }],
])('what is kept and %s costs a registration more, and nothing else (A9)', async (_, broken) => {
  const login = loginAtAws({ ...memoryRegistrations(), ...broken }, {})
  await login.request()
  expect(login.paths()).toEqual(REGISTERING)
})

test('another refusal than that of the client is told, and what is kept stays (A9)', async () => {
  const registrations = memoryRegistrations()
  await loginAtAws(registrations, {}).request()
  const before = new Map(registrations.kept)
  const services = createOAuthServices({
    provider: aws({ region: 'eu-central-1', tenant: 'd-1' }).keepingRegistrations!(registrations),
    clientId: 'my-cli',
    scope: 'sso:account:access',
    fetch: async () =>
      Response.json({ error: 'invalid_request', error_description: 'No registered-secret' }, { status: 400 }),
  })
  const error = await errorOf(services.requestDeviceAuthorization({}, call))
  expect([error.error, error.message.includes('registered-secret')]).toEqual(['invalid_request', false])
  expect(registrations.kept).toEqual(before)
})
