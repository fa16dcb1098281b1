import { reset } from '@device-flow/testing'
import { runStampede } from '@device-flow/testing/processes'
import { describe, expect, test } from 'vitest'
import { clockSetBy } from './clock-set.ts'
import { startDevice } from './device.ts'
import { bin, jsonLines, run } from './running-command.ts'

describe.concurrent('device-flow token', () => {
  test('prints a line of JSON with --json', async () => {
    const device = await startDevice()
    await device.login()
    const { stdout } = await device.run('token', '--json')
    expect(jsonLines(stdout)).toEqual([
      {
        type: 'token',
        access_token: device.server.issuedTokens()[0],
        token_type: 'bearer',
        expires_in: expect.any(Number),
        scope: 'openid offline_access',
      },
    ])
    expect(jsonLines(stdout)[0]?.['expires_in']).toBeGreaterThan(3500)
  })

  test.each([
    ['none: it is not sent a second time', ['--refresh-grace', '0'], 1],
    ['the usual one: it is, at once', [], 2],
  ])('loses the reply to a refresh at a server whose grace, told at login, is %s (R5)', async (_, flags, sent) => {
    const device = await startDevice()
    await device.login(...flags)
    device.server.script('token', reset())
    await device.run('token', '--min-life', '7200')
    const grants = device.server.requests('token').map(({ form }) => form.get('grant_type'))
    expect(grants.filter((grant) => grant === 'refresh_token')).toHaveLength(sent)
  })

  test('renews a token that is about to expire, and keeps what that brings', async () => {
    const device = await startDevice()
    await device.login()
    const late = { ...device.env, ...clockSetBy(3_595_000, 0) }
    const { exitCode, stdout } = await run(['token'], late)
    expect(exitCode).toBe(0)
    expect(stdout.trim()).toBe(device.server.refreshes()[0] && device.server.issuedTokens()[2])
    expect(device.server.counts()).toMatchObject({ refreshes: 1, reuses: 0, liveFamilies: 1 })
    expect((await run(['token'], late)).stdout).toBe(stdout)
    expect(device.server.counts().refreshes).toBe(1)
  })

  test('renews a token that was fetched before the clock was set back: it may be dead (T38)', async () => {
    const device = await startDevice()
    await device.login()
    await run(['token'], { ...device.env, ...clockSetBy(86_400_000, 0) })
    expect(device.server.counts().refreshes).toBe(1)
    const { exitCode, stdout } = await device.run('token')
    expect(exitCode).toBe(0)
    expect(stdout.trim()).toBe(device.server.issuedTokens()[4])
    expect(device.server.counts()).toMatchObject({ refreshes: 2, reuses: 0, liveFamilies: 1 })
  })

  test('renews one that lives for less than --min-life', async () => {
    const device = await startDevice({ accessTokenSeconds: 600 })
    await device.login()
    await device.run('token', '--min-life', '500')
    expect(device.server.counts().refreshes).toBe(0)
    const { exitCode, stdout, stderr } = await device.run('token', '--min-life', '3600')
    expect(exitCode).toBe(0)
    expect(device.server.counts().refreshes).toBe(1)
    expect(stdout.trim()).toBe(device.server.issuedTokens()[2])
    expect(stderr).toMatch(/^The server gives tokens for less than that: this one is good for \d+ s\.\n$/)
  })

  test(
    'of 20 processes at the moment of expiry, one renews, and all have the new token (R2, R3)',
    { timeout: 90_000 },
    async () => {
      const device = await startDevice()
      await device.login()
      const results = await runStampede({
        command: process.execPath,
        args: [bin, 'token'],
        env: { PATH: process.env['PATH'], ...device.env, ...clockSetBy(3_595_000, 0) },
        count: 20,
      })
      expect(new Set(results.map(({ code }) => code))).toEqual(new Set([0]))
      expect(new Set(results.map(({ stdout }) => stdout.trim()))).toEqual(new Set([device.server.issuedTokens()[2]]))
      expect(device.server.counts()).toMatchObject({ refreshes: 1, reuses: 0, liveFamilies: 1 })
    },
  )

  test('ends with 8 and the reason when the server has ended the session, and once only asks it', async () => {
    const device = await startDevice()
    await device.login()
    const [, refresh = ''] = device.server.issuedTokens()
    await fetch(device.server.endpoints.revocationEndpoint, {
      method: 'POST',
      body: new URLSearchParams({ token: refresh, client_id: 'tv' }),
    })
    const late = { ...device.env, ...clockSetBy(3_700_000, 0) }
    for (const argv of [
      ['token', '--json'],
      ['token', '--json'],
      ['status', '--json'],
    ]) {
      expect((await run(argv, late)).exitCode).toBe(8)
    }
    const { stdout } = await run(['token', '--json'], late)
    expect(jsonLines(stdout)[0]).toMatchObject({ type: 'error', error: 'invalid_grant', reason: 'signed_out' })
    expect(device.server.counts().refusals).toBe(1)
  })

  test('ends with 5 when the server is away and the token dead, and the session goes on when it is back', async () => {
    const device = await startDevice()
    await device.login()
    const late = { ...device.env, ...clockSetBy(3_700_000, 0) }
    device.server.always('openidConfiguration', reset())
    device.server.always('oauthServerMetadata', reset())
    expect(await run(['token', '--json'], late)).toMatchObject({
      exitCode: 5,
      stdout: expect.stringContaining('"reason":"offline"'),
    })
    expect((await device.run('token')).exitCode).toBe(0)
    expect(device.server.counts().liveFamilies).toBe(1)
  })

  test('ends with 8 when nobody is signed in', async () => {
    const device = await startDevice()
    expect(await device.run('token')).toEqual({
      exitCode: 8,
      stdout: '',
      stderr: 'Nobody is signed in. Sign in with device-flow login.\n',
    })
    expect(jsonLines((await device.run('token', '--json')).stdout)).toEqual([
      { type: 'error', reason: 'signed_out', message: 'Nobody is signed in. Sign in with device-flow login.' },
    ])
  })

  test('needs the secret of a client that has one only to renew, and does not keep it', async () => {
    const device = await startDevice()
    const secret = { DEVICE_FLOW_CLIENT_SECRET: 'canary-secret-of-the-client' }
    const login = ['login', '--issuer', device.server.issuer, '--client-id', 'tv', '--scope', 'offline_access']
    expect((await run(login, { ...device.env, ...secret })).exitCode).toBe(0)
    expect((await device.run('token')).exitCode).toBe(0)
    const late = { ...device.env, ...clockSetBy(3_700_000, 0) }
    expect(await run(['token'], late)).toMatchObject({
      exitCode: 2,
      stdout: '',
      stderr: expect.stringContaining('Put it in DEVICE_FLOW_CLIENT_SECRET.'),
    })
    expect((await run(['token'], { ...late, ...secret })).exitCode).toBe(0)
  })

  test.each([
    [['--json', '--format', 'env'], 'Give either --json or --format.'],
    [['--format', 'yaml'], '--format is header, env, kubectl, or git.'],
    [['get'], 'only git gives one'],
    [['--format', 'git'], '--format git is for a credential helper'],
    [['--allow-origin', 'https://git.example.com'], '--allow-origin goes with --format git.'],
    [['--min-life', '0'], '--min-life is a number of seconds, above 0 and at most 86400.'],
  ])('with %j ends with 2, and says why', async (flags, problem) => {
    const device = await startDevice()
    expect(await device.run('token', ...flags)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(problem) })
  })
})

