import { expect, test } from 'vitest'
import { clockSetBy } from './clock-set.ts'
import { loginFlags, startDevice } from './device.ts'
import type { Device } from './device.ts'
import { run } from './running-command.ts'

const OTHERS = { DEVICE_FLOW_CLIENT_SECRET: 'canary-secret-of-another-client' }

/** What the server was sent of a client secret, in whichever form. */
function secretsSentTo({ server }: Device): unknown[] {
  return server
    .requests()
    .map(({ form, headers }) => headers.authorization ?? form.get('client_secret'))
    .filter((sent) => sent !== undefined && sent !== null && !String(sent).startsWith('Bearer '))
}

test('the secret of another client is not sent for the session of a client that has none, by token, fetch, login and logout', async () => {
  const device = await startDevice()
  await device.login('--allow-origin', device.server.origin)
  const late = { ...device.env, ...OTHERS, ...clockSetBy(3_700_000, 0) }
  expect((await run(['token'], late)).exitCode).toBe(0)
  expect((await run(['fetch', `${device.server.origin}/orders`], late)).stderr).not.toMatch(/could not be renewed/)
  expect((await run(['login'], late)).exitCode).toBe(0)
  expect((await run(['doctor'], late)).stdout).not.toMatch(/Something went wrong/)
  // It has not become the secret of this one.
  expect((await device.run('token', '--min-life', '60')).exitCode).toBe(0)
  const { exitCode, stderr } = await run(['logout'], late)
  expect([exitCode, stderr]).toEqual([0, expect.stringContaining('the tokens have been revoked')])
  expect(secretsSentTo(device)).toEqual([])
})

test('nor for a login that was begun without one, and is gone on with', async () => {
  const device = await startDevice()
  await device.login('--no-wait')
  expect((await run(['login', '--resume'], { ...device.env, ...OTHERS })).exitCode).toBe(0)
  expect(secretsSentTo(device)).toEqual([])
  expect((await device.run('logout')).stderr).toContain('the tokens have been revoked')
})

test('a login that names its client gives it the secret, which it may not have had before', async () => {
  const device = await startDevice()
  await device.login()
  await run(['login', '--force', ...loginFlags(device.server)], { ...device.env, ...OTHERS })
  expect(secretsSentTo(device)).not.toEqual([])
  expect((await device.run('token', '--min-life', '86400')).stderr).toContain('Put it in DEVICE_FLOW_CLIENT_SECRET.')
})

test('a secret that the method has no use for is not asked for later', async () => {
  const device = await startDevice()
  await run(['login', ...loginFlags(device.server), '--client-auth', 'none'], { ...device.env, ...OTHERS })
  expect(secretsSentTo(device)).toEqual([])
  expect((await device.run('logout')).stderr).toContain('the tokens have been revoked')
})
