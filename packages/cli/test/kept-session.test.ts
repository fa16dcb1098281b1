import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { appStore } from '@device-flow/node/store'
import { describe, expect, test } from 'vitest'
import { loginFlags, startDevice } from './device.ts'
import type { Device } from './device.ts'
import { jsonLines } from './running-command.ts'

/** The files in a folder, and in those in it. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

/** Changes the flags that the kept login was given, as an older version would have kept them. */
async function keepFlags({ env }: Device, flags: object): Promise<void> {
  const store = appStore('device-flow', { env, store: 'file' })
  const [key] = await store.keys()
  const { revision, text } = (await store.read(key!))!
  const record = JSON.parse(text)
  record.app.flags = { ...record.app.flags, ...flags }
  await store.writeIf(key!, revision, { revision: revision + 1, text: JSON.stringify(record) })
}

describe.concurrent('a session that device-flow login has kept', () => {
  test('gives its token to any other process, and login says where it is', async () => {
    const device = await startDevice()
    const { exitCode, stderr } = await device.login()
    expect(exitCode).toBe(0)
    expect(stderr).toContain(`Signed in as person-1.\nEncrypted in ${device.env['DEVICE_FLOW_HOME']}`)
    const [grant] = device.server.issuedTokens()
    expect(await device.run('token')).toEqual({ exitCode: 0, stdout: `${grant}\n`, stderr: '' })
    expect(device.server.counts()).toMatchObject({ refreshes: 0, liveFamilies: 1 })
  })

  test('is found by login again, which says so and asks nobody', async () => {
    const device = await startDevice()
    await device.login()
    const { exitCode, stdout, stderr } = await device.login('--json')
    expect(exitCode).toBe(0)
    expect(jsonLines(stdout)).toEqual([
      expect.objectContaining({ type: 'authorized', scope: 'openid offline_access', store: 'file' }),
    ])
    expect(stderr).toContain(`Signed in already: tv at ${device.server.issuer}`)
    expect(device.server.requests('deviceAuthorization')).toHaveLength(1)
    expect((await device.run('login')).exitCode).toBe(0)
    expect(device.server.requests('deviceAuthorization')).toHaveLength(1)
  })

  test('gives way to a new one with --force, which lives also where a server has one grant for both (T27)', async () => {
    const device = await startDevice({ oneGrant: true })
    await device.login()
    const [before] = device.server.issuedTokens()
    expect((await device.run('login', '--force')).exitCode).toBe(0)
    const { exitCode, stdout } = await device.run('token', '--min-life', '7200')
    expect(exitCode).toBe(0)
    expect(stdout.trim()).not.toBe(before)
    expect(device.server.counts()).toMatchObject({ families: 2, liveFamilies: 2, refreshes: 1 })
  })

  test('is revoked by logout together with those that --force has put it in the place of (T27)', async () => {
    const device = await startDevice()
    await device.login()
    await device.run('login', '--force')
    expect((await device.run('logout')).exitCode).toBe(0)
    expect(device.server.counts()).toMatchObject({ families: 2, liveFamilies: 0 })
  })

  test('of a version that took parameters which are refused now is renewed, told of and revoked all the same', async () => {
    const device = await startDevice()
    await device.login('--acr-values', 'mfa')
    await keepFlags(device, { 'max-age': '1h', param: { claims: 'x' } })
    const renewed = await device.run('token', '--min-life', '7200')
    expect(renewed).toMatchObject({ exitCode: 0, stderr: expect.not.stringContaining('max-age') })
    expect((await device.run('status')).exitCode).toBe(0)
    expect((await device.run('logout')).exitCode).toBe(0)
    expect(device.server.counts()).toMatchObject({ refreshes: 1, liveFamilies: 0 })
  })

  test('is one of its own for each profile', async () => {
    const device = await startDevice()
    await device.login('--profile', 'work')
    await device.login('--profile', 'home')
    const token = async (...flags: string[]): Promise<string> => (await device.run('token', ...flags)).stdout
    const [work, home, last] = [await token('--profile', 'work'), await token('--profile', 'home'), await token()]
    expect(work).not.toBe(home)
    expect(last).toBe(home)
    expect(await device.run('token', '--profile', 'none')).toMatchObject({ exitCode: 8, stdout: '' })
    expect(await device.login('--profile', 'work', '--audience', 'https://api.example.com')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(
        /That profile is kept for.*sign it out first \(device-flow logout --profile work\)\. See /,
      ),
    })
  })

  test('is found by the flags of its login, and not by those of another', async () => {
    const device = await startDevice()
    await device.login()
    const { issuer } = device.server
    expect((await device.run('token', ...loginFlags(device.server))).exitCode).toBe(0)
    expect((await device.run('token', '--issuer', `${issuer}/`, '--client-id', 'tv')).exitCode).toBe(0)
    expect((await device.run('token', '--scope', 'offline_access openid')).exitCode).toBe(0)
    expect((await device.run('token', '--client-id', 'other')).exitCode).toBe(8)
    expect((await device.run('token', '--issuer', 'https://id.example.com')).exitCode).toBe(8)
  })

  test('is not guessed where flags fit several', async () => {
    const device = await startDevice()
    await device.login('--audience', 'https://one.example.com')
    await device.login('--audience', 'https://two.example.com')
    expect(await device.run('token', '--client-id', 'tv')).toMatchObject({
      exitCode: 2,
      stdout: '',
      stderr: expect.stringContaining('That may be several sessions'),
    })
    expect((await device.run('token', '--audience', 'https://one.example.com')).exitCode).toBe(0)
  })

  test('is in no file in clear, and in none that others may read (H3)', async () => {
    const device = await startDevice()
    await device.login('--profile', 'work')
    await device.run('token')
    const files = filesIn(device.env['DEVICE_FLOW_HOME'] ?? '')
    expect(files.length).toBeGreaterThan(2)
    for (const file of files) {
      const content = readFileSync(file, 'latin1')
      for (const token of device.server.issuedTokens()) expect(content).not.toContain(token)
      expect(statSync(file).mode & 0o077, file).toBe(0)
    }
  })

  test('gives nobody its refresh token: two who use it up would end it (T35)', async () => {
    const device = await startDevice()
    const { stdout } = await device.login('--json', '--show-tokens')
    const [access = '', refresh = ''] = device.server.issuedTokens()
    expect(jsonLines(stdout).at(-1)).toMatchObject({ type: 'authorized', access_token: access })
    expect(stdout).not.toContain(refresh)
  })

  test('that is damaged is not signed out: each command says how to sign in anew, and that moves it aside (T20)', async () => {
    const device = await startDevice()
    await device.login()
    const record = filesIn(device.env['DEVICE_FLOW_HOME'] ?? '').find((file) => file.includes('keyFile'))
    writeFileSync(record!, 'x')
    const again = `Run: device-flow login --issuer ${device.server.issuer} --client-id tv --scope 'openid offline_access'`
    for (const argv of [['status'], ['token'], ['login'], ['login', '--force']]) {
      const { exitCode, stdout, stderr } = await device.run(...argv)
      expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 1, stdout: '', stderr: expect.stringContaining(again) })
      expect(stderr).not.toContain('Cause:')
    }
    expect((await device.login()).exitCode).toBe(0)
    expect((await device.run('token')).exitCode).toBe(0)
  })

  test('is nowhere with --store memory', async () => {
    const device = await startDevice()
    expect((await device.login('--store', 'memory')).exitCode).toBe(0)
    expect(device.server.counts().liveFamilies).toBe(0)
    const home = device.env['DEVICE_FLOW_HOME'] ?? ''
    expect(existsSync(home) ? readdirSync(home) : []).toEqual([])
  })

  test.each([
    [['--no-wait', '--resume'], 'Give either --no-wait or --resume'],
    [['--force', '--resume'], 'Give either --force or --resume'],
    [['--no-wait', '--show-tokens'], 'Give either --no-wait or --show-tokens'],
    [['--store', 'memory', '--no-wait'], '--no-wait needs a session that is kept'],
    [['--store', 'disk'], '--store is auto, keyring, file, or memory.'],
    [['--allow-origin', 'https://api.example.com/orders'], '--allow-origin is an origin without a path'],
  ])('is not begun with %j', async (flags, problem) => {
    const device = await startDevice()
    expect(await device.login(...flags)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(problem) })
    expect(device.server.requests('deviceAuthorization')).toHaveLength(0)
  })
})
