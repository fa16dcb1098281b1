import type { TlsOptions } from 'node:tls'
import { createOAuthServices } from '@device-flow/oauth'
import type { OAuthServices } from '@device-flow/oauth'
import { granted, tokenSet } from '@device-flow/testing'
import { describe, expect, onTestFinished, test } from 'vitest'
import { networkDispatcher } from '../../src/index.ts'
import type { NetworkOptions } from '../../src/index.ts'
import { privateIssuer as ISSUER } from '../../../../scripts/start-private-network.mjs'
import { startTlsFront } from '../../../../scripts/start-tls-front.mjs'
import { createProxiedDispatcher } from '../../src/network/proxied-dispatcher.ts'
import { serverBehindProxy } from './private-network.ts'

const call = { signal: new AbortController().signal }
const endpoints = { deviceAuthorizationEndpoint: `${ISSUER}/device`, tokenEndpoint: `${ISSUER}/token` }

/** The services of a client whose requests leave so. */
function servicesBy(network: NetworkOptions, requestTimeoutMs = 5000): OAuthServices {
  return createOAuthServices({
    issuer: ISSUER,
    clientId: 'tv',
    requestTimeoutMs,
    dispatcher: networkDispatcher({ requestTimeoutMs, ...network }),
  })
}

const messageOf = (services: OAuthServices): Promise<string> =>
  services.requestDeviceAuthorization({}, call).then(
    () => 'no error',
    (error: Error) => error.message,
  )

/** How a proxy of `HTTPS_PROXY` is named. */
const named = (address: string): string => `the proxy ${new URL(address).host} of HTTPS_PROXY`

const messageBehind = (HTTPS_PROXY: string): Promise<string> => messageOf(servicesBy({ env: { HTTPS_PROXY } }))

