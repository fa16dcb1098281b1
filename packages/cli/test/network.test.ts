import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { granted, startScriptedServer } from '@device-flow/testing'
import { afterAll, describe, expect, test } from 'vitest'
import packageJson from '../package.json' with { type: 'json' }
import { privateIssuer, privateMetadata, startPrivateNetwork } from '../../../scripts/start-private-network.mjs'
import { jsonLines, newHome, run } from './running-command.ts'
import type { Ended } from './running-command.ts'

const CANARY = 'canary-of-the-gateway'

const server = await startScriptedServer({ metadata: privateMetadata })
const network = await startPrivateNetwork(server)
const proxy = await network.proxy()
const caFile = join(mkdtempSync(join(tmpdir(), 'device-flow-')), 'ca.pem')
writeFileSync(caFile, network.authority.ca)
server.always('token', granted({ id_token: undefined }))
afterAll(async () => {
  await network.close()
  await server.close()
})

const flags = ['--issuer', privateIssuer, '--client-id', 'tv', '--scope', 'offline_access']

/** The text of all files below a folder. */
function textIn(folder: string): string {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return names.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1')).join('\n')
}

/** Signs in at the server behind the proxy, and keeps nothing. */
function passingLogin(more: Record<string, string>): Promise<Ended> {
  const env = { HTTPS_PROXY: proxy.url, DEVICE_FLOW_HEADERS: `x-gateway-key=${CANARY}`, ...more }
  return run(['login', '--store', 'memory', ...flags, '--json'], env)
}

/** What `login` and `doctor` say of what is in the way. */
function saidBehind(env: Record<string, string>, ...more: string[]): Promise<string[]> {
  const asked = ['login', 'doctor'].map(async (command) => {
    const { stdout, stderr } = await run([command, ...flags, '--json', ...more], env)
    const { message, advice = '' } =
      jsonLines(stdout).find((line) => line['type'] === 'error' || line['status'] === 'failed') ?? {}
    return `${String(message)} ${String(advice)} ${stderr}`
  })
  return Promise.all(asked)
}

