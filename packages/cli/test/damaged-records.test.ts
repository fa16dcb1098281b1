import { readdirSync, rmSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { startDevice } from './device.ts'
import type { Device } from './device.ts'

/** Cuts off what is kept in one of the folders of the state folder. */
function cutOff({ env }: Device, place: string): void {
  const folder = join(env['DEVICE_FLOW_HOME']!, 'device-flow', place)
  const records = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'))
  for (const name of records) truncateSync(join(folder, name), 10)
}

describe.concurrent('what was kept and is cut off (T20)', () => {
  test('is moved aside by a login, which asks for the flags that were in it', async () => {
    const device = await startDevice()
    await device.login()
    cutOff(device, 'keyFile')
    expect(await device.run('status')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('is cut off, or is no record of ours. Sign in again: it is then moved aside.'),
    })
    const bare = await device.run('login')
    expect(bare).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(/is cut off.*\n.*Say where to sign in/) })
    expect((await device.login()).exitCode).toBe(0)
    expect((await device.run('token')).exitCode).toBe(0)
  })

  test('as the list of sessions is, says what to remove, and login finds the session again', async () => {
    const device = await startDevice()
    await device.login()
    cutOff(device, 'sessions')
    expect(await device.run('token')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('The list of sessions is damaged. Remove device-flow/sessions'),
    })
    rmSync(join(device.env['DEVICE_FLOW_HOME']!, 'device-flow', 'sessions'), { recursive: true })
    expect((await device.login()).stderr).toContain('Signed in already')
  })
})
