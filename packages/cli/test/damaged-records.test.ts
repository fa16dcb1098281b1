import { execFileSync } from 'node:child_process'
import { readdirSync, rmSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loginFlags, startDevice } from './device.ts'
import type { Device } from './device.ts'
import { jsonLines } from './running-command.ts'

/** Cuts off what is kept in one of the folders of the state folder. */
function cutOff({ env }: Device, place: string): void {
  const folder = join(env['DEVICE_FLOW_HOME']!, 'device-flow', place)
  const records = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'))
  for (const name of records) truncateSync(join(folder, name), 10)
}

async function metadataOf({
  server,
}: Device): Promise<Record<'device_authorization_endpoint' | 'token_endpoint', string>> {
  return (await fetch(`${server.issuer}/.well-known/openid-configuration`)).json()
}

describe.concurrent('what was kept, and is open to other users', () => {
  test('is closed by the next command, all of it, which says so once (T14)', async () => {
    const device = await startDevice()
    await device.login()
    const folder = join(device.env['DEVICE_FLOW_HOME']!, 'device-flow')
    execFileSync('chmod', ['-R', 'a+rwX', folder])
    const { exitCode, stderr } = await device.run('token')
    expect(exitCode).toBe(0)
    expect(stderr).toMatch(/^In .*device-flow, \d+ files and folders were open to other users,[^\n]*\n$/)
    expect(execFileSync('find', [folder, '-perm', '/077'], { encoding: 'utf8' })).toBe('')
    expect((await device.run('token')).stderr).toBe('')
  })
})

/** A login whose person approves when something was cut off. */
async function loginBeside(place: string) {
  const device = await startDevice({ approves: false })
  const command = device.start('login', ...loginFlags(device.server), '--json')
  await command.says('enter the code')
  cutOff(device, place)
  device.server.approve()
  return { device, ...(await command.ended()) }
}

describe.concurrent('what is kept and is removed while a code is shown', () => {
  test('all of it, ends the login as what it is: signed in for all, or its record gone', async () => {
    const device = await startDevice({ approves: false })
    const command = device.start('login', ...loginFlags(device.server), '--json')
    await command.says('enter the code')
    await device.server.waitForRequest('token')
    const home = device.env['DEVICE_FLOW_HOME']!
    // Tried again: the command may write beside it.
    for (const name of readdirSync(home)) rmSync(join(home, name), { recursive: true, force: true, maxRetries: 5 })
    device.server.approve()
    const { exitCode, stdout } = await command.ended()
    expect((await device.run('status')).exitCode).toBe(exitCode)
    const isSignedIn = { type: 'authorized' }
    const isGone = { type: 'error', reason: 'signed_out', message: expect.stringMatching(/^The record of this login/) }
    expect(jsonLines(stdout).at(-1)).toMatchObject(exitCode === 0 ? isSignedIn : isGone)
  })

  test('the key alone, is made anew: others can use the session', async () => {
    const device = await startDevice({ approves: false })
    const command = device.start('login', ...loginFlags(device.server))
    await command.says('enter the code')
    const settings = join(device.env['DEVICE_FLOW_HOME']!, 'device-flow', 'settings')
    const key = readdirSync(settings).find((name) => name.startsWith('key-'))!
    rmSync(join(settings, key), { recursive: true })
    device.server.approve()
    expect((await command.ended()).exitCode).toBe(0)
    expect((await device.run('token')).exitCode).toBe(0)
  })
})

describe.concurrent('what is kept and is cut off while a code is shown', () => {
  test('ends as what it is: not signed in, with no login that waits, and the tokens are revoked', async () => {
    const { device, exitCode, stdout, stderr } = await loginBeside('keyFile')
    expect(exitCode).toBe(1)
    const message = expect.stringMatching(/^The sign-in was approved, but .*undone\. .*keyFile.* is cut off/)
    expect(jsonLines(stdout).at(-1)).toEqual({ type: 'error', reason: 'storage', message })
    expect(stderr).toMatch(/could not be kept/)
    expect(stderr).not.toMatch(/^Signed in|still waits|no permission/m)
    expect(device.server.counts()).toMatchObject({ families: 1, liveFamilies: 0 })
  })

  test('in the list of sessions, is made anew: the session is found', async () => {
    const { device, exitCode, stderr } = await loginBeside('sessions')
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: expect.stringMatching(/list of sessions .* was damaged/),
    })
    expect((await device.run('token')).exitCode).toBe(0)
  })
})

describe.concurrent('what was kept and is cut off (T20)', () => {
  test('is forgotten by logout, which says that its tokens may live on', async () => {
    const device = await startDevice()
    await device.login()
    cutOff(device, 'keyFile')
    expect(await device.run('logout')).toMatchObject({
      exitCode: 0,
      stderr: expect.stringMatching(/is cut off.*\n.*forgotten here.*they may live on at the server/),
    })
    expect((await device.run('status')).exitCode).toBe(8)
    expect((await device.login()).exitCode).toBe(0)
  })

  test('of a login by endpoints, is not to be begun anew at one of them as if it were an issuer', async () => {
    const device = await startDevice()
    const { device_authorization_endpoint: codes, token_endpoint: tokens } = await metadataOf(device)
    await device.run('login', '--device-authorization-endpoint', codes, '--token-endpoint', tokens, '--client-id', 'tv')
    cutOff(device, 'keyFile')
    expect(await device.run('token')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/Run: device-flow login, with the same flags as before\n$/),
    })
  })

  test('as the list of sessions is, says where that is, and login makes it anew of the sessions themselves', async () => {
    const device = await startDevice()
    await device.login('--profile', 'work')
    await device.login('--audience', 'https://api.example.com')
    await device.run('logout')
    await device.login()
    cutOff(device, 'sessions')
    for (const argv of [['token'], ['status'], ['fetch', device.server.issuer]]) {
      expect(await device.run(...argv)).toMatchObject({
        exitCode: 1,
        stdout: '',
        stderr: expect.stringMatching(
          /^The list of sessions in .*device-flow.sessions is damaged: .* Run device-flow login: it moves the list aside/,
        ),
      })
    }
    const { exitCode, stderr } = await device.run('login')
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: expect.stringMatching(/^The list of sessions in .* was damaged, .*\nSigned in already: tv at/),
    })
    expect(
      (await device.run('status', '--all')).stdout.match(/^(?:--profile work: )?tv at .*: Signed in as/gm),
    ).toHaveLength(2)
    expect((await device.run('token', '--profile', 'work')).exitCode).toBe(0)
    expect(device.server.requests('deviceAuthorization')).toHaveLength(3)
  })
})
