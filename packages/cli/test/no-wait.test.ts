import { deviceAuthorized, granted, reset } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { clockSetBy } from './clock-set.ts'
import { loginFlags, startDevice } from './device.ts'
import { jsonLines, lifeOf, loginAt, newHome, run } from './running-command.ts'
import { withServer } from './with-server.ts'

const HOUR_MS = 3_600_000

describe.concurrent('device-flow login --no-wait (G6)', () => {
  test('prints the code and what to do next, and ends with 0 at once', async () => {
    const device = await startDevice({ approves: false })
    const { exitCode, stdout } = await device.login('--no-wait', '--json')
    expect(exitCode).toBe(0)
    expect(jsonLines(stdout)).toEqual([
      {
        type: 'prompt',
        user_code: expect.any(String),
        verification_uri: `${device.server.origin}/activate`,
        expires_in: lifeOf(60),
        interval: 1,
        next: [
          'Show user_code and verification_uri to the person',
          `device-flow login --resume --json --issuer ${device.server.issuer} --client-id tv --scope 'openid offline_access'`,
        ],
      },
    ])
    expect(device.server.requests('token')).toHaveLength(0)
  })

  test('tells the interval that is waited really, and whoever goes on waits that', async () => {
    // As a server has it that means milliseconds: no poll would come of it.
    const script = { deviceAuthorization: [deviceAuthorized({ interval: 5000 })] }
    await withServer({ script }, async (server) => {
      const env = { DEVICE_FLOW_HOME: newHome() }
      const { stdout } = await run(loginAt(server, '--scope', 'openid', '--no-wait', '--json'), env)
      expect(jsonLines(stdout)[0]).toMatchObject({ interval: 5 })
      server.script('token', granted())
      const resumed = await run(['login', '--resume', '--json'], env)
      expect(resumed.exitCode).toBe(0)
      expect(jsonLines(resumed.stdout)[0]).toMatchObject({ interval: 5 })
    })
  })

  test('shows people the code in words, and how to go on', async () => {
    const device = await startDevice({ approves: false })
    const { stdout, stderr } = await device.login('--no-wait', '--profile', 'work')
    expect(stdout).toBe('')
    expect(stderr).toContain('and enter the code: ')
    expect(stderr).toMatch(/When that is done: device-flow login --resume --profile work\n$/)
  })

  test('shows the same code again, whoever asks, and never a second one (G7)', async () => {
    const device = await startDevice({ approves: false })
    const codes = [await device.login('--no-wait', '--json'), await device.run('login', '--no-wait', '--json')]
    const [one, other] = codes.map(({ stdout }) => jsonLines(stdout)[0]?.['user_code'])
    expect(one).toBe(other)
    expect(device.server.requests('deviceAuthorization')).toHaveLength(1)
  })

  test('tells how long the code and the token live on, which is less the later somebody asks', async () => {
    const device = await startDevice({ approves: false })
    const livesAfter = async (ms: number, ...flags: string[]): Promise<unknown[]> => {
      const { stdout } = await run(['login', '--json', ...flags], { ...device.env, ...clockSetBy(ms, 0) })
      return jsonLines(stdout).map((line) => line['expires_in'])
    }
    await device.login('--no-wait')
    const [shownAgain = 0] = await livesAfter(20_000, '--no-wait')
    expect(shownAgain).toBeLessThanOrEqual(40)
    // Where the clock was set back since, at most its whole life.
    expect(await livesAfter(-HOUR_MS, '--no-wait')).toEqual([lifeOf(60)])
    device.server.approve()
    const [resumed = 0, token = 0] = await livesAfter(25_000, '--resume')
    expect(resumed).toBeLessThanOrEqual(35)
    const [held = 0] = await livesAfter(125_000)
    expect(held).toBeLessThanOrEqual(Number(token) - 100)
  })

  test('says what kept it from the server, and that trying again may help', async () => {
    const device = await startDevice({ approves: false })
    for (const [outage, why] of [
      [reset(), 'then try again.'],
      [{ status: 503 }, '(HTTP 503). Try again later.'],
      [{ status: 429, headers: { 'Retry-After': '70' } }, 'try again after that.'],
    ] as const) {
      device.server.always('deviceAuthorization', outage)
      expect(await device.login('--no-wait')).toMatchObject({ exitCode: 5, stderr: expect.stringContaining(why) })
    }
  })

  test.each([
    ['one reset', reset()],
    ['a 503', { status: 503 }],
  ])('gets over a blip as a login does that waits: %s', async (_what, blip) => {
    const device = await startDevice({ approves: false })
    device.server.script('deviceAuthorization', blip)
    const { exitCode, stdout, stderr } = await device.login('--no-wait', '--json')
    expect(exitCode).toBe(0)
    expect(jsonLines(stdout).map(({ type, count }) => [type, count])).toEqual([
      ['blip', 1],
      ['prompt', undefined],
    ])
    expect(stderr).toContain('Still trying: ')
    expect(device.server.requests('deviceAuthorization')).toHaveLength(2)
    expect(device.server.requests('token')).toHaveLength(0)
  })

  test('says so when somebody is signed in already', async () => {
    const device = await startDevice()
    await device.login()
    const { exitCode, stdout } = await device.login('--no-wait', '--json')
    expect(exitCode).toBe(0)
    expect(jsonLines(stdout).map(({ type }) => type)).toEqual(['authorized'])
  })
})

