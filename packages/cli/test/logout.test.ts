import { delayed, hang, html, oauthError, reset } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { clockSetBy } from './clock-set.ts'
import { loginFlags, startDevice } from './device.ts'
import { jsonLines, run, RunningCommand } from './running-command.ts'

/** An environment in which what is kept of a session can be read so many times, and then no more. */
function failingReads(times: number): Record<string, string> {
  const script = `
    import fs from 'node:fs/promises'
    import { syncBuiltinESMExports } from 'node:module'
    let left = ${times}
    const { open } = fs
    fs.open = async (path, ...more) => {
      const isRecord = String(path).includes('keyFile') && String(path).endsWith('record.json')
      if (isRecord && left-- <= 0) throw Object.assign(new Error('i/o error'), { code: 'EIO' })
      return open(path, ...more)
    }
    syncBuiltinESMExports()`
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(script)}` }
}

describe.concurrent('device-flow logout', () => {
  test('has the tokens revoked, the refresh token first, and forgets the session', async () => {
    const device = await startDevice()
    await device.login()
    const [access, refresh] = device.server.issuedTokens()
    const { exitCode, stdout, stderr } = await device.run('logout', '--json')
    expect(exitCode).toBe(0)
    expect(jsonLines(stdout)).toEqual([
      { type: 'signed_out', revoked: true, issuer: device.server.issuer, client_id: 'tv' },
    ])
    expect(stderr).toMatch(/signed out, and the tokens have been revoked\.\n$/)
    expect(device.server.requests('revocation').map(({ form }) => form.get('token'))).toEqual([refresh, access])
    expect((await device.run('token')).exitCode).toBe(8)
  })

  test('keeps where that was: login by itself signs in there again, as the same client', async () => {
    const device = await startDevice()
    const { issuer } = device.server
    await device.login('--profile', 'work')
    await device.run('logout')
    expect(await device.run('status')).toMatchObject({
      exitCode: 8,
      stdout: expect.stringContaining(`Signed out of ${issuer}.`),
    })
    const { stdout } = await device.run('status')
    expect(stdout).toContain(
      `\n  sign in with device-flow login --profile work --issuer ${issuer} --client-id tv --scope `,
    )
    expect((await device.run('token')).exitCode).toBe(8)
    expect((await device.run('login')).exitCode).toBe(0)
    expect((await device.run('token', '--profile', 'work')).exitCode).toBe(0)
    const asked = device.server.requests('deviceAuthorization').map(({ form }) => Object.fromEntries(form))
    expect(asked).toEqual([asked[0], asked[0]])
  })

  test('keeps it also when the login after it was not approved', async () => {
    const device = await startDevice({ approves: false })
    const decide = async (decision: 'approve' | 'deny', ...flags: string[]): Promise<number | null> => {
      const command = device.start('login', ...flags)
      await command.says('enter the code')
      device.server[decision]()
      return (await command.ended()).exitCode
    }
    await decide('approve', ...loginFlags(device.server))
    await device.run('logout')
    expect(await decide('deny')).toBe(3)
    expect(await decide('approve')).toBe(0)
  })

  test('leaves its profile, its store and its flags to another login', async () => {
    const device = await startDevice()
    await device.login('--profile', 'work')
    await device.run('logout')
    expect((await device.login('--profile', 'work', '--audience', 'https://api.example.com')).exitCode).toBe(0)
    await device.login()
    await device.run('logout')
    expect((await device.run('login', '--store', 'keyring')).stderr).not.toContain('This session is kept with')
    await device.login('--resource', 'https://api.example.com')
    expect((await device.run('token', '--client-id', 'tv')).exitCode).toBe(0)
  })

  test('with --all forgets that, too', async () => {
    const device = await startDevice()
    await device.login()
    await device.run('logout')
    expect((await device.run('logout', '--all')).exitCode).toBe(0)
    expect(await device.run('login')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('Say where to sign in'),
    })
    expect((await device.run('status')).stdout).toBe('Nobody is signed in. Sign in with device-flow login.\n')
  })

  test.each([
    ['is down', reset(), { reason: 'offline' }, 'could not be reached to revoke the tokens ('],
    ['hangs', hang(), { reason: 'timeout' }, 'did not answer in time when it was asked to revoke the tokens'],
    [
      'answers with a page',
      html(404),
      { reason: 'invalid_response' },
      'answered HTTP 404 when it was asked to revoke the tokens',
    ],
    [
      'refuses',
      oauthError('invalid_client', { status: 401, description: 'token was not issued for this client' }),
      { reason: 'unsupported', error: 'invalid_client', error_description: 'token was not issued for this client' },
      'has refused to revoke the tokens (invalid_client: token was not issued for this client)',
    ],
  ])(
    'forgets the session also when the server %s, and says so, and that the tokens may live on',
    async (_, answer, why, said) => {
      const device = await startDevice()
      await device.login('--request-timeout', '1')
      device.server.always('revocation', answer)
      const { exitCode, stdout, stderr } = await device.run('logout', '--json')
      expect(exitCode).toBe(0)
      const { issuer } = device.server
      expect(jsonLines(stdout)).toEqual([{ type: 'signed_out', revoked: false, ...why, issuer, client_id: 'tv' }])
      expect(stderr).toContain(said)
      expect(stderr).toContain(': they may live on there until they expire.')
      expect((await device.run('token')).exitCode).toBe(8)
    },
  )

  test.each(['token', 'fetch'])(
    'does not say that tokens are revoked that a %s renews, which ends them (R7)',
    async (command) => {
      const device = await startDevice()
      await device.login('--refresh-grace', '0')
      device.server.changeReplies((response) => delayed(2000, response))
      const late = { ...device.env, ...clockSetBy(3_700_000, 0) }
      const api = [device.server.apiUrl, '--allow-origin', device.server.origin]
      const renewing = new RunningCommand([command, ...(command === 'fetch' ? api : [])], late)
      await expect.poll(() => device.server.refreshes().length, { timeout: 10_000 }).toBe(1)
      const { exitCode, stdout, stderr } = await run(['logout', '--json'], late)
      expect(exitCode).toBe(0)
      expect(jsonLines(stdout)).toMatchObject([{ type: 'signed_out', revoked: false, reason: 'busy' }])
      expect(stderr).toContain('Another process was renewing the tokens at that moment: it revokes what that brings')
      expect((await renewing.ended()).exitCode).toBe(8)
      expect(device.server.counts().liveFamilies).toBe(0)
    },
  )

  test('names the fault of a disk where the session cannot be read, and no want of room', async () => {
    const device = await startDevice()
    await device.login()
    const { exitCode, stderr } = await run(['logout'], { ...device.env, ...failingReads(1) })
    expect(exitCode).toBe(1)
    expect(stderr).toContain('Not signed out: what is kept could not be read or changed')
    expect(stderr).toContain('(EIO)')
    expect(stderr).not.toContain('for want of room')
    expect((await device.run('token')).exitCode).toBe(0)
  })

  test('gives the server as long as a request may take at this login, and says how long that is', async () => {
    const device = await startDevice()
    await device.login('--request-timeout', '20')
    device.server.always('revocation', delayed(2500, { status: 200 }))
    const { exitCode, stderr } = await device.run('logout')
    expect(exitCode).toBe(0)
    expect(stderr).toContain('Waiting for the server to revoke the tokens, 20 s at most.\n')
  })

  test('says where no revocation endpoint is known, and how to name one', async () => {
    const device = await startDevice({ metadata: { revocation_endpoint: undefined } })
    await device.login()
    const { exitCode, stdout, stderr } = await device.run('logout', '--json')
    expect(exitCode).toBe(0)
    expect(jsonLines(stdout)).toMatchObject([{ revoked: false, reason: 'unsupported' }])
    expect(jsonLines(stdout)[0]).not.toHaveProperty('error')
    expect(stderr).toMatch(/was not asked to revoke the tokens.*no revocation endpoint.*--revocation-endpoint URL\.\n$/)
  })

  test('says that nothing was revoked of a session that has ended, as its renewal was lost on the way', async () => {
    const device = await startDevice()
    await device.login('--refresh-grace', '0')
    device.server.changeReplies(reset)
    const late = { ...device.env, ...clockSetBy(3_700_000, 0) }
    expect((await run(['token'], late)).exitCode).toBe(5)
    expect((await run(['token'], { ...device.env, ...clockSetBy(3_800_000, 0) })).exitCode).toBe(8)
    const { exitCode, stdout, stderr } = await run(['logout', '--json'], late)
    expect(exitCode).toBe(0)
    expect(device.server.requests('revocation')).toHaveLength(0)
    expect(jsonLines(stdout)).toMatchObject([{ type: 'signed_out', revoked: false }])
    expect(stderr).toMatch(/forgotten\. There were no tokens here that could be revoked\.\n$/)
  })

  test('of a session that the server has ended is told as any other: not how that ended it (F16)', async () => {
    const device = await startDevice()
    await device.login()
    device.server.always('token', oauthError('invalid_grant', { description: 'Revoked.' }))
    const late = { ...device.env, ...clockSetBy(3_700_000, 0) }
    expect((await run(['token'], late)).exitCode).toBe(8)
    expect((await run(['status'], late)).stdout).toContain('Revoked.')
    expect((await run(['logout'], late)).exitCode).toBe(0)
    const status = await run(['status'], late)
    expect([status.exitCode, status.stdout]).toEqual([8, expect.stringMatching(/^Signed out of http/)])
    expect(status.stdout).not.toMatch(/problem|kept in/)
    for (const args of [['token'], ['login', '--resume']]) {
      const { exitCode, stderr } = await run(args, late)
      expect([exitCode, stderr]).toEqual([8, expect.not.stringContaining('Revoked.')])
    }
  })

  test('forgets the session of a client whose secret is not at hand, and says that nothing was revoked', async () => {
    const device = await startDevice()
    const flags = ['--client-auth', 'client_secret_post', '--profile', 'work']
    await run(['login', ...loginFlags(device.server), ...flags], { ...device.env, DEVICE_FLOW_CLIENT_SECRET: 'canary' })
    expect(await device.run('login')).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining('Signed in already'),
    })
    const { exitCode, stderr } = await device.run('logout')
    expect([exitCode, stderr]).toEqual([0, expect.stringContaining('for want of the secret of the client')])
    expect(device.server.requests('revocation')).toHaveLength(0)
    expect((await device.run('token')).exitCode).toBe(8)
  })

  test('forgets one of several, or with --all all of them', async () => {
    const device = await startDevice()
    await device.login('--profile', 'work')
    await device.login('--profile', 'home')
    await device.login()
    expect((await device.run('logout', '--profile', 'work')).exitCode).toBe(0)
    expect((await device.run('token', '--profile', 'work')).exitCode).toBe(8)
    expect((await device.run('token', '--profile', 'home')).exitCode).toBe(0)
    const { exitCode, stdout } = await device.run('logout', '--all', '--json')
    expect(exitCode).toBe(0)
    expect(jsonLines(stdout)).toHaveLength(2)
    expect(device.server.counts()).toMatchObject({ families: 3, liveFamilies: 0 })
    expect((await device.run('status')).exitCode).toBe(8)
    expect((await device.run('logout', '--all', '--profile', 'home')).exitCode).toBe(2)
  })

  test('gives up a login that waits for its person', async () => {
    const device = await startDevice({ approves: false })
    await device.login('--no-wait')
    const { exitCode, stdout } = await device.run('logout', '--json')
    expect([exitCode, jsonLines(stdout)]).toEqual([0, [expect.objectContaining({ revoked: false })]])
    expect((await device.run('login', '--resume')).exitCode).toBe(8)
  })

  test('gives up one that waits beside a session, begun with --force: its code is shown to nobody again', async () => {
    const device = await startDevice()
    await device.login()
    const codeOf = async (...flags: string[]): Promise<unknown> =>
      jsonLines((await device.login('--no-wait', '--json', ...flags)).stdout)[0]?.['user_code']
    const seen = await codeOf('--force')
    expect((await device.run('logout')).exitCode).toBe(0)
    expect(await codeOf()).not.toBe(seen)
  })

  test('forgets a session that has ended: its token is dead, and the server renews it no longer', async () => {
    const device = await startDevice()
    await device.login()
    device.server.script('token', oauthError('invalid_grant'))
    await device.run('token', '--min-life', '7200')
    const late = { ...device.env, ...clockSetBy(3_700_000, 0) }
    expect(await run(['logout'], late)).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('signed out') })
    expect((await device.run('token')).exitCode).toBe(8)
  })

  test.each([[[]], [['--all']], [['--profile', 'work']]])(
    'with nobody signed in has done what was asked (%j): it says so, and ends with 0',
    async (flags) => {
      const device = await startDevice()
      const { exitCode, stdout, stderr } = await device.run('logout', '--json', ...flags)
      expect(exitCode).toBe(0)
      expect(jsonLines(stdout)).toEqual([{ type: 'signed_out', revoked: false }])
      expect(stderr).toMatch(/^Nobody is signed in/)
    },
  )
})
