import { empty } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { createOAuthServices } from '../../src/index.ts'
import { fillsTemplate, issuerTemplateIn } from '../../src/options/issuer-template.ts'
import { serverFromEndpoints } from '../../src/server/server.ts'
import { connect, errorOf, faultOf } from '../support.ts'
import type { Client, Setup } from '../support.ts'

const TENANT = '9188040d-6c67-4c5b-b112-36a304b66dad'

/** A client of a server like Microsoft's, whose metadata has this for the issuer of any tenant. */
function tenants(template: string, setup: Setup = {}): Promise<Client> {
  const metadata = (issuer: string): object => ({ issuer: new URL(issuer).origin + template })
  return connect({ server: { issuerPath: '/common/v2.0', metadata: metadata as never }, ...setup })
}

const templates = [
  '/{tenantid}/v2.0',
  '/{tenant}/v2.0',
  '/{TenantId}/v2.0',
  '/%7Btenantid%7D/v2.0',
  '/%7btenant%7d/v2.0',
  '/{realm}/v2.0',
]

describe('an issuer of several tenants (case 15)', () => {
  test.each(templates)(
    'is refused before a code is asked for, with the ways on that there are: %s',
    async (template) => {
      const { server, request } = await tenants(template)
      server.always('oauthServerMetadata', empty(404))
      const error = await errorOf(request())
      expect(error).toMatchObject({ reason: 'unsupported', field: 'issuer' })
      expect(error.message).toContain('several tenants')
      expect(error.message).toContain('Give the issuer of one tenant, or the endpoints one by one')
      expect(error.message).toContain('issuerTemplate')
      expect(error.message).not.toMatch(/[{}]|%7b|configure that issuer/i)
      expect(server.requests('deviceAuthorization')).toHaveLength(0)
    },
  )

  test.each(templates)('is accepted where the app says so: %s', async (template) => {
    const { server, request } = await tenants(template, { issuerTemplate: true })
    expect((await request()).userCode).toBe('WDJB-MJHT')
    expect(server.requests('deviceAuthorization')).toHaveLength(1)
  })

  test.each([
    ['another path', '/{tenantid}/v1.0'],
    ['a longer path', '/{tenantid}/v2.0/x'],
    ['a part of a segment', '/com{tenantid}/v2.0'],
    ['two places', '/{tenantid}/{tenantid}'],
    ['the query', '/common/v2.0?tenant={tenantid}'],
  ])('with %s is that of another server, even then', async (_what, template) => {
    const { server, request } = await tenants(template, { issuerTemplate: true })
    server.always('oauthServerMetadata', empty(404))
    const error = await errorOf(request())
    expect(error).toMatchObject({ reason: 'unsupported', field: 'issuer' })
    expect(error.message).not.toMatch(/[{}]|%7b/i)
  })

  test.each([
    'https://evil.example.com/{tenantid}/v2.0',
    'https://{tenantid}/common/v2.0',
    '{tenantid}/v2.0',
    '{tenantid}',
  ])('at another place is that of another server, even then: %s', async (issuer) => {
    const { server, request } = await connect({
      server: { issuerPath: '/common/v2.0', metadata: { issuer } },
      issuerTemplate: true,
    })
    server.always('oauthServerMetadata', empty(404))
    expect(await errorOf(request())).toMatchObject({ reason: 'unsupported', field: 'issuer' })
  })

  test('does not hide that of one tenant, which signs in as ever', async () => {
    const { signIn, server } = await connect({ server: { issuerPath: `/${TENANT}/v2.0` }, issuerTemplate: true })
    expect((await signIn()).claims?.iss).toBe(server.issuer)
  })

  test('the refresh of a restored session is told the same, and has lost nothing', async () => {
    const before = await connect()
    const tokens = await before.signIn()
    const { server, services } = await tenants('/{tenantid}/v2.0')
    server.always('oauthServerMetadata', empty(404))
    const fault = await faultOf(services.refreshTokens(tokens))
    expect(fault).toMatchObject({ reason: 'invalidResponse', cause: { reason: 'unsupported', field: 'issuer' } })
    expect(server.requests('token')).toHaveLength(0)
  })
})

describe('a template as an option', () => {
  const endpoints = {
    deviceAuthorizationEndpoint: 'https://id.example.com/device',
    tokenEndpoint: 'https://id.example.com/token',
  }
  const template = 'https://id.example.com/{tenantid}/v2.0'

  test.each<[string, object]>([
    ['issuer', { issuer: template }],
    ['issuer', { issuer: template, issuerTemplate: true }],
    ['issuer', { issuer: 'https://id.example.com/%7Btenantid%7D/v2.0' }],
    ['endpoints.issuer', { endpoints: { ...endpoints, issuer: template } }],
    ['issuerTemplate', { endpoints, issuerTemplate: true }],
    ['issuerTemplate', { endpoints: { ...endpoints, issuer: 'https://id.example.com/' }, issuerTemplate: true }],
  ])('is refused where it can not work, by the name %s', (option, options) => {
    const make = (): object => createOAuthServices({ clientId: 'tv', ...options } as never)
    expect(make).toThrow(expect.objectContaining({ option }))
  })

  test('is kept with the endpoints, and stands for no issuer by itself', () => {
    expect(serverFromEndpoints({ ...endpoints, issuer: 'https://id.example.com/{tenant}/v2.0' })).toMatchObject({
      issuerKnown: true,
      issuerTemplate: template,
      metadata: { issuer: endpoints.tokenEndpoint },
    })
  })
})

function at(path: string): URL {
  return new URL(`https://a.example${path}`)
}

test('a template is told from an issuer, and written in one way', () => {
  expect(issuerTemplateIn('https://a.example/%7BTenant%7D/')).toBe('https://a.example/{tenantid}/')
  for (const none of ['https://a.example/', 'https://a.example/{}', 'https://a.example/tenantid', 7, null]) {
    expect(issuerTemplateIn(none)).toBeUndefined()
  }
  expect(fillsTemplate(at('/common/v2.0'), 'https://a.example/{tenantid}/v2.0')).toBe(true)
  expect(fillsTemplate(at(`/${TENANT}`), 'https://a.example/{tenantid}')).toBe(true)
  expect(fillsTemplate(at('//v2.0'), 'https://a.example/{tenantid}/v2.0')).toBe(false)
  expect(fillsTemplate(at('/a%2Fb/v2.0'), 'https://a.example/{tenantid}/v2.0')).toBe(false)
})
