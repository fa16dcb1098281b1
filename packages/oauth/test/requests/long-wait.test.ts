import { expired, pending, slowDown } from '@device-flow/testing'
import type { ResponseSource } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { allProviders, auth0 } from '../../src/profiles/index.ts'
import { createOAuthServices } from '../../src/index.ts'
import type { ClientAuth } from '../../src/index.ts'
import { call, connect, endOf, withHeaders } from '../support.ts'
import type { Client, Setup } from '../support.ts'

/** Polls after each of these waits, s, and says what is then advised. */
async function adviceAfter(
  waits: readonly number[],
  setup: Setup,
  answer: ResponseSource = pending(),
): Promise<(string | undefined)[]> {
  const client: Client = await connect(setup)
  const authorization = await client.request()
  const told: (string | undefined)[] = []
  for (const seconds of waits) {
    await client.clock.advance(seconds * 1000)
    client.server.script('token', answer)
    const outcome = await client.services.pollToken(authorization, call)
    told.push('advice' in outcome ? outcome.advice?.text : undefined)
  }
  return told
}

const NOTHING_HAS_COME = expect.stringMatching(/^Nothing has come from the sign-in page/)
const ASKS_FOR_PACE = expect.stringMatching(/^The server keeps asking this device for a slower pace/)

test.each([
  ['after a minute', 900, [30, 29, 2], 2],
  ['after half the life of a short code', 60, [10, 19, 2], 2],
  ['but never in the first 20 s', 30, [10, 9, 2], 2],
  // One poll or two is all that such codes allow.
  ['with the first poll after that', 60, [30], 0],
  ['with the first poll after that', 100, [60], 0],
  ['with the first poll after that', 30, [10, 10], 1],
])(
  'who takes long is told what may keep them, %s: of %i s, polled after %j s (C7)',
  async (_, expiresIn, waits, last) => {
    const told = await adviceAfter(waits, { server: { expiresIn } })
    expect(told).toEqual([...Array.from({ length: last }), NOTHING_HAS_COME])
    // Who has asked for a slower pace time and again has not said that nothing has come.
    const toldOfPace = await adviceAfter(waits, { server: { expiresIn } }, slowDown())
    expect(toldOfPace).toEqual([...Array.from({ length: last }), last > 0 ? ASKS_FOR_PACE : NOTHING_HAS_COME])
  },
)

test('who waits at a server that says pending, and by Retry-After to be asked later, is told both (C7, B8)', async () => {
  const later = withHeaders(pending(), { 'retry-after': '20' })
  const told = await adviceAfter([20, 20, 20], { server: { expiresIn: 900 } }, later)
  expect(told[2]).toMatch(
    /^Nothing has come from the sign-in page.* The server keeps asking this device for a slower pace/,
  )
  // As long as its interval is no slower pace.
  const asOften = withHeaders(pending(), { 'retry-after': '1' })
  expect(await adviceAfter([20, 20, 20], { server: { expiresIn: 900 } }, asOften)).toEqual([
    undefined,
    undefined,
    expect.not.stringContaining('slower pace'),
  ])
})

test('they are told by who runs the server: by the provider, or by the host alone (C7)', async () => {
  const { waitingAdvice } = await import('../../src/profiles/waiting-advice.ts')
  const entra = waitingAdvice(undefined, { issuer: 'https://login.microsoftonline.com/common/v2.0' })
  expect(entra).toMatchObject({ provider: 'Microsoft Entra ID', text: expect.stringContaining('Conditional Access') })
  expect(waitingAdvice(undefined, { token_endpoint: 'https://auth.openai.com/token' }).text).toContain(
    'Security settings',
  )
  expect(waitingAdvice(auth0.profile.about, {}).text).toContain('fdecc')
  expect(
    waitingAdvice(undefined, { issuer: 'https://login.microsoftonline.com.evil.example' }).provider,
  ).toBeUndefined()
})

