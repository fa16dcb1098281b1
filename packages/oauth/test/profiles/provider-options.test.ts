import { canonicalCode, isKnownCode } from '@device-flow/error-codes'
import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createOAuthServices } from '../../src/index.ts'
import type { OAuthServicesOptions } from '../../src/index.ts'
import {
  allProviders,
  auth0,
  aws,
  github,
  google,
  keycloak,
  microsoft,
  openai,
  profileOf,
} from '../../src/profiles/index.ts'
import type { ProviderAt, ProviderPlace } from '../../src/profiles/index.ts'
import { optionsErrorFor } from '../options/options-error-for.ts'

const clientId = 'client-1'
/** A place that each provider can be found by. */
const SECRET = { clientAuth: { clientSecret: 'secret-1' } } as const
function exampleOf({ profile }: ProviderAt): ProviderPlace {
  return Object.fromEntries(Object.entries(profile.place).map(([part, { example }]) => [part, example]))
}

describe('a provider (A8)', () => {
  test.each([
    [auth0({ tenant: 'dev-abc.eu' }), 'https://dev-abc.eu.auth0.com'],
    [auth0({ host: 'login.example.com' }), 'https://login.example.com'],
    [keycloak({ host: 'http://127.0.0.1:8080/', tenant: 'demo' }), 'http://127.0.0.1:8080/realms/demo'],
    [github(), 'https://github.com/login/oauth/access_token'],
    [aws({ region: 'eu-central-1' }), 'https://oidc.eu-central-1.amazonaws.com/token'],
    [aws({ region: 'us-gov-west-1' }), 'https://oidc.us-gov-west-1.amazonaws.com/token'],
    [aws({ region: 'cn-north-1' }), 'https://oidc.cn-north-1.amazonaws.com.cn/token'],
    [aws({ region: 'CN-NORTH-1' }), 'https://oidc.cn-north-1.amazonaws.com.cn/token'],
    [aws({ region: 'cn-north-1', host: 'aws.example.com' }), 'https://aws.example.com/token'],
    [github({ host: 'ghe.example.com' }), 'https://ghe.example.com/login/oauth/access_token'],
  ])('%# is found by its place', (provider, server) => {
    expect(createOAuthServices({ provider, clientId }).client?.server).toBe(server)
  })

  test.each(allProviders.filter(({ profile }) => profile.addresses))(
    'is found by the example that is given for it: $profile.about.title',
    (provider) => {
      const services = createOAuthServices({ provider: provider(exampleOf(provider)), clientId, ...SECRET })
      expect(services.client?.server).toMatch(/^https:\/\/[^{}]+$/)
    },
  )

  test('gives way to an issuer, to endpoints, and to anything else that is given', () => {
    const issuer = 'https://id.example.com'
    expect(createOAuthServices({ provider: github(), issuer, clientId }).client?.server).toBe(issuer)
    const endpoints = { tokenEndpoint: 'https://proxy.example.com/token' }
    expect(createOAuthServices({ provider: github(), endpoints, clientId }).client?.server).toBe(
      endpoints.tokenEndpoint,
    )
    expect(createOAuthServices({ provider: github(), clientId }).refreshGraceMs).toBe(0)
    expect(createOAuthServices({ provider: github(), clientId, refreshGraceMs: 5 }).refreshGraceMs).toBe(5)
  })

  test.each<[string, OAuthServicesOptions, string]>([
    ['provider.tenant', { provider: auth0(), clientId }, 'Auth0 is found by the tenant, with its region'],
    ['provider.host', { provider: keycloak({ tenant: 'demo' }), clientId }, 'such as id.example.com'],
    ['provider.tenant', { provider: keycloak({ host: 'a.example', tenant: '../admin' }), clientId }, 'is no tenant'],
    ['provider.tenant', { provider: microsoft({ tenant: '..' }), clientId }, 'is no tenant'],
    ['provider.tenant', { provider: keycloak({ host: 'a.example', tenant: '.' }), clientId }, 'is no tenant'],
    ['provider.host', { provider: keycloak({ host: 'a.example/x/..', tenant: 'demo' }), clientId }, 'is no host'],
    ['provider.host', { provider: keycloak({ host: 'a.example/../x', tenant: 'demo' }), clientId }, 'is no host'],
    ...['..', '.', '.a.example', 'a..example', 'https://..', 'https://a..example', 'https://.a/b'].map(
      (host): [string, OAuthServicesOptions, string] => [
        'provider.host',
        { provider: auth0({ host }), clientId },
        'is no host',
      ],
    ),
    ['provider.host', { provider: keycloak({ host: 'a@b', tenant: 'demo' }), clientId }, 'is no host'],
    ['provider.region', { provider: github({ region: 'eu' }), clientId }, 'It is found by host'],
    ['issuer', { provider: openai(), clientId }, 'is missing: give it (discovery), or endpoints'],
    ['provider', { provider: 'github' as never, clientId }, 'must be one of @device-flow/oauth/profiles'],
  ])('that cannot be found says why: %s', (option, options, problem) => {
    const error = optionsErrorFor(options)
    expect(error).toMatchObject({ option })
    expect(error.message).toContain(problem)
  })

  test.each([
    ['eu-central-1', 'https://d-1.awsapps.com/start'],
    ['us-gov-west-1', 'https://start.us-gov-home.awsapps.com/directory/d-1'],
    ['cn-northwest-1', 'https://start.home.awsapps.cn/directory/d-1'],
  ])('sends the parameters of its region: %s', (region, startUrl) => {
    const applied = aws({ region, tenant: 'd-1' }).applyTo({ provider: aws(), clientId })
    expect(applied.parameters).toEqual({ startUrl })
  })

  test('relaxes no check: plain http elsewhere, and an issuer of several tenants, are refused as ever', () => {
    const place = { host: 'http://id.example.com', tenant: 'demo' }
    expect(optionsErrorFor({ provider: keycloak(place), clientId }).message).toContain('https')
    // What would relax one is no part of a profile.
    const relaxing = new Set(['issuerTemplate', 'idTokenSignedResponseAlg', 'requestTimeoutMs'])
    for (const provider of allProviders) {
      const applied = provider(exampleOf(provider)).applyTo({
        provider: google(),
        issuer: 'https://a.example',
        clientId,
        ...SECRET,
      })
      expect(Object.keys(applied).filter((name) => relaxing.has(name))).toEqual([])
    }
  })
})