// Each makes the keys of an authority and of servers, all at one time.
describe.concurrent('behind a proxy', { timeout: 20_000 }, () => {
  test('a login goes through it, all of it, however the environment names it, with a private CA (N1, N2)', async () => {
    const { authority, server, proxy } = await serverBehindProxy()
    const { url, asked } = await proxy()
    for (const [name, address] of [
      ['HTTPS_PROXY', url],
      ['https_proxy', url.replace('http://', '')],
      ['HTTP_PROXY', `${url}/`],
      // As with curl, which leaves out what is behind the host.
      ['HTTPS_PROXY', `${url}/proxy.pac?for=all#one`],
      ['all_proxy', url],
    ] as const) {
      const services = servicesBy({ env: { [name]: address }, ca: authority.ca })
      const authorization = await services.requestDeviceAuthorization({}, call)
      server.script('token', granted({ id_token: undefined }))
      expect((await services.pollToken(authorization, call)).type).toBe('granted')
      expect(asked().length, name).toBeGreaterThan(0)
      expect(new Set(asked())).toEqual(new Set(['id.test:443']))
    }
  })

  test('that wants a login gets that of its address; without one, or with another, it says which, no password shown (N1, N5)', async () => {
    const { authority, proxy } = await serverBehindProxy()
    const { host } = new URL((await proxy({ login: 'ada:pass word' })).url)
    const env = { HTTPS_PROXY: `http://ada:pass%20word@${host}` }
    expect(await messageOf(servicesBy({ env, ca: authority.ca }))).toBe('no error')
    const windows = await proxy({ answer: 407, challenge: 'Negotiate, NTLM, Digest realm="a, Basic b", nonce="1"' })
    const refusals = [`http://${host}`, `http://ada:wrong-canary@${host}`, windows.url.replace('//', '//ada:canary@')]
    const messages = refusals.map((url) => messageOf(servicesBy({ env: { HTTPS_PROXY: url } })))
    const where = 'The OpenID metadata at id.test could not be reached'
    expect(await Promise.all(messages)).toEqual([
      `${where} (${named(`http://${host}`)} asks for a login).`,
      `${where} (${named(`http://${host}`)} does not accept the login in its address).`,
      `${where} (${named(windows.url)} asks for a login by Negotiate, NTLM, Digest, not Basic).`,
    ])
  })

  test('that refuses, hangs, is not there or not found, it is the proxy that is named, and nothing was sent (N5)', async () => {
    const { proxy } = await serverBehindProxy()
    const refusing = await proxy({ answer: 403 })
    const at = (address: string, requestTimeoutMs?: number): OAuthServices =>
      servicesBy({ env: { HTTPS_PROXY: address } }, requestTimeoutMs)
    const [refused, hung, absent, unknown] = await Promise.all([
      messageOf(at(refusing.url)),
      // Half of it is the proxy's, and undici looks at that each half second alone.
      messageOf(at((await proxy({ answer: 'hang' })).url, 3_000)),
      messageOf(at('http://127.0.0.1:1')),
      messageOf(at('http://no-such-proxy.invalid:8080')),
    ])
    expect(refused).toContain(`(${named(refusing.url)} answered HTTP 403)`)
    expect(hung).toMatch(/could not be reached \(the proxy 127\.0\.0\.1:\d+ of HTTPS_PROXY did not answer\)/)
    expect(absent).toContain('could not be reached (ECONNREFUSED at the proxy 127.0.0.1:1 of HTTPS_PROXY)')
    expect(unknown).toMatch(
      /^The OpenID metadata at id\.test could not be reached \((?:ENOTFOUND|EAI_AGAIN) at the proxy no-such-proxy\.invalid:8080 of HTTPS_PROXY\)/,
    )
    const refresh = servicesBy({ env: { HTTPS_PROXY: 'http://127.0.0.1:1' } }).refreshTokens(tokenSet())
    await expect(refresh).rejects.toMatchObject({ reason: 'offline', sentAt: undefined })
  })

  test('that makes no tunnel is named before the time of the request is over (N5)', async () => {
    const { proxy } = await serverBehindProxy()
    const { url } = await proxy({ answer: 'hang' })
    const proxies = { httpsProxy: url, httpProxy: url, noProxy: '', variable: 'ALL_PROXY' }
    const dispatcher = createProxiedDispatcher({
      proxies,
      authorities: [],
      cert: undefined,
      key: undefined,
      tunnelLimitMs: 300,
    })
    const services = createOAuthServices({ endpoints, clientId: 'tv', dispatcher })
    expect(await messageOf(services)).toBe(
      `The device authorization endpoint at id.test could not be reached (the proxy ${new URL(url).host} of ALL_PROXY did not answer).`,
    )
  })

  test('that is named with https is told when it speaks http, or has a certificate that is not trusted (N5)', async () => {
    const { proxy, authority } = await serverBehindProxy()
    const { port } = new URL((await proxy()).url)
    const front = await startTlsFront(Number(port), await authority.issue('127.0.0.1'))
    onTestFinished(() => front.close())
    const where = 'The OpenID metadata at id.test could not be reached'
    expect(await messageBehind(`https://127.0.0.1:${port}`)).toBe(
      `${where} (the proxy 127.0.0.1:${port} of HTTPS_PROXY does not speak https).`,
    )
    expect(await messageBehind(`https://127.0.0.1:${front.port}`)).toBe(
      `${where} (the certificate of the proxy 127.0.0.1:${front.port} of HTTPS_PROXY is not trusted: unable to verify leaf signature).`,
    )
  })

  test('the authority of a server that Node does not know is told with where it can be named (N2)', async () => {
    const { proxy } = await serverBehindProxy()
    expect(await messageBehind((await proxy()).url)).toMatch(
      /^The certificate of id\.test is not trusted \([A-Z_]+: an authority of your own is named by NODE_EXTRA_CA_CERTS, or by the option dispatcher\)\.$/,
    )
  })

  test('that closes the connection is named, and asked once for each request, not on and on (N5)', async () => {
    const { proxy } = await serverBehindProxy()
    const answers = ['close', 'reset', 'not HTTP'] as const
    const proxies = await Promise.all(answers.map((answer) => proxy({ answer })))
    const services = proxies.map(({ url }) =>
      createOAuthServices({ endpoints, clientId: 'tv', dispatcher: networkDispatcher({ env: { HTTPS_PROXY: url } }) }),
    )
    const where = 'The device authorization endpoint at id.test could not be reached'
    const [closing, resetting, other] = proxies.map(({ url }) => named(url))
    expect(await Promise.all(services.map(messageOf))).toEqual([
      `${where} (${closing} closed the connection).`,
      `${where} (${resetting} closed the connection).`,
      `${where} (${other} does not speak HTTP).`,
    ])
    const refresh = services[0]?.refreshTokens(tokenSet())
    await expect(refresh).rejects.toMatchObject({ reason: 'offline', sentAt: undefined })
    expect(proxies.map(({ asked }) => asked().length)).toEqual([2, 1, 1])
  })

  test('a host of NO_PROXY is asked without it, and so is loopback, where we speak http (N1)', async () => {
    const { server, proxy } = await serverBehindProxy()
    const { url, asked } = await proxy()
    const env = { HTTPS_PROXY: url, HTTP_PROXY: url }
    const { deviceAuthorizationEndpoint, tokenEndpoint } = server.endpoints
    const onLoopback = { deviceAuthorizationEndpoint, tokenEndpoint }
    const services = createOAuthServices({
      endpoints: onLoopback,
      clientId: 'tv',
      dispatcher: networkDispatcher({ env }),
    })
    await services.requestDeviceAuthorization({}, call)
    const written = ['id.test.', 'a.test, .TEST.', 'id.test.:443', 'https://id.test', 'http://id.test:443/oauth,b.test']
    for (const no_proxy of ['example.com,.test', '*.test', 'id.test:443', 'localhost, *', ...written]) {
      const message = await messageOf(servicesBy({ env: { ...env, no_proxy } }))
      expect(message, no_proxy).toMatch(/^id\.test could not be found/)
    }
    expect(asked()).toEqual([])
    await messageOf(
      servicesBy({
        env: {
          ...env,
          no_proxy: 'id.test:8443, test.example, 10.0.0.0/8, https://id.test:8443, https://a.test, ., https://',
        },
      }),
    )
    expect(new Set(asked())).toEqual(new Set(['id.test:443']))
  })

  test('a refresh whose time is over when there is a tunnel and TLS in it leaves not a byte (N4, R4)', async () => {
    let hasBegun = false
    const SNICallback: TlsOptions['SNICallback'] = (_, done) => {
      hasBegun = true
      done(null)
    }
    const { authority, server, proxy } = await serverBehindProxy({ SNICallback })
    const { url, asked } = await proxy()
    const services = createOAuthServices({
      endpoints,
      clientId: 'tv',
      dispatcher: networkDispatcher({ env: { HTTPS_PROXY: url }, ca: authority.ca }),
    })
    // Asked any sooner it would be in time, and sent.
    const isInTime = (): boolean => !hasBegun
    const refresh = services.refreshTokens(tokenSet(), { mayStillSend: async () => true, isInTime })
    await expect(refresh).rejects.toMatchObject({ reason: 'busy', sentAt: undefined })
    expect([asked(), hasBegun]).toEqual([['id.test:443'], true])
    expect(server.requests()).toEqual([])
  })
})