test('the addresses by which a person who waits is told are those by which providers are found, but for those that speak otherwise (C7, N7)', async () => {
  const { KNOWN } = await import('../../src/profiles/waiting-advice.ts')
  const found = allProviders.filter(({ profile: { about } }) => about.hosts.length > 0 || about.path)
  // Without their profile, which tells by itself, no login gets as far as that.
  const speakOtherwise = new Set(['aws', 'facebook', 'salesforce', 'trakt', 'twitch'])
  const told = found.filter(({ profile }) => !speakOtherwise.has(profile.name))
  expect(new Set(KNOWN)).toEqual(new Set(told.map(({ profile }) => profile.about)))
})

test.each([
  [{ issuer: 'https://gitlab.com' }, 'GitLab'],
  [{ issuer: 'https://huggingface.co' }, 'Hugging Face'],
  [{ issuer: 'https://abc.logto.app/oidc' }, 'Logto'],
  [{ issuer: 'https://id.example.com/realms/ex' }, 'Keycloak'],
  [{ token_endpoint: 'https://id.example.com/auth/realms/ex/protocol/openid-connect/token' }, 'Keycloak'],
  [{ issuer: 'https://id.example.com/am/oauth2/realms/root/realms/alpha' }, undefined],
  [
    {
      device_authorization_endpoint: 'https://login.microsoftonline.com/c/oauth2/v2.0/devicecode',
      token_endpoint: 'https://login.example.com/token',
    },
    'Microsoft Entra ID',
  ],
  [{ issuer: 'https://login.example.com', token_endpoint: 'https://auth.openai.com/token' }, 'OpenAI'],
])('%j is of %s to a person who waits there (C7)', async (metadata, title) => {
  const { waitingAdvice } = await import('../../src/profiles/waiting-advice.ts')
  expect(waitingAdvice(undefined, metadata).provider).toBe(title)
})

describe('a client secret that went by Basic to a server that lists the body, too (Dex reads that alone; C7)', () => {
  const both = ['client_secret_basic', 'client_secret_post']
  const said = "set the option clientAuth.method: 'client_secret_post'."

  test.each<[string, string[], ClientAuth | undefined, boolean]>([
    ['is told', both, { clientSecret: 's3cret' }, true],
    ['is told', both, { method: 'client_secret_basic', clientSecret: 's3cret' }, true],
    ['is not where it is the only way', ['client_secret_basic'], { clientSecret: 's3cret' }, false],
    ['is not where it went in the body', both, { method: 'client_secret_post', clientSecret: 's3cret' }, false],
    ['is not where there is none', both, undefined, false],
  ])('%s: %j, %j', async (_, methods, clientAuth, isTold) => {
    const server = { expiresIn: 60, metadata: { token_endpoint_auth_methods_supported: methods } }
    const setup = { server, ...(clientAuth && { clientAuth }) }
    const told = await adviceAfter([29, 2], setup)
    expect([told[1]?.startsWith('Nothing has come'), told[1]?.includes(said)]).toEqual([true, isTold])

    const { services, server: scripted, request, clock } = await connect(setup)
    const authorization = await request()
    await clock.advance(61_000)
    scripted.script('token', expired())
    const { reason, message } = endOf(await services.pollToken(authorization, call))
    expect(reason).toBe('expired')
    expect(message.endsWith('Start again to get a new one.')).toBe(!isTold)
    expect(message.includes(said)).toBe(isTold)
  })

  test('is not where it is known who runs the server, and how that reads it', async () => {
    const server = { expiresIn: 60, metadata: { token_endpoint_auth_methods_supported: both } }
    const { server: scripted, clock } = await connect({ server })
    const services = createOAuthServices({
      issuer: scripted.issuer,
      clientId: 'client-1',
      clientAuth: { clientSecret: 's3cret' },
      provider: auth0({ tenant: 'example' }),
      clock,
    })
    const authorization = await services.requestDeviceAuthorization({}, call)
    await clock.advance(61_000)
    scripted.script('token', expired())
    expect(endOf(await services.pollToken(authorization, call)).message).not.toContain(said)
  })
})
