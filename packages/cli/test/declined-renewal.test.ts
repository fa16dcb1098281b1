import { setTimeout as sleep } from 'node:timers/promises'
import { empty, html, oauthError } from '@device-flow/testing'
import type { ResponseSource } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { startDevice } from './device.ts'
import { jsonLines } from './running-command.ts'

describe.concurrent('a session whose access token is dead, and that the server does not renew for another reason than its end (R13)', () => {
  test.each([
    ['unauthorized_client', oauthError('unauthorized_client'), 'This client may not renew a session.'],
    ['400 without a word, as Glewlwyd does', empty(400), 'HTTP 400'],
  ])('by %s: token and status say why, and login begins a login', async (_, answer, words) => {
    const device = await startDevice({ accessTokenSeconds: 2 })
    await device.login()
    await sleep(2_100)
    // Once: login is so soon after token that it asks nobody (F16).
    device.server.script('token', answer)
    const token = await device.run('token', '--json')
    expect(token.exitCode).toBe(8)
    const [told] = jsonLines(token.stdout)
    expect(told).toMatchObject({ type: 'error', reason: 'signed_out', message: expect.stringContaining(words) })
    expect(told?.['message']).toMatch(/^The access token could not be renewed\. .*[Ss]ign in again/)
    const status = await device.run('status', '--json')
    expect(status.exitCode).toBe(8)
    expect(jsonLines(status.stdout)[0]).toMatchObject({
      signed_in: false,
      renewable: false,
      problem: expect.stringContaining(words),
    })
    const shown = await device.run('login', '--no-wait', '--json')
    expect(jsonLines(shown.stdout)[0]).toMatchObject({ type: 'prompt' })
    const login = await device.run('login', '--resume', '--json')
    expect(jsonLines(login.stdout).at(-1)).toMatchObject({ type: 'authorized' })
    expect(jsonLines((await device.run('status', '--json')).stdout)[0]).not.toHaveProperty('problem')
    expect(device.server.counts()).toMatchObject({ families: 2 })
  })
})

const NOT_RENEWED = /could not be renewed\. This client may not renew a session\. .*sign in again/

test.each<[string, ResponseSource, RegExp]>([
  ['a 400 without a word', empty(400), /could not be renewed\. .*HTTP 400.*Sign in again/],
  [
    'invalid_request, by which Device-Flow-Proxy answers any refresh,',
    oauthError('invalid_request', { description: 'Missing code' }),
    /could not be renewed\. .*\(invalid_request: Missing code\).*Sign in again/,
  ],
  ['unauthorized_client', oauthError('unauthorized_client'), NOT_RENEWED],
  ['unsupported_grant_type', oauthError('unsupported_grant_type'), NOT_RENEWED],
  [
    'invalid_request about the grant, as of oidc-provider,',
    oauthError('invalid_request', { description: 'requested grant type is not allowed for this client' }),
    NOT_RENEWED,
  ],
])('%s for a dead session is the same to token, fetch and status, however often they ask (R13)', async (...row) => {
  const [, answer, said] = row
  const device = await startDevice({ accessTokenSeconds: 2 })
  await device.login()
  await sleep(2_100)
  const recover = device.server.always('token', answer)
  const url = `${device.server.origin}/orders`
  for (const args of [
    ['token'],
    ['fetch', url, '--allow-origin', device.server.origin],
    ['token', '--min-life', '60'],
  ]) {
    const { exitCode, stderr } = await device.run(...args)
    expect([exitCode, stderr]).toEqual([8, expect.stringMatching(said)])
  }
  expect((await device.run('status')).exitCode).toBe(8)
  // The session was not thrown away.
  recover()
  await sleep(BACK_OFF_MS)
  expect((await device.run('token')).exitCode).toBe(0)
})

/** After which the next refresh may leave, and some more. */
const BACK_OFF_MS = 6_000

test.concurrent.each<[string, ResponseSource]>([
  ['a page of a firewall (403)', html(403)],
  ['a page that says 400', html(400)],
  ['Kong that finds no route (404)', { status: 404, body: { message: 'no Route matched with those values' } }],
  ['Envoy that finds no server (404)', { status: 404, body: 'no healthy upstream' }],
  ['an API gateway (401)', { status: 401, body: { message: 'Unauthorized' } }],
  ['a bare 405', empty(405)],
])('%s refuses nobody: token and fetch are out of reach, and login asks for no code (R13)', async (_, answer) => {
  const device = await startDevice({ accessTokenSeconds: 2 })
  await device.login()
  await sleep(2_100)
  device.server.always('token', answer)
  const token = await device.run('token', '--json')
  expect(token.exitCode).toBe(5)
  expect(jsonLines(token.stdout)[0]).toMatchObject({ type: 'error', reason: 'offline' })
  const { origin } = device.server
  expect((await device.run('fetch', `${origin}/orders`, '--allow-origin', origin)).exitCode).toBe(5)
  const status = await device.run('status', '--json')
  expect(status.exitCode).toBe(0)
  expect(jsonLines(status.stdout)[0]).toMatchObject({ signed_in: true, renewable: true })
  const login = await device.run('login', '--no-wait', '--json')
  expect(jsonLines(login.stdout)).toEqual([expect.objectContaining({ type: 'authorized', expires_in: 0 })])
})

test.each<[string, ResponseSource, string]>([
  ['is not there for a while', empty(404), 'HTTP 404'],
  ['a gateway answers for, with JSON and 200', { body: { status: 'ok' } }, 'does not name it as its issuer'],
])('metadata that %s refuses nobody: status says signed in, and login asks for no code (R13)', async (...row) => {
  const [, answer, said] = row
  const device = await startDevice({ accessTokenSeconds: 2 })
  await device.login()
  await sleep(2_100)
  for (const document of ['openidConfiguration', 'oauthServerMetadata'] as const) device.server.always(document, answer)
  const token = await device.run('token', '--json')
  expect(token.exitCode).toBe(5)
  expect(jsonLines(token.stdout)[0]).toMatchObject({ type: 'error', message: expect.stringContaining(said) })
  const status = await device.run('status', '--json')
  expect(jsonLines(status.stdout)[0]).toMatchObject({ signed_in: true, renewable: true })
  const login = await device.run('login', '--no-wait', '--json')
  expect(jsonLines(login.stdout)).toEqual([expect.objectContaining({ type: 'authorized', expires_in: 0 })])
  expect(device.server.counts()).toMatchObject({ families: 1 })
})
