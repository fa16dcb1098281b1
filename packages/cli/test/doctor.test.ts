import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TlsOptions } from 'node:tls'
import { allProviders } from '@device-flow/oauth/profiles'
import type { PlaceFact } from '@device-flow/oauth/profiles'
import {
  empty,
  granted,
  hang,
  html,
  oauthError,
  redirect,
  reset,
  slowDown,
  startScriptedServer,
} from '@device-flow/testing'
import type { ScriptedServer, ScriptedServerOptions } from '@device-flow/testing'
import { afterAll, describe, expect, test } from 'vitest'
import { makeAuthority } from '../../../scripts/make-authority.mjs'
import { startTlsFront } from '../../../scripts/start-tls-front.mjs'
import { privateIssuer, privateMetadata, startPrivateNetwork } from '../../../scripts/start-private-network.mjs'
import { jsonLines, newHome, run } from './running-command.ts'

// Not when a test is finished: those of a file run at the same time, and which one is meant cannot be told from here.
const open: { close(): Promise<unknown> }[] = []
afterAll(() => Promise.all(open.map((one) => one.close())))

async function startServer(options?: ScriptedServerOptions): Promise<ScriptedServer> {
  const server = await startScriptedServer(options)
  open.push(server)
  return server
}

/** The diagnosis of a login: its exit code, the status of each check by its name, and the message of one that failed. */
async function diagnose(issuer: string, flags: string[] = [], env: Record<string, string> = {}) {
  const argv = ['doctor', '--issuer', issuer, '--client-id', 'tv', '--json', ...flags]
  const { exitCode, stdout, stderr } = await run(argv, env)
  const lines = jsonLines(stdout)
  const checks = lines.filter(({ type }) => type === 'check')
  const failed = checks.filter(({ status }) => status === 'failed')
  return {
    exitCode,
    stdout,
    stderr,
    lines,
    statuses: Object.fromEntries(checks.map(({ name, status }) => [name, status])),
    said: failed.map(({ name, message, advice }) => [name, `${message} ${advice ?? ''}`]),
  }
}

const GRANT_IS_OFF = 'urn:ietf:params:oauth:grant-type:device_code is not allowed for this client'

