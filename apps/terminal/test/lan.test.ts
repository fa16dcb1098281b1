import { request } from 'node:https'
import { startAuthServer, type AuthServer } from '@device-flow/auth-server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createCertificate, type Certificate } from '../src/lan/create-certificate.ts'
import { openToNetwork } from '../src/lan/open-to-network.ts'
import { isPrivate, privateAddresses } from '../src/lan/private-addresses.ts'
import { trustingFetch } from '../src/lan/trusting-fetch.ts'
import { servePlayground } from '../src/playground/serve-playground.ts'

test.each([
  ['192.168.1.20', true],
  ['10.200.0.1', true],
  ['172.16.0.1', true],
  ['172.32.0.1', false],
  ['169.254.7.7', true],
  ['fd12:3456::1', true],
  ['fe80::1', false],
  ['8.8.8.8', false],
  ['100.64.0.1', false],
  ['2001:db8::1', false],
])('%s may be opened to its network: %s', (address, may) => {
  expect(isPrivate(address)).toBe(may)
})

test('of the addresses of this computer, those of IPv4 come first, and loopback and public ones never', () => {
  const loopback = { address: '127.0.0.1', internal: true }
  const others = ['fd00::2', '192.0.2.7', '192.168.1.20'].map((address) => ({ address, internal: false }))
  expect(privateAddresses({ lo: [loopback], eth0: others } as never)).toEqual(['192.168.1.20', 'fd00::2'])
})

test.each([
  ['8.8.8.8', /^8\.8\.8\.8 is no private address\. It has /],
  ['192.168.255.254', /^192\.168\.255\.254 is no address of this computer\. It has /],
])('--lan=%s is refused, and says why', async (address, why) => {
  const { signal } = new AbortController()
  expect(await openToNetwork({ address, isAgreed: true }, signal)).toMatch(why)
})

// Other systems have but one address of loopback.
describe('a server that is open to a network', { skip: process.platform !== 'linux' }, () => {
  const address = '127.0.0.2'
  let server: AuthServer
  let certificate: Certificate
  let fetch: typeof globalThis.fetch
  beforeAll(async () => {
    certificate = await createCertificate([address, '127.0.0.1'])
    server = await startAuthServer({ network: { address, ...certificate } })
    fetch = trustingFetch(certificate.cert)
  })
  afterAll(() => server.close())

  /** The status of a request for its metadata, at an address of this computer. */
  function statusAt(host: string, named: string): Promise<number | string | undefined> {
    const { port } = new URL(server.issuer)
    return new Promise((resolve) => {
      const options = { host, port, path: '/.well-known/openid-configuration', headers: { host: `${named}:${port}` } }
      request({ ...options, ca: certificate.cert, checkServerIdentity: () => undefined })
        .on('response', ({ statusCode }) => resolve(statusCode))
        .on('error', (error: NodeJS.ErrnoException) => resolve(error.code))
        .end()
    })
  }

  test('is reached by https alone, at that address, which is its issuer, and on this computer', async () => {
    expect(server.issuer).toMatch(/^https:\/\/127\.0\.0\.2:\d+$/)
    const metadata = (await (await fetch(`${server.issuer}/.well-known/openid-configuration`)).json()) as object
    expect(metadata).toMatchObject({ issuer: server.issuer, token_endpoint: `${server.issuer}/token` })
    expect(await statusAt('127.0.0.1', '127.0.0.1')).toBe(200)
    expect(await statusAt('127.0.0.3', '127.0.0.2')).toBe('ECONNREFUSED')
  })

  test('is shown in no frame of the playground, where its cookies would be another site’s', async () => {
    const playground = await servePlayground({ server, port: 0 })
    const config = await globalThis.fetch(`${playground.url}config.json`)
    expect(await config.json()).toMatchObject({ issuer: server.issuer, canFrameServer: false })
    expect(config.headers.get('content-security-policy')).toContain("; frame-src 'self'; ")
    const { headers } = await fetch(server.verificationUri)
    expect(headers.get('content-security-policy')).toContain("; frame-ancestors 'none'; ")
    await playground.close()
  })

  test('answers for no other name (attack X18)', async () => {
    expect(await statusAt(address, address)).toBe(200)
    expect(await statusAt(address, '192.168.1.20')).toBe(421)
    expect(await statusAt(address, 'evil.example')).toBe(421)
  })

  test('has a certificate that nothing trusts by itself', async () => {
    await expect(globalThis.fetch(server.issuer)).rejects.toMatchObject({
      cause: { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
    })
    expect(certificate.fingerprint).toMatch(/^(?:[\dA-F]{2}:){31}[\dA-F]{2}$/)
  })
})