describe('a provider whose every client has a secret', () => {
  const wanting = allProviders.filter(({ profile }) => profile.requiredSecret !== undefined)

  test('is Facebook, Google or Trakt, which have no public clients', () => {
    const names = wanting.map(({ profile }) => profile.name)
    expect(names).toEqual(['facebook', 'google', 'trakt'])
    const closed = allProviders.filter(({ profile }) => profile.supports['public clients'] === false)
    expect(closed.map(({ profile }) => profile.name)).toEqual(names)
  })

  test.each(wanting)('asks for it by the console’s word before any request: $profile.about.title', (provider) => {
    const error = optionsErrorFor({ provider: provider(), clientId })
    expect(error).toMatchObject({ option: 'clientAuth.clientSecret' })
    expect(error.message).toMatch(/is missing. (?:Facebook|Google|Trakt) wants the Client (?:[Ss]ecret|Token) of/)
    expect(() => createOAuthServices({ provider: provider(), clientId, ...SECRET })).not.toThrow()
  })

  test.each(wanting)('of a client that says it has none leaves that to a proxy: $profile.name', async (provider) => {
    const sent: string[] = []
    const services = createOAuthServices({
      provider: provider(),
      clientId,
      clientAuth: { method: 'none' },
      endpoints: { deviceAuthorizationEndpoint: 'https://p.example/code', tokenEndpoint: 'https://p.example/token' },
      fetch(_, init) {
        sent.push(String(init?.body))
        return Promise.resolve(Response.json({ error: 'invalid_request' }, { status: 400 }))
      },
    })
    await services.requestDeviceAuthorization({}, { signal: new AbortController().signal }).catch(() => {})
    expect(sent.join()).toContain(clientId)
    expect(sent.join()).not.toContain('undefined')
  })
})

describe('what is known of providers', () => {
  test.each([
    ['https://dev-abc.eu.auth0.com/', 'auth0'],
    ['https://oidc.eu-central-1.amazonaws.com/token', 'aws'],
    ['https://login.microsoftonline.com/common/v2.0', 'microsoft'],
    ['https://auth0.com.evil.example/', undefined],
    ['https://id.example.com', undefined],
    ['no address', undefined],
  ])('is found by the host: %s', (address, name) => {
    expect(profileOf(address)?.name).toBe(name)
  })

  test('is one file each, all of them listed by name', () => {
    const folder = new URL('../../src/profiles/', import.meta.url)
    const defining = readdirSync(folder).filter(
      (file) => file.endsWith('.ts') && readFileSync(new URL(file, folder), 'utf8').includes('defineProvider('),
    )
    expect(defining).toHaveLength(allProviders.length)
    const names = allProviders.map(({ profile }) => profile.name)
    expect(names).toEqual([...new Set(names)].toSorted())
  })

  test('names lines of the setup for refusals, by codes that others are spellings of', () => {
    for (const { profile } of allProviders) {
      const { refusals = {}, publicRefusals = {}, setup } = profile
      expect(setup).toEqual(expect.arrayContaining([...Object.values(refusals), ...Object.values(publicRefusals)]))
      const codes = [...Object.keys(refusals), ...Object.keys(publicRefusals)]
      expect(codes.filter((code) => !isKnownCode(code) || canonicalCode(code) !== code)).toEqual([])
    }
  })

  test('says what signing out does where nothing can be revoked', () => {
    const silent = allProviders.filter(
      ({ profile: { supports, refresh } }) => supports.revocation === false && refresh.revocation === undefined,
    )
    expect(silent).toEqual([])
  })

  test('has a source for each, and no text that is not a sentence', () => {
    for (const { profile } of allProviders) {
      const { deviations, setup, about, sources, refresh } = profile
      const texts = [
        ...deviations,
        ...setup,
        about.waiting ?? '.',
        ...Object.values(refresh).filter((text) => String(text).includes(' ')),
      ]
      expect(texts.filter((text) => !/[.]$/.test(String(text)))).toEqual([])
      expect(sources.length).toBeGreaterThan(0)
    }
  })
})
