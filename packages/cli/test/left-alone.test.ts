import { setTimeout as sleep } from 'node:timers/promises'
import { retryAfter } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { startDevice } from './device.ts'
import type { Device } from './device.ts'
import { jsonLines } from './running-command.ts'

/** Someone who is signed in, with an access token that is dead by now. */
async function withDeadToken(): Promise<Device> {
  const device = await startDevice({ accessTokenSeconds: 2 })
  await device.login()
  await sleep(2_100)
  return device
}

describe.concurrent('device-flow token after the server has answered Retry-After', () => {
  test.each([503, 429])('with %d ends with 5 until it is over, and then prints a new token (T25)', async (status) => {
    const device = await withDeadToken()
    device.server.script('token', retryAfter(8, { status }))
    expect(await device.run('token')).toMatchObject({ exitCode: 5, stdout: '' })
    const over = sleep(8_500)
    const early = await device.run('token', '--json')
    expect(early.exitCode).toBe(5)
    expect(jsonLines(early.stdout)[0]).toMatchObject({
      type: 'error',
      reason: 'offline',
      message: expect.stringMatching(/Try again in \d s\.$/),
    })
    await over
    const { exitCode, stdout } = await device.run('token')
    expect(exitCode).toBe(0)
    expect(stdout.trim()).toBe(device.server.issuedTokens()[2])
    expect(device.server.counts()).toMatchObject({ refreshes: 1, reuses: 0, liveFamilies: 1 })
  })
})