test('a proxy is named by the variable that is read, whichever that is, and no more of its address than the host (N5)', async () => {
  const [secret, nothing] = ['http://ada:canary@127.0.0.1:1', 'http://127.0.0.1:2']
  const messages = await Promise.all(
    [
      { ALL_PROXY: secret },
      { HTTP_PROXY: secret, ALL_PROXY: nothing },
      { https_proxy: secret, HTTPS_PROXY: nothing },
    ].map((env) => messageOf(servicesBy({ env }))),
  )
  const where = 'The OpenID metadata at id.test could not be reached (ECONNREFUSED at the proxy 127.0.0.1:1 of'
  expect(messages).toEqual([`${where} ALL_PROXY).`, `${where} HTTP_PROXY).`, `${where} https_proxy).`])
})

/** What is said of a proxy before any request. */
function problemOf(address: string): string {
  try {
    networkDispatcher({ env: { https_proxy: address } })
    return 'none'
  } catch (error) {
    return (error as Error).message
  }
}

describe.concurrent('without a proxy', () => {
  test('and without certificates there is no dispatcher, and nothing more is loaded', () => {
    expect(networkDispatcher({ env: {} })).toBeUndefined()
    expect(networkDispatcher({ env: { HTTPS_PROXY: ' ', NO_PROXY: '*' } })).toBeUndefined()
  })

  test.each(['proxy.example.com:port', 'ftp://proxy.example.com', 'http://'])(
    'a proxy that is no address is named by its variable, and not repeated: %s (N5)',
    (address) => {
      expect(() => networkDispatcher({ env: { HTTPS_PROXY: address } })).toThrow(
        /^HTTPS_PROXY: must be the address of a proxy, such as http:\/\/proxy\.example\.com:8080$/,
      )
    },
  )
})

