import { expired, granted, pending } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { clockSetBy } from './clock-set.ts'
import { jsonLines, loginAt, run } from './running-command.ts'
import { withServer } from './with-server.ts'

const HOUR_MS = 3_600_000

/** An ID token would be a matter of its own: it has times too. */
const tokens = granted({ id_token: undefined })

const code = { interval: 1, expiresIn: 60 }

describe.concurrent('while the command waits, a wall clock that is set', () => {
  test.each([
    ['an hour ahead', HOUR_MS],
    ['20 years ahead', 20 * 365 * 24 * HOUR_MS],
    ['an hour back', -HOUR_MS],
  ])('%s ends no login that the server calls pending (attack X5, case 12)', async (_, ms) => {
    const polls = [pending(), pending(), pending(), tokens]
    await withServer({ ...code, script: { token: polls } }, async (server) => {
      const { exitCode, stdout } = await run(loginAt(server, '--json'), clockSetBy(ms))
      expect(jsonLines(stdout).map(({ type }) => type)).toEqual(['prompt', 'authorized'])
      expect(exitCode).toBe(0)
      expect(server.requests('token')).toHaveLength(4)
      for (const gap of server.gaps('token')) expect(gap).toBeGreaterThanOrEqual(1_000)
    })
  })

  test('ends no code that the server calls expired any later (attack X5, case 12)', async () => {
    await withServer({ ...code, script: { token: [pending(), expired()] } }, async (server) => {
      const { exitCode } = await run(loginAt(server, '--json'), clockSetBy(-HOUR_MS))
      expect(exitCode).toBe(4)
    })
  })
})