describe.concurrent('device-flow behind a proxy, with a private CA and a gateway', () => {
  test('signs in, renews and signs out through it, by --ca-file and headers whose values are not kept (G11, N1, N2, N6)', async () => {
    const env = { DEVICE_FLOW_HOME: newHome(), HTTPS_PROXY: proxy.url }
    const headers = { DEVICE_FLOW_HEADERS: `x-gateway-key=${CANARY}\n` }
    const login = await run(
      ['login', ...flags, '--ca-file', caFile, '--header', `X-Gateway-Key=${CANARY}`, '--json'],
      env,
    )
    expect([login.exitCode, login.stderr]).toEqual([0, expect.not.stringContaining(CANARY)])
    expect(login.stdout).not.toContain(CANARY)
    expect(textIn(env.DEVICE_FLOW_HOME)).not.toContain(CANARY)

    const forgotten = await run(['token', '--min-life', '7200'], env)
    expect([forgotten.exitCode, forgotten.stderr]).toEqual([
      2,
      expect.stringContaining('DEVICE_FLOW_HEADERS: x-gateway-key=VALUE'),
    ])
    expect((await run(['token', '--min-life', '7200'], { ...env, ...headers })).exitCode).toBe(0)
    // Where nothing is renewed it takes none.
    const called = await run(['fetch', `${privateIssuer}/userinfo`, '--allow-origin', privateIssuer], env)
    expect([called.exitCode, called.stdout]).toEqual([0, expect.stringContaining('person-1')])
    const [again, anew] = await Promise.all([run(['login'], env), run(['login', '--force'], env)])
    expect([again.exitCode, again.stderr]).toEqual([0, expect.stringContaining('Signed in already')])
    expect([anew.exitCode, anew.stderr]).toEqual([2, forgotten.stderr.replaceAll('flow token', 'flow login')])
    expect((await run(['logout'], { ...env, ...headers })).exitCode).toBe(0)

    const shown = await run(
      ['login', ...flags, '--ca-file', caFile, '--header', `X-Gateway-Key=${CANARY}`, '--no-wait', '--json'],
      env,
    )
    expect(jsonLines(shown.stdout)[0]?.['next']).toEqual([
      expect.stringContaining('Show'),
      'Put into DEVICE_FLOW_HEADERS, one a line: x-gateway-key=VALUE',
      expect.stringContaining('device-flow login --resume --json'),
    ])
    expect((await run(['login', '--resume'], env)).exitCode).toBe(2)
    expect((await run(['login', '--resume'], { ...env, ...headers })).exitCode).toBe(0)

    const revoked = server.requests('revocation').length
    const unrevoked = await run(['logout', '--all', '--json'], env)
    expect([unrevoked.exitCode, jsonLines(unrevoked.stdout)]).toEqual([
      0,
      [expect.objectContaining({ revoked: false })],
    ])
    expect(unrevoked.stderr).toContain('for want of the header x-gateway-key the tokens were not revoked')
    expect(server.requests('revocation')).toHaveLength(revoked)
    expect((await run(['token'], env)).exitCode).toBe(8)

    const requests = server.requests()
    expect(new Set(requests.map(({ endpoint }) => endpoint))).toContain('revocation')
    expect(new Set(requests.map((request) => request.headers['user-agent']))).toEqual(
      new Set([`device-flow/${packageJson.version}`]),
    )
    // To an API it is not sent.
    const keys = requests
      .filter(({ endpoint }) => endpoint !== 'userinfo')
      .map((request) => request.headers['x-gateway-key'])
    expect(new Set(keys)).toEqual(new Set([CANARY]))
  })

  test('trusts NODE_EXTRA_CA_CERTS, too; without either it says that the certificate is not trusted (N2)', async () => {
    const [extra, none] = await Promise.all([passingLogin({ NODE_EXTRA_CA_CERTS: caFile }), passingLogin({})])
    expect(extra.exitCode).toBe(0)
    expect([none.exitCode, jsonLines(none.stdout).at(-1)?.['message']]).toEqual([
      5,
      expect.stringMatching(
        /^The certificate of id\.test is not trusted .* --ca-file FILE, or NODE_EXTRA_CA_CERTS\. If this network wants a sign-in/,
      ),
    ])
    expect(none.stderr).toContain('--ca-file FILE')
  })

  test('a login says of a proxy in the way which it is and what names it, as doctor does (N5, N7)', async () => {
    const [hanging, away] = [await network.proxy({ answer: 'hang' }), 'http://ada:canary@127.0.0.1:9']
    const [down, alsoDown, silent] = await Promise.all([
      saidBehind({ ALL_PROXY: away }),
      saidBehind({ http_proxy: away }),
      saidBehind({ HTTPS_PROXY: hanging.url }, '--request-timeout', '5'),
    ])
    for (const text of down)
      expect(text).toMatch(/ECONNREFUSED at the proxy 127\.0\.0\.1:9 of ALL_PROXY\).* Check ALL_PROXY, and NO_PROXY/)
    for (const text of alsoDown)
      expect(text).toMatch(/at the proxy 127\.0\.0\.1:9 of http_proxy\).* Check http_proxy, and NO_PROXY/)
    expect([down, alsoDown, silent].join()).not.toContain('canary')
    const name = `the proxy ${new URL(hanging.url).host} of HTTPS_PROXY`
    for (const text of silent) expect(text).toContain(`(${name} did not answer)`)
  })

  test('tells who is signed in already so, where the way to the server has become of no use, also if the login names it', async () => {
    const env = { DEVICE_FLOW_HOME: newHome(), HTTPS_PROXY: proxy.url, DEVICE_FLOW_HEADERS: `x-gateway-key=${CANARY}` }
    expect((await run(['login', ...flags, '--ca-file', caFile], env)).exitCode).toBe(0)
    const later = { ...env, HTTPS_PROXY: 'ht!tp://%%%' }
    const named = [...flags, '--ca-file', caFile]
    const logins = [[], named, ['--force', ...named], [...named, '--profile', 'another']]
    const [bare, again, anew, other] = await Promise.all(logins.map((argv) => run(['login', ...argv], later)))
    for (const { exitCode, stderr } of [bare!, again!]) {
      expect([exitCode, stderr]).toEqual([0, expect.stringContaining('Signed in already')])
    }
    for (const { exitCode, stderr } of [anew!, other!]) {
      expect([exitCode, stderr]).toEqual([2, expect.stringContaining('HTTPS_PROXY must be')])
    }
  })

  test.each([
    [['--ca-file', '/no/such/file.pem'], {}, '--ca-file /no/such/file.pem cannot be read (ENOENT).'],
    [['--ca-file', import.meta.filename], {}, 'has no certificate (PEM'],
    [[], { HTTPS_PROXY: 'ftp://ada:canary@proxy' }, 'HTTPS_PROXY must be the address of a proxy'],
    [[], { HTTPS_PROXY: 'http://ada:1#canary@127.0.0.1:9' }, 'in a login write % as %25, # as %23, / as %2F'],
    [[], { HTTPS_PROXY: 'http://ada:canary%@127.0.0.1:9' }, 'in a login write % as %25, # as %23, / as %2F'],
    [[], { HTTPS_PROXY: 'socks5://127.0.0.1:9' }, 'HTTPS_PROXY must be the address of an HTTP proxy'],
    [[], { DEVICE_FLOW_HEADERS: 'canary' }, 'DEVICE_FLOW_HEADERS is name=value'],
    [['--header', 'authorization=canary'], {}, '--header authorization is set by the protocol'],
    [['--header', 'Content-Length=3'], {}, '--header content-length is set by the protocol'],
    [['--header', 'a b=canary'], {}, '--header has a name or value that HTTP does not allow'],
  ])('says before any request what is wrong, without a secret: %s %s', async (more, env, problem) => {
    const { exitCode, stderr } = await run(['login', ...flags, ...more], env)
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(problem)])
    expect(stderr).not.toContain('canary')
  })
})