describe.concurrent('a login that waits for its person', () => {
  test('is joined by device-flow login: the same code, polled by one of the two at a time', async () => {
    const device = await startDevice({ approves: false })
    await device.login('--no-wait')
    const commands = [device.start('login', '--json'), device.start('login', ...loginFlags(device.server), '--json')]
    await Promise.all(commands.map((command) => command.says('enter the code')))
    await device.server.waitForRequest('token', 3)
    device.server.approve()
    const ended = await Promise.all(commands.map((command) => command.ended()))
    expect(ended.map(({ exitCode }) => exitCode)).toEqual([0, 0])
    expect(device.server.counts()).toMatchObject({ families: 1, liveFamilies: 1, earlyPolls: 0 })
    expect(device.server.requests('deviceAuthorization')).toHaveLength(1)
  })

  test('is left by Ctrl-C in a device-flow login that has joined it, and goes on in the one that began it (G7)', async () => {
    const device = await startDevice({ approves: false })
    const first = device.start('login', ...loginFlags(device.server))
    await first.says('enter the code')
    const joined = device.start('login', '--json')
    await joined.says('enter the code')
    joined.child.kill('SIGINT')
    const { exitCode, stdout, stderr } = await joined.ended()
    expect(exitCode).toBe(130)
    expect(stderr).toMatch(/The login still waits for its person\. Go on with: device-flow login --resume .+\n$/)
    expect(jsonLines(stdout).at(-1)).toMatchObject({
      reason: 'cancelled',
      next: [expect.stringMatching(/^device-flow login --resume --json --issuer /)],
    })
    device.server.approve()
    expect((await first.ended()).exitCode).toBe(0)
    expect(device.server.requests('deviceAuthorization')).toHaveLength(1)
  })

  test('is given up by Ctrl-C in the device-flow login that began it, also for those who have joined it (G7)', async () => {
    const device = await startDevice({ approves: false })
    const first = device.start('login', ...loginFlags(device.server))
    await first.says('enter the code')
    const joined = device.start('login', '--json')
    await joined.says('enter the code')
    first.child.kill('SIGINT')
    expect((await first.ended()).stderr).not.toContain('still waits')
    const { exitCode, stdout, stderr } = await joined.ended()
    expect({ exitCode, last: jsonLines(stdout).at(-1), stderr }).toEqual({
      exitCode: 8,
      last: { type: 'error', reason: 'signed_out', message: expect.stringContaining('given up in another') },
      stderr: expect.stringMatching(
        /given up in another .*Start again\.\nBegin again with: device-flow login --issuer .+\n$/,
      ),
    })
    expect(stderr).not.toContain('Cancelled')
    expect((await device.run('login', '--resume')).exitCode).toBe(8)
  })

  test('is told of by token and status, and given up by Ctrl-C of device-flow login', async () => {
    const device = await startDevice({ approves: false })
    const command = device.start('login', ...loginFlags(device.server))
    await device.server.waitForRequest('token')
    expect(await device.run('token', '--json')).toMatchObject({
      exitCode: 8,
      stdout: expect.stringContaining('"error":"authorization_pending","reason":"signed_out"'),
      stderr: expect.stringContaining('device-flow login --resume'),
    })
    expect((await device.run('status')).stdout).toContain('A login waits for its person')
    command.child.kill('SIGINT')
    expect((await command.ended()).exitCode).toBe(130)
    expect((await device.run('status')).stdout).toBe('Nobody is signed in. Sign in with device-flow login.\n')
  })
})
