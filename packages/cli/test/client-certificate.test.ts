import { createPrivateKey } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { granted, startScriptedServer } from '@device-flow/testing'
import { afterAll, describe, expect, test } from 'vitest'
import { privateIssuer, privateMetadata, startPrivateNetwork } from '../../../scripts/start-private-network.mjs'
import { loginAt, newHome, run } from './running-command.ts'

const PASSPHRASE = 'canary-of-the-key'

// Who has a certificate polls at the address for those that have one.
const metadata = {
  ...privateMetadata,
  token_endpoint: `${privateIssuer}/without-certificate`,
  mtls_endpoint_aliases: { token_endpoint: privateMetadata.token_endpoint },
}
const server = await startScriptedServer({ metadata })
const network = await startPrivateNetwork(server, { tls: { requestCert: true, rejectUnauthorized: true } })
const proxy = await network.proxy()
server.always('token', granted({ id_token: undefined }))
afterAll(async () => {
  await network.close()
  await server.close()
})

const folder = mkdtempSync(join(tmpdir(), 'device-flow-'))
const fileOf = (name: string, text: string): string => {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}
const [client, other] = await Promise.all([network.authority.issue('build-server'), network.authority.issue('other')])
const encrypted = createPrivateKey(client.key).export({
  type: 'pkcs8',
  format: 'pem',
  cipher: 'aes-256-cbc',
  passphrase: PASSPHRASE,
})
const ca = fileOf('ca.pem', network.authority.ca)
const cert = fileOf('client.pem', client.cert)
const key = fileOf('client.key', client.key)
const lockedKey = fileOf('locked.key', encrypted.toString())
const otherKey = fileOf('other.key', other.key)
const flags = ['--issuer', privateIssuer, '--client-id', 'tv', '--scope', 'offline_access', '--ca-file', ca]