test('ALL_PROXY counts where no other proxy is named: one of SOCKS is refused then, and not otherwise (N1, N5)', () => {
  const [ALL_PROXY, HTTPS_PROXY] = ['socks5h://127.0.0.1:1080', 'http://127.0.0.1:8080']
  expect(() => networkDispatcher({ env: { ALL_PROXY } })).toThrow(/^ALL_PROXY: .*SOCKS is not supported$/)
  expect(networkDispatcher({ env: { ALL_PROXY, HTTPS_PROXY } })).toBeTypeOf('function')
})

describe('a proxy that cannot be used is refused before any request, and not repeated', () => {
  test.each(['p@ss#canary', '1/canary', 'canary/', '1?canary', '100%canary', 'canary%', '1\\canary'])(
    'whose password is not encoded: %s; the message says how it is written (N5)',
    (password) => {
      for (const scheme of ['http://', 'https://', '']) {
        const message = problemOf(`${scheme}ada:${password}@127.0.0.1:8080`)
        expect(message).toContain('https_proxy: must be the address of a proxy')
        expect(message).toContain('in a login write % as %25, # as %23, / as %2F, ? as %3F, \\ as %5C')
        expect(message).not.toContain('canary')
      }
      expect(problemOf(`http://ada:${encodeURIComponent(password)}@127.0.0.1:8080`)).toBe('none')
    },
  )

  test.each(['p@ss', 'pass word', 'pässword', ''])('with any other login it is used: %s (N1)', (password) => {
    expect(problemOf(`ada:${password}@proxy.example.com:8080/`)).toBe('none')
  })

  test.each(['socks5://127.0.0.1:1080', 'SOCKS://proxy', 'socks5h://ada:canary@proxy', 'socks4://proxy'])(
    'that speaks SOCKS: %s; the message says what is taken (N5)',
    (address) => {
      expect(problemOf(address)).toBe(
        'https_proxy: must be the address of an HTTP proxy, such as http://proxy.example.com:8080; SOCKS is not supported',
      )
    },
  )
})

test('mutual TLS: the server sees the certificate of the client, through a proxy too (N3)', async () => {
  const { authority, clients, proxy } = await serverBehindProxy({ requestCert: true, rejectUnauthorized: true })
  const { url } = await proxy()
  const client = await authority.issue('build-server')
  const env = { HTTPS_PROXY: url }
  expect(await messageOf(servicesBy({ env, ca: authority.ca }))).not.toBe('no error')
  expect(await messageOf(servicesBy({ env, ca: [authority.ca], ...client }))).toBe('no error')
  expect(clients()).toContain('build-server')
})