describe.concurrent('device-flow token --format', () => {
  test('env is a line that a shell evals', async () => {
    const device = await startDevice()
    await device.login()
    const { stdout } = await device.run('token', '--format', 'env')
    expect(stdout).toBe(`export ACCESS_TOKEN='${device.server.issuedTokens()[0]}'\n`)
  })

  test('git answers git with the token for a server that it is for, and no other', async () => {
    const device = await startDevice()
    const { origin } = device.server
    await device.login('--allow-origin', origin)
    const ask = async (url: URL, ...words: string[]) => {
      const command = device.start('token', '--format', 'git', ...words)
      command.child.stdin?.end(`protocol=${url.protocol.slice(0, -1)}\nhost=${url.host}\n\n`)
      return command.ended()
    }
    const { exitCode, stdout } = await ask(new URL(origin), 'get')
    expect(exitCode).toBe(0)
    expect(stdout).toContain(`username=oauth2\npassword=${device.server.issuedTokens()[0]}\npassword_expiry_utc=`)
    expect(await ask(new URL('https://evil.example'), 'get')).toMatchObject({
      exitCode: 2,
      stdout: '',
      stderr: expect.stringContaining('The access token is not sent to https://evil.example'),
    })
    expect(await ask(new URL(origin), 'store')).toEqual({ exitCode: 0, stdout: '', stderr: '' })
  })
})