describe.concurrent('device-flow at a server that wants a certificate of the client (N3)', () => {
  test('signs in with --cert and --key, and renews and signs out with the same files', async () => {
    const env = { DEVICE_FLOW_HOME: newHome(), HTTPS_PROXY: proxy.url }
    const auth = ['--cert', cert, '--key', key, '--client-auth', 'tls_client_auth']
    const login = await run(['login', ...flags, ...auth], { ...env, DEVICE_FLOW_CLIENT_SECRET: '' })
    expect([login.exitCode, login.stderr]).toEqual([0, expect.not.stringContaining('PRIVATE')])
    expect((await run(['token', '--min-life', '7200'], env)).exitCode).toBe(0)
    const called = await run(['fetch', `${privateIssuer}/userinfo`, '--allow-origin', privateIssuer], env)
    expect([called.exitCode, called.stdout]).toEqual([0, expect.stringContaining('person-1')])
    expect((await run(['logout', '--json'], env)).stdout).toContain('"revoked":true')
    expect(new Set(network.clients())).toEqual(new Set(['build-server']))
    const refresh = server.requests('token').find(({ form }) => form.get('grant_type') === 'refresh_token')
    expect([refresh?.form.get('client_id'), refresh?.headers.authorization]).toEqual(['tv', undefined])
  })

  test('says where none was given that it may want one (N7)', async () => {
    const { exitCode, stderr } = await run(['login', ...flags], { HTTPS_PROXY: proxy.url })
    expect(exitCode).toBe(5)
    expect(stderr).toMatch(/id\.test closed the TLS connection \(\w+\)\. Check the address .* --cert FILE --key FILE/)
  })

  test('is said to be such a server by fetch, too, where it is the API', async ({ onTestFinished }) => {
    const issuer = await startScriptedServer({ interval: 1, script: { token: [granted()] } })
    onTestFinished(() => issuer.close())
    const env = { DEVICE_FLOW_HOME: newHome(), HTTPS_PROXY: proxy.url }
    expect((await run(loginAt(issuer, '--ca-file', ca, '--allow-origin', privateIssuer), env)).exitCode).toBe(0)
    const { exitCode, stderr } = await run(['fetch', `${privateIssuer}/orders`], env)
    expect(exitCode).toBe(5)
    expect(stderr).toMatch(
      /^id\.test closed the TLS connection \(\w+\)\. Check the address .* --cert FILE --key FILE\.\n$/,
    )
  })

  test('is not looked for where the connection ends before there is TLS', async ({ onTestFinished }) => {
    const closing = createServer((socket) => socket.once('data', () => socket.end()))
    onTestFinished(() => void closing.close())
    await once(closing.listen(0, '127.0.0.1'), 'listening')
    const at = `https://127.0.0.1:${(closing.address() as AddressInfo).port}`
    const login = ['--issuer', at, '--client-id', 'tv', '--store', 'memory']
    const [{ stderr }, { stdout }] = await Promise.all([run(['login', ...login]), run(['doctor', ...login])])
    for (const said of [stderr, stdout]) {
      expect(said).toContain('closed the connection before there was TLS (ECONNRESET).')
      expect(said).not.toContain('--cert')
    }
  })

  test('whose key is gone is still signed in while the token lives, and can be signed out', async () => {
    const env = { DEVICE_FLOW_HOME: newHome(), HTTPS_PROXY: proxy.url }
    const passing = fileOf('passing.key', client.key)
    expect((await run(['login', ...flags, '--cert', cert, '--key', passing], env)).exitCode).toBe(0)
    rmSync(passing)
    const [held, renewed] = await Promise.all([run(['login'], env), run(['token', '--min-life', '7200'], env)])
    expect([held.exitCode, held.stderr]).toEqual([0, expect.stringContaining('Signed in already')])
    expect([renewed.exitCode, renewed.stderr]).toEqual([2, expect.stringMatching(/--key .*passing\.key is not there/)])
    const logout = await run(['logout'], env)
    expect([logout.exitCode, logout.stderr]).toEqual([0, expect.stringContaining('for want of the file of --key')])
  })

  test.each<[string, string, Record<string, string>]>([
    ['whose key was replaced', 'key', {}],
    ['whose certificate was renewed alone', 'cert', {}],
    ['whose file of authorities is empty', 'ca', {}],
    ['without the passphrase of its key', 'none', { DEVICE_FLOW_CERT_PASSPHRASE: '' }],
    ['with a proxy of SOCKS in the environment', 'none', { HTTPS_PROXY: 'socks5://127.0.0.1:1080' }],
    ['with headers in the environment that are none', 'none', { DEVICE_FLOW_HEADERS: 'nonsense' }],
  ])('%s: signed in while the token lives, and out without the server', async (name, replaced, changed) => {
    const home = { DEVICE_FLOW_HOME: newHome() }
    const env = { ...home, HTTPS_PROXY: proxy.url, DEVICE_FLOW_CERT_PASSPHRASE: PASSPHRASE }
    const texts = { ca: network.authority.ca, cert: client.cert, key: encrypted.toString() }
    const wrong = { ca: '', cert: other.cert, key: other.key }
    const files = Object.entries(texts).map(([part, text]) => [part, fileOf(`${name} ${part}`, text)] as const)
    const given = files.flatMap(([part, file]) => [part === 'ca' ? '--ca-file' : `--${part}`, file])
    const at = ['--issuer', privateIssuer, '--client-id', 'tv', '--scope', 'offline_access']
    expect(await run(['login', ...at, ...given], env)).toMatchObject({ exitCode: 0 })
    for (const [part, file] of files) if (part === replaced) writeFileSync(file, wrong[part as 'ca' | 'cert' | 'key'])
    const later = { ...env, ...changed }
    const [held, renewed, called] = await Promise.all([
      run(['login'], later),
      run(['token', '--min-life', '7200'], later),
      run(['fetch', `${privateIssuer}/userinfo`, '--allow-origin', privateIssuer], later),
    ])
    expect(held).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('Signed in already') })
    expect([renewed.exitCode, called.exitCode]).toEqual([2, 2])
    expect(await run(['login', '--force'], later)).toMatchObject({ exitCode: 2 })
    const logout = await run(['logout', '--all', '--json'], later)
    expect(logout).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('"revoked":false') })
    expect(logout.stderr).toMatch(/signed out here, but for want of a way to its server \(.{20,}\) the tokens were not/)
    expect((await run(['token'], later)).exitCode).toBe(8)
  })

  test.each(['', '\n', '\r\n'])(
    'reads an encrypted key with the passphrase of the environment, with %j behind it',
    async (end) => {
      const env = { HTTPS_PROXY: proxy.url, DEVICE_FLOW_CERT_PASSPHRASE: PASSPHRASE + end }
      const login = [
        'login',
        ...flags,
        '--store',
        'memory',
        '--cert',
        cert,
        '--key',
        lockedKey,
        '--json',
        '--show-tokens',
      ]
      const { exitCode, stdout, stderr } = await run(login, env)
      expect(exitCode).toBe(0)
      expect(stdout + stderr).not.toContain(PASSPHRASE)
    },
  )

  test.each([
    [['--cert', cert], {}, '--cert FILE and --key FILE go together.'],
    [['--key', key], {}, '--cert FILE and --key FILE go together.'],
    [['--cert', key, '--key', key], {}, 'client.key has no certificate (PEM'],
    [['--cert', cert, '--key', cert], {}, 'client.pem has no private key (PEM'],
    [['--cert', cert, '--key', '/no/such.key'], {}, '--key /no/such.key cannot be read (ENOENT).'],
    [['--cert', cert, '--key', otherKey], {}, 'other.key is not the private key of --cert.'],
    [['--cert', cert, '--key', lockedKey], {}, 'locked.key is encrypted. Give DEVICE_FLOW_CERT_PASSPHRASE.'],
    [
      ['--cert', cert, '--key', lockedKey],
      { DEVICE_FLOW_CERT_PASSPHRASE: 'x' },
      'locked.key cannot be decrypted with DEVICE_FLOW_CERT_PASSPHRASE.',
    ],
    [['--client-auth', 'tls_client_auth'], {}, '--client-auth tls_client_auth needs --cert FILE and --key FILE.'],
  ])('says before any request what is wrong: %j %j', async (more, env, problem) => {
    const { exitCode, stderr } = await run(['login', ...flags, ...more], env)
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(problem)])
  })
})
