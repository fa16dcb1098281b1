import { setTimeout as delay } from 'node:timers/promises'
import { expired, hang, oauthError, pending, reset } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { clockSetBy } from './clock-set.ts'
import { startDevice } from './device.ts'
import { jsonLines, lifeOf, loginAt, newHome, run, RunningCommand } from './running-command.ts'
import { withServer } from './with-server.ts'

const HOUR_MS = 3_600_000

describe.concurrent('device-flow login --resume (G6)', () => {
  test('goes on with the new login that --force has begun, while the old session still holds (T27)', async () => {
    const device = await startDevice()
    await device.login()
    const old = (await device.run('token')).stdout
    await device.run('login', '--force', '--no-wait')
    expect((await device.run('token')).stdout).toBe(old)
    const ended = device.start('login', '--resume')
    await ended.says('enter the code')
    ended.child.kill('SIGINT')
    expect((await ended.ended()).exitCode).toBe(130)
    const { exitCode, stderr } = await device.run('login', '--resume')
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: expect.not.stringContaining('Signed in already') })
    expect((await device.run('token')).stdout).not.toBe(old)
    expect(device.server.counts()).toMatchObject({ families: 2, liveFamilies: 2 })
  })

  test('goes on from another process, and keeps the session when the person has approved', async () => {
    const device = await startDevice({ approves: false })
    await device.login('--no-wait')
    const command = device.start('login', '--resume', '--json')
    await device.server.waitForRequest('token')
    device.server.approve()
    const { exitCode, stdout } = await command.ended()
    expect(exitCode).toBe(0)
    expect(jsonLines(stdout).map(({ type }) => type)).toEqual(['prompt', 'authorized'])
    expect((await device.run('token')).exitCode).toBe(0)
    expect(device.server.counts().earlyPolls).toBe(0)
  })

  test('says expired, as one process does, of a code that was pending and that the server then forgets', async () => {
    const device = await startDevice({ approves: false })
    device.server.script('token', pending(), oauthError('invalid_grant'))
    await device.login('--no-wait')
    const first = device.start('login', '--resume')
    await device.server.waitForRequest('token')
    // Its answer is noted before the next poll is due.
    await delay(1_000)
    first.child.kill('SIGKILL')
    await first.ended()
    const { exitCode, stdout } = await device.run('login', '--resume', '--json')
    expect([exitCode, jsonLines(stdout).at(-1)]).toMatchObject([4, { type: 'error', reason: 'expired' }])
  })

  test('by the command that was printed goes on with a login by endpoints, or by a provider (G6)', async () => {
    const device = await startDevice({ approves: false })
    const { deviceAuthorizationEndpoint, tokenEndpoint } = device.server.endpoints
    const endpoints = [
      '--device-authorization-endpoint',
      deviceAuthorizationEndpoint,
      '--token-endpoint',
      tokenEndpoint,
    ]
    for (const [server, found] of [
      [endpoints, `--token-endpoint ${tokenEndpoint}`],
      [['--provider', 'github', ...endpoints], '--provider github'],
    ] as const) {
      const shown = await device.run('login', '--no-wait', ...server, '--client-id', 'tv')
      const printed = `device-flow login --resume ${found} --client-id tv`
      expect(shown.stderr).toContain(`When that is done: ${printed}\n`)
      expect((await device.run('token')).stderr).toContain(printed)
      // Neither do flags that are not its own give it up.
      const wrong = await device.run('login', '--resume', '--revocation-endpoint', `${device.server.origin}/else`)
      expect(wrong).toMatchObject({
        exitCode: 2,
        stderr: expect.stringContaining('--revocation-endpoint. Leave it out'),
      })
      expect((await device.run('login', '--resume', '--issuer', tokenEndpoint, '--provider', 'gitlab')).exitCode).toBe(
        2,
      )
      device.server.approve()
      expect(await device.run(...printed.split(' ').slice(1))).toMatchObject({ exitCode: 0 })
      await device.run('logout', '--all')
    }
  })

  test('polls no earlier for being killed and begun again', async () => {
    const device = await startDevice({ approves: false, interval: 2 })
    await device.login('--no-wait')
    const command = device.start('login', '--resume')
    await device.server.waitForRequest('token')
    command.child.kill('SIGKILL')
    await command.ended()
    device.server.approve()
    expect((await device.run('login', '--resume')).exitCode).toBe(0)
    expect(device.server.counts().earlyPolls).toBe(0)
  })

  test('says that it has to wait after another was killed during a poll, as two polls might use up the code', async () => {
    const device = await startDevice({ approves: false })
    await device.login('--no-wait')
    device.server.script('token', hang())
    const command = device.start('login', '--resume')
    await device.server.waitForRequest('token')
    expect(command.stderr).not.toContain('Another process')
    command.child.kill('SIGKILL')
    await command.ended()
    device.server.approve()
    const { exitCode, stderr } = await device.run('login', '--resume')
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: expect.stringMatching(
        /^Another process is asking the server, or died as it did: this one asks in some seconds\.\n/,
      ),
    })
  })

  test.each([404, 503])(
    'signs in while discovery answers %d: the code is polled by what the first command knew',
    async (status) => {
      const device = await startDevice({ approves: false })
      await device.login('--no-wait')
      for (const endpoint of ['openidConfiguration', 'oauthServerMetadata'] as const) {
        device.server.always(endpoint, { status })
      }
      device.server.approve()
      const { exitCode, stdout } = await device.run('login', '--resume', '--json')
      expect(exitCode).toBe(0)
      expect(jsonLines(stdout).map(({ type }) => type)).toEqual(['prompt', 'authorized'])
    },
  )

  test('is ended by Ctrl-C, and the login is not: it can be resumed', async () => {
    const device = await startDevice({ approves: false })
    await device.login('--no-wait')
    const command = device.start('login', '--resume')
    await device.server.waitForRequest('token')
    command.child.kill('SIGINT')
    expect((await command.ended()).exitCode).toBe(130)
    device.server.approve()
    expect((await device.run('login', '--resume')).exitCode).toBe(0)
  })

  test.each([
    ['an hour ahead', HOUR_MS],
    ['a day ahead', 24 * HOUR_MS],
    ['an hour back', -HOUR_MS],
  ])(
    'by a clock that was set %s gets what the person has approved: the server knows how old the code is',
    async (_, ms) => {
      const device = await startDevice({ approves: false })
      await device.login('--no-wait')
      device.server.approve()
      const { exitCode, stdout } = await run(['login', '--resume', '--json'], { ...device.env, ...clockSetBy(ms, 0) })
      expect({ exitCode, last: jsonLines(stdout).at(-1) }).toMatchObject({ exitCode: 0, last: { type: 'authorized' } })
      expect(device.server.requests('token')).toHaveLength(1)
      expect(device.server.counts()).toMatchObject({ earlyPolls: 0, families: 1, liveFamilies: 1 })
    },
  )

  test('goes on with a code that has expired by the clock of this machine while the server says pending (case 12)', async () => {
    const device = await startDevice({ approves: false })
    await device.login('--no-wait')
    const late = { ...device.env, ...clockSetBy(HOUR_MS, 0) }
    const command = new RunningCommand(['login', '--resume', '--json'], late)
    await device.server.waitForRequest('token', 2)
    // Whoever looks meanwhile finds the login again, and so does the next one if this one is killed.
    const { stdout } = await run(['status', '--json'], late)
    expect(jsonLines(stdout)).toMatchObject([{ signed_in: false, pending: { expires_in: lifeOf(60) } }])
    device.server.approve()
    const ended = await command.ended()
    expect(jsonLines(ended.stdout).map(({ type }) => type)).toEqual(['prompt', 'authorized'])
    expect(ended).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining('The server still waits for the person.'),
    })
    expect(device.server.requests('deviceAuthorization')).toHaveLength(1)
    expect(device.server.counts().earlyPolls).toBe(0)
  })

  test('keeps a code that has run out while nobody knows whether it was used: the next one gets the tokens', async () => {
    const device = await startDevice({ approves: false })
    await device.login('--no-wait')
    device.server.approve()
    const late = { ...device.env, ...clockSetBy(HOUR_MS, 0) }
    for (const [outage, told] of [
      [reset(), {}],
      [{ status: 503, headers: { 'Retry-After': '70' } }, { retry_after: expect.any(Number) }],
    ] as const) {
      device.server.script('token', outage)
      const { exitCode, stdout } = await run(['login', '--resume', '--json'], late)
      expect({ exitCode, lines: jsonLines(stdout) }).toEqual({
        exitCode: 5,
        lines: [
          {
            type: 'error',
            reason: 'offline',
            message: expect.stringContaining('has not said whether it was used'),
            ...told,
            next: [expect.stringContaining('device-flow login --resume --json')],
          },
        ],
      })
    }
    expect((await run(['login', '--resume'], late)).exitCode).toBe(0)
    expect(device.server.counts()).toMatchObject({ earlyPolls: 0, liveFamilies: 1 })
  })

  test('says why the server has ended a code that has expired (C2)', async () => {
    const device = await startDevice({ approves: false })
    await device.login('--no-wait')
    device.server.script('token', expired({ description: 'An administrator ended it.' }))
    const late = { ...device.env, ...clockSetBy(HOUR_MS, 0) }
    const { exitCode, stdout } = await run(['login', '--resume', '--json'], late)
    expect(exitCode).toBe(4)
    expect(jsonLines(stdout)).toEqual([
      { type: 'error', error: 'expired_token', reason: 'expired', message: expect.stringContaining('ended it.') },
    ])
    expect((await device.run('login', '--resume')).exitCode).toBe(8)
  })

  test('refuses another client, and another issuer', async () => {
    const device = await startDevice({ approves: false })
    await device.login('--no-wait')
    for (const flags of [
      ['--client-id', 'other'],
      ['--issuer', 'https://id.example.com'],
    ]) {
      expect(await device.run('login', '--resume', ...flags)).toMatchObject({
        exitCode: 2,
        stderr: expect.stringContaining(`The login that waits is another one: tv at ${device.server.issuer}`),
      })
    }
    expect(device.server.requests('token')).toHaveLength(0)
  })

  test('ends with 8 when no login waits', async () => {
    const device = await startDevice()
    expect(await device.run('login', '--resume', '--json')).toMatchObject({
      exitCode: 8,
      stderr: 'No login waits here. Begin one with device-flow login.\n',
    })
  })

  test('ends with 8 also after a login that was killed before it had a code', async () => {
    await withServer({ script: { deviceAuthorization: [hang()] } }, async (server) => {
      const env = { DEVICE_FLOW_HOME: newHome() }
      const killed = new RunningCommand(loginAt(server), env)
      await server.waitForRequest('deviceAuthorization')
      killed.child.kill('SIGKILL')
      await killed.ended()
      const message = 'No login waits here. Begin one with device-flow login.'
      const { exitCode, stdout, stderr } = await run(['login', '--resume', '--json'], env)
      expect({ exitCode, lines: jsonLines(stdout), stderr }).toEqual({
        exitCode: 8,
        lines: [{ type: 'error', reason: 'signed_out', message }],
        stderr: `${message}\n`,
      })
    })
  })

  test('tells that the code is over where the server no longer knows it, as a running login does', async () => {
    const device = await startDevice({ approves: false })
    await device.login('--no-wait')
    device.server.script('token', oauthError('invalid_grant'))
    const { exitCode, stdout } = await device.run('login', '--resume', '--json')
    expect(exitCode).toBe(4)
    expect(jsonLines(stdout).at(-1)).toMatchObject({
      error: 'invalid_grant',
      reason: 'expired',
      message: expect.stringMatching(/^The server no longer knows this code\. Start again/),
    })
  })

  test('tells that the person has refused, and leaves nothing behind', async () => {
    const device = await startDevice({ approves: false })
    await device.login('--no-wait')
    device.server.deny()
    expect((await device.run('login', '--resume')).exitCode).toBe(3)
    expect((await device.run('login', '--resume')).exitCode).toBe(8)
    expect((await device.run('status')).stdout).toBe('Nobody is signed in. Sign in with device-flow login.\n')
  })
})