describe.concurrent('device-flow doctor', () => {
  test('where all is well asks for a code, polls once, drops it, and says the risks of such a login (N7, N8)', async () => {
    const server = await startServer({ cors: true })
    const { exitCode, statuses, lines, stdout } = await diagnose(server.issuer, ['--origin', 'https://app.example.com'])
    expect(exitCode).toBe(0)
    expect(statuses).toEqual({
      person: 'warning',
      store: 'ok',
      proxy: 'ok',
      dns: 'ok',
      connection: 'ok',
      certificate: 'skipped',
      captive_portal: 'ok',
      discovery: 'ok',
      clock: 'ok',
      grant: 'ok',
      client: 'ok',
      request: 'ok',
      revocation: 'ok',
      cors: 'ok',
    })
    expect(lines.filter(({ type }) => type === 'risk').map(({ name }) => name)).toEqual([
      'same_device',
      'phishing',
      'shared_screen',
    ])
    expect(lines.at(-1)).toEqual({
      type: 'diagnosis',
      can_sign_in: true,
      message: expect.stringMatching(/Some servers check the client, .* only after the approval\.$/),
    })
    // All that a code and a pending poll say.
    expect(stdout).not.toMatch(/accepted|may use|can work/i)
    expect([server.requests('deviceAuthorization').length, server.requests('token').length]).toEqual([1, 1])
    expect(server.requests('revocation')).toHaveLength(0)
    const [asked, polled] = [server.requests('deviceAuthorization')[0], server.requests('token')[0]]
    expect(Number(polled?.receivedAt.monotonic) - Number(asked?.respondedAt?.monotonic)).toBeGreaterThanOrEqual(1000)
    const { device_code: deviceCode } = Object.fromEntries(polled?.form ?? [])
    expect(stdout).not.toContain(deviceCode)
  })

  test.each([
    ['names none', { revocation_endpoint: undefined }, [], 'warning', '--revocation-endpoint URL'],
    [
      'names none, and a flag does',
      { revocation_endpoint: undefined },
      ['--revocation-endpoint', 'https://a.example/r'],
      'ok',
      'logout asks it',
    ],
  ])('says what a sign-out can do where the metadata %s', async (_, metadata, flags, status, said) => {
    const server = await startServer({ metadata })
    const { exitCode, lines } = await diagnose(server.issuer, flags)
    expect(exitCode).toBe(0)
    const { message, advice, ...check } = lines.find(({ name }) => name === 'revocation') ?? {}
    expect([check['status'], `${message} ${advice}`]).toEqual([status, expect.stringContaining(said)])
  })

  test('warns of a server that asks for a slower pace at the first poll, which kept to its interval (N7)', async () => {
    const server = await startServer({ script: { token: [slowDown()] } })
    const { exitCode, statuses, lines } = await diagnose(server.issuer)
    expect([exitCode, statuses]).toEqual([
      0,
      expect.objectContaining({ grant: 'ok', client: 'warning', request: 'ok' }),
    ])
    expect(lines.find(({ name }) => name === 'client')).toMatchObject({
      message: expect.stringContaining('slow_down to the first poll'),
      advice: expect.stringContaining('ever more seldom'),
    })
  })

  test('says once what to do about a client that is not accepted', async () => {
    const server = await startServer()
    server.always('deviceAuthorization', oauthError('invalid_client', { status: 401 }))
    const { lines } = await diagnose(server.issuer)
    const { message, advice } = lines.find(({ name }) => name === 'client') ?? {}
    expect([message, advice]).toEqual([
      expect.stringMatching(/Check the client ID/),
      expect.stringMatching(/^A public client must be set up without a secret\./),
    ])
  })

  test('revokes tokens that come though nobody has entered the code', async () => {
    const server = await startServer({ script: { token: [granted({ id_token: undefined })] } })
    expect((await diagnose(server.issuer)).exitCode).toBe(0)
    expect(server.requests('revocation')).toHaveLength(2)
  })

  test.each([
    ['grant', 'deviceAuthorization', oauthError('unauthorized_client'), 'Enable the device code grant'],
    ['grant', 'deviceAuthorization', oauthError('invalid_request', { description: GRANT_IS_OFF }), 'may not use the'],
    ['client', 'deviceAuthorization', oauthError('invalid_client', { status: 401 }), 'DEVICE_FLOW_CLIENT_SECRET'],
    ['client', 'token', oauthError('invalid_client', { status: 401 }), 'DEVICE_FLOW_CLIENT_SECRET'],
    ['request', 'deviceAuthorization', oauthError('invalid_scope'), 'invalid_scope'],
    // Of a refresh nothing is said: none was sent.
    [
      'grant',
      'token',
      oauthError('invalid_grant'),
      'new one. (invalid_grant) Look whether this client may use the device flow',
    ],
  ] as const)(
    'names the %s where the answer of %s is about that, and what to do (N7)',
    async (name, endpoint, answer, said) => {
      const server = await startServer()
      server.always(endpoint, answer)
      const diagnosis = await diagnose(server.issuer)
      expect(diagnosis.exitCode).toBe(6)
      expect(diagnosis.said).toEqual([[name, expect.stringContaining(said)]])
    },
  )

  test.each([
    [['--provider', 'keycloak'], 'unauthorized_client', 'Keycloak: Clients, the client, Capability config'],
    [['--provider', 'github'], 'unauthorized_client', 'GitHub: the app'],
    [['--provider', 'google', '--client-auth', 'none'], 'invalid_client', 'Google: the client wants its secret'],
    [['--provider', 'google', '--client-auth', 'none'], 'invalid_client', 'TVs and Limited Input devices'],
    [['--provider', 'salesforce'], 'invalid_client_id', 'Salesforce: External Client App Manager'],
    [['--provider', 'microsoft', '--tenant', 't'], 'invalid_client', 'Allow public client flows is Yes'],
    [[], 'unauthorized_client', 'Enable the device code grant'],
    [[], 'invalid_client', 'Check the client ID'],
    [[], 'invalid_scope', 'Check the spelling'],
    [[], 'invalid_grant', 'whether this client may use the device flow'],
  ] as const)('names settings of the provider that it is, and of no other: %j, %s (N7)', async (flags, code, said) => {
    const server = await startServer()
    server.always('deviceAuthorization', oauthError(code))
    const diagnosis = await diagnose(server.issuer, [...flags])
    expect(diagnosis.said).toEqual([[expect.any(String), expect.stringContaining(said)]])
    const others = ['Auth0', 'Okta', 'Keycloak', 'GitHub', 'Google'].filter(
      (name) => !said.includes(name) && !flags.some((flag) => flag === name.toLowerCase()),
    )
    for (const other of others) expect(diagnosis.stdout).not.toContain(other)
  })

  test.each([
    ['discovery', 'openidConfiguration', empty(503), 5, /HTTP 503.*Try again later/],
    ['discovery', 'jwks', empty(503), 5, /key set .*HTTP 503.*Try again later/],
    ['discovery', 'jwks', reset(), 5, /key set .*(?:UND_ERR_SOCKET|ECONNRESET).*Try again later/],
    ['grant', 'deviceAuthorization', html(503), 5, /HTTP 503.*Try again later/],
    ['grant', 'deviceAuthorization', { status: 429, headers: { 'retry-after': '60' } }, 5, /HTTP 429.*in 60 s/],
    ['grant', 'deviceAuthorization', hang(), 5, /did not answer within 2 s.*tell whoever runs the server/],
    ['client', 'token', empty(503), 5, /HTTP 503.*Try again later/],
    ['client', 'token', hang(), 5, /did not answer within 2 s.*tell whoever runs the server/],
    ['client', 'token', reset(), 5, /closed the connection.*Check the address/],
    ['client', 'token', html(200, '<title>Ads</title>'), 6, /Ads.*stands in front/],
    ['client', 'token', redirect('/elsewhere'), 6, /redirect.*stands in front/],
  ] as const)(
    'names the %s where %s brings no usable answer, and no trouble with a connection that there is not (N7)',
    async (name, endpoint, answer, exitCode, said) => {
      const server = await startServer()
      server.always(endpoint, answer)
      if (endpoint === 'openidConfiguration') server.always('oauthServerMetadata', answer)
      const flags = ['--scope', 'openid', '--request-timeout', '2']
      const diagnosis = await diagnose(server.issuer, flags)
      expect([diagnosis.exitCode, diagnosis.said]).toEqual([exitCode, [[name, expect.stringMatching(said)]]])
      const { connection, captive_portal: portal, discovery } = diagnosis.statuses
      expect([connection, portal, discovery]).toEqual(['ok', 'ok', name === 'discovery' ? 'failed' : 'ok'])
      expect(diagnosis.lines.at(-1)).toMatchObject({ type: 'diagnosis', can_sign_in: false })
    },
  )

  test('says what keeps people from approving at a provider that is known, in the words of the hint of a login (N7)', async () => {
    const server = await startServer()
    const { exitCode, lines } = await diagnose(server.issuer, ['--provider', 'dex'])
    const { title, waiting } = allProviders.find(({ profile }) => profile.name === 'dex')!.profile.about
    expect(exitCode).toBe(0)
    expect(lines.filter(({ type }) => type === 'hint')).toEqual([{ type: 'hint', provider: title, message: waiting }])
    expect((await diagnose(server.issuer)).lines.filter(({ type }) => type === 'hint')).toEqual([])
  })

  test('advises nothing about refreshes where the server forgets the code at once (N7)', async () => {
    const server = await startServer({ script: { token: [oauthError('invalid_grant')] } })
    const { said } = await diagnose(server.issuer)
    expect(said).toEqual([['grant', expect.stringContaining('The server')]])
    expect(said[0]?.[1]).not.toContain('refresh')
  })

  test('names the token endpoint whose host is not there, after a code has come (N7)', async () => {
    const server = await startServer({ metadata: { token_endpoint: 'http://127.0.0.1:9/token' } })
    const { exitCode, said } = await diagnose(server.issuer)
    expect([exitCode, said]).toEqual([5, [['client', expect.stringMatching(/127\.0\.0\.1:9 .*Check the address/)]]])
  })

  test('tells a sign-in page of the network from a server without metadata, and pages that may not read from both (N7)', async () => {
    const [hotel, bare, closed] = await Promise.all([startServer(), startServer(), startServer()])
    for (const endpoint of ['openidConfiguration', 'oauthServerMetadata'] as const) {
      hotel.always(endpoint, html(200, '<title>Hotel Wi-Fi</title>'))
      bare.always(endpoint, { status: 404 })
    }
    const [portal, none, cors] = await Promise.all([
      diagnose(hotel.issuer),
      diagnose(bare.issuer),
      diagnose(closed.issuer, ['--origin', 'https://app.example.com']),
    ])
    expect([portal.exitCode, portal.said]).toEqual([5, [['captive_portal', expect.stringContaining('Hotel Wi-Fi')]]])
    expect(portal.statuses).toMatchObject({
      connection: 'ok',
      discovery: 'skipped',
      grant: 'skipped',
      client: 'skipped',
    })
    expect([none.exitCode, none.said]).toEqual([
      6,
      [['discovery', expect.stringContaining('has no metadata document')]],
    ])
    expect([cors.exitCode, cors.said]).toEqual([6, [['cors', expect.stringContaining(`${closed.origin}/token`)]]])
    // Elsewhere than in a browser nothing else keeps a login from working.
    expect(cors.statuses).toMatchObject({ grant: 'ok', client: 'ok', request: 'ok' })
  })

  test('names what is in the way before the server: proxy, name, connection, certificate, store (N7)', async () => {
    const server = await startServer({ metadata: privateMetadata })
    const network = await startPrivateNetwork(server)
    open.push(network)
    const [good, strict, ntlm, closed] = await Promise.all([
      network.proxy(),
      network.proxy({ login: 'ada:canary' }),
      network.proxy({ answer: 407, challenge: 'NTLM' }),
      network.proxy({ answer: 'close' }),
    ])
    const { host } = new URL(strict.url)
    const [refused, windows, closing, unknown, dead, untrusted, unkept] = await Promise.all([
      diagnose(privateIssuer, [], { HTTPS_PROXY: `http://ada:wrong-canary@${host}` }),
      diagnose(privateIssuer, [], { HTTPS_PROXY: ntlm.url }),
      diagnose(privateIssuer, [], { HTTPS_PROXY: closed.url }),
      diagnose('https://no-such-host.invalid'),
      diagnose('http://127.0.0.1:2'),
      diagnose(privateIssuer, [], { HTTPS_PROXY: good.url }),
      diagnose('http://127.0.0.1:2', ['--store', 'keyring']),
    ])
    expect([refused.exitCode, refused.said]).toEqual([
      5,
      [['proxy', expect.stringMatching(/not accept the login.*%23/)]],
    ])
    expect(refused.stdout + refused.stderr).not.toContain('canary')
    expect([windows.exitCode, windows.said]).toEqual([
      5,
      [['proxy', expect.stringMatching(/by NTLM, not Basic.*cntlm/)]],
    ])
    expect([closing.exitCode, closing.said]).toEqual([5, [['proxy', expect.stringContaining('closed the connection')]]])
    expect([unknown.exitCode, unknown.said[0]?.[0]]).toEqual([5, 'dns'])
    expect([dead.exitCode, dead.said[0]?.[0]]).toEqual([5, 'connection'])
    expect([untrusted.exitCode, untrusted.said]).toEqual([5, [['certificate', expect.stringContaining('--ca-file')]]])
    expect(untrusted.statuses).toMatchObject({ proxy: 'ok', connection: 'ok' })
    expect([unkept.exitCode, unkept.said[0]]).toEqual([1, ['store', expect.stringContaining('--store file')]])
  })

  test('says of TLS what helps: another name, another port, a certificate of the client, and --ca-file for none of these (N7)', async () => {
    const [server, authority] = await Promise.all([startServer(), makeAuthority()])
    const home = newHome()
    const caFile = join(home, 'ca.pem')
    writeFileSync(caFile, authority.ca)
    const [own, other] = await Promise.all([authority.issue('localhost'), authority.issue('other.example')])
    const diagnoseAt = async (port: number) => {
      const { exitCode, said } = await diagnose(`https://localhost:${port}`, ['--ca-file', caFile])
      expect([exitCode, said.length]).toEqual([5, 1])
      return said[0]!
    }
    const behind = async (tls: TlsOptions) => {
      const front = await startTlsFront(Number(new URL(server.origin).port), { ...own, ca: authority.ca, ...tls })
      open.push(front)
      return diagnoseAt(front.port)
    }
    const wantsOne = { requestCert: true, rejectUnauthorized: true }
    const said = await Promise.all([
      behind(other),
      diagnoseAt(Number(new URL(server.origin).port)),
      behind({ ...wantsOne, maxVersion: 'TLSv1.2' }),
      behind({ ...wantsOne, minVersion: 'TLSv1.3' }),
    ])
    expect(said).toEqual([
      [
        'certificate',
        expect.stringMatching(/: it is for other\.example\)\. If this network .* use a name that it is for;/),
      ],
      ['certificate', expect.stringMatching(/does not speak https .* such as plain http/)],
      ['certificate', expect.stringMatching(/refuses the TLS connection .* --cert FILE --key FILE/)],
      ['connection', expect.stringMatching(/closed the TLS connection .* --cert FILE --key FILE/)],
    ])
    expect(said.join('')).not.toContain('--ca-file')
  })

  test.each(allProviders.map(({ profile }) => [profile.name, profile] as const))(
    'looks at %s without an issuer: the profile knows where its server is (A8, N7)',
    async (name, { place, addresses }) => {
      const server = await startServer()
      // What has no host of its own is asked by a proxy that is not there, and so by nobody.
      const env = { HTTPS_PROXY: 'http://127.0.0.1:9', DEVICE_FLOW_CLIENT_SECRET: 'secret-1' }
      const known = addresses ? [] : ['--issuer', server.issuer]
      const examples = Object.entries<PlaceFact>(place)
      const flags = examples.flatMap(([part, { example }]) => [`--${part}`, part === 'host' ? server.origin : example])
      const argv = ['doctor', '--provider', name, ...known, ...flags, '--client-id', 'tv', '--request-timeout', '2']
      const { exitCode, stdout, stderr } = await run(argv, env)
      expect(stderr).toBe('A code is asked for, and dropped: nobody has to enter it.\n')
      expect([0, 5, 6]).toContain(exitCode)
      expect(stdout).toMatch(place.host || !addresses ? /None is used for 127\.0\.0\.1/ : /FAIL {2}proxy/)
      expect(stdout).toMatch(/A login cannot work here|Nothing was found that stands in the way/)
    },
  )

  test('names the variable where the folder that it names cannot be made', async () => {
    const server = await startServer()
    const argv = ['doctor', '--issuer', server.issuer, '--client-id', 'tv', '--json']
    const { exitCode, stdout } = await run(argv, { DEVICE_FLOW_HOME: '/proc/none/here' })
    expect(exitCode).toBe(1)
    expect(jsonLines(stdout).find(({ name }) => name === 'store')).toMatchObject({
      status: 'failed',
      advice: expect.stringContaining('DEVICE_FLOW_HOME'),
    })
  })

  test('says of a file in the place of that folder which it is, and goes on with the server', async () => {
    const server = await startServer()
    const file = join(newHome(), 'file')
    writeFileSync(file, '')
    const argv = ['doctor', '--issuer', server.issuer, '--client-id', 'tv', '--json']
    const { exitCode, stdout } = await run(argv, { DEVICE_FLOW_HOME: join(file, 'below') })
    expect(exitCode).toBe(1)
    const lines = jsonLines(stdout)
    expect(lines.find(({ name }) => name === 'store')).toMatchObject({
      status: 'failed',
      message: expect.stringContaining(`${file} is a file, and no folder`),
    })
    expect(lines.find(({ name }) => name === 'grant')).toMatchObject({ status: 'ok' })
  })

  test('reads as one line each, for people, and takes the flags of the last login', async () => {
    const server = await startServer()
    const env = { DEVICE_FLOW_HOME: newHome() }
    await run(['login', '--issuer', server.issuer, '--client-id', 'tv', '--no-wait'], env)
    const { exitCode, stdout, stderr } = await run(['doctor'], env)
    expect(exitCode).toBe(0)
    expect(
      stdout
        .split('\n')
        .slice(0, 3)
        .map((line) => line.slice(0, 22).trim()),
    ).toEqual(['warn  person', 'ok    store', 'ok    proxy'])
    expect(stdout.match(/only after the approval\.\n/g)).toHaveLength(1)
    expect(stderr).toBe('A code is asked for, and dropped: nobody has to enter it.\n')
  })

  test.each(['of its flags', 'of the last login'])(
    'asks with proofs, as login does, where --dpop binds the tokens: %s (N7)',
    async (where) => {
      const server = await startServer()
      const env = { DEVICE_FLOW_HOME: newHome() }
      const flags = ['--issuer', server.issuer, '--client-id', 'tv', '--dpop', 'tokens']
      const isKept = where === 'of the last login'
      if (isKept) await run(['login', ...flags, '--no-wait'], env)
      expect((await run(isKept ? ['doctor'] : ['doctor', ...flags], env)).exitCode).toBe(0)
      const asked = [...server.requests('deviceAuthorization'), ...server.requests('token')]
      expect(asked).toHaveLength(isKept ? 3 : 2)
      for (const { headers } of asked) expect(headers).toMatchObject({ dpop: expect.stringMatching(/^ey/) })
    },
  )

  test('says, as token does, which header the last login was given and is not here, and asks nobody without it (N7)', async () => {
    const server = await startServer()
    const env = { DEVICE_FLOW_HOME: newHome() }
    await run(['login', '--issuer', server.issuer, '--client-id', 'tv', '--header', 'x-api-key=k1', '--no-wait'], env)
    const asked = server.requests().length
    const { exitCode, stdout, stderr } = await run(['doctor'], env)
    expect([exitCode, stdout, stderr]).toEqual([2, '', expect.stringContaining('the header x-api-key')])
    expect(server.requests()).toHaveLength(asked)
    expect((await run(['doctor'], { ...env, DEVICE_FLOW_HEADERS: 'x-api-key=k1' })).exitCode).toBe(0)
  })

  test.each([
    [['--origin', 'app.example.com'], '--origin is that of a page'],
    [['--issuer', 'http://id.example.com', '--client-id', 'tv'], '--issuer must use https'],
    [[], 'Say where to sign in'],
  ])('says before any request, and any line, what is wrong with its flags: %s', async (flags, problem) => {
    const { exitCode, stdout, stderr } = await run(['doctor', '--json', ...flags])
    expect([exitCode, stdout, stderr]).toEqual([2, '', expect.stringContaining(problem)])
  })
})
