import { describe, expect, test } from 'vitest'
import { startDevice } from './device.ts'
import { jsonLines } from './running-command.ts'

const leftAlone = { status: 503, headers: { 'Retry-After': '300' } }

describe.concurrent('device-flow login at a server that asks to be left alone (X14)', () => {
  test('for longer than the code lives: says when a new login may begin, and how', async () => {
    const device = await startDevice({ approves: false })
    device.server.always('token', leftAlone)
    const { exitCode, stdout, stderr } = await device.login('--json')
    const command = `device-flow login --json --issuer ${device.server.issuer} --client-id tv --scope 'openid offline_access'`
    expect(exitCode).toBe(5)
    const { retry_after: retryAfter, next } = jsonLines(stdout).at(-1) ?? {}
    expect(retryAfter).toBeGreaterThan(290)
    expect(retryAfter).toBeLessThanOrEqual(300)
    expect(next).toEqual([`Wait ${retryAfter} s`, command])
    expect(stderr).toMatch(/Begin again in 5 min with: device-flow login --issuer /)
    expect(stderr).not.toContain('--resume')
  })

  test('when it is asked for a code: says the same', async () => {
    const device = await startDevice({ approves: false })
    for (const flags of [[], ['--no-wait']]) {
      device.server.script('deviceAuthorization', leftAlone)
      const { exitCode, stdout, stderr } = await device.login('--json', ...flags)
      expect(exitCode).toBe(5)
      expect(jsonLines(stdout).at(-1)).toMatchObject({
        reason: 'offline',
        retry_after: expect.any(Number),
        next: [expect.stringMatching(/^Wait (?:29\d|300) s$/), expect.stringMatching(/^device-flow login --json/)],
      })
      expect(stderr).toContain('Begin again in 5 min with: device-flow login')
    }
  })

  test('with --store memory: says when', async () => {
    const device = await startDevice({ approves: false })
    device.server.always('token', leftAlone)
    const { stdout } = await device.login('--json', '--store', 'memory')
    expect(jsonLines(stdout).at(-1)?.['retry_after']).toBeGreaterThan(290)
  })
})
