import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { empty, redirect, reset } from '@device-flow/testing'
import type { RecordedRequest } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { clockSetBy } from './clock-set.ts'
import { startDevice } from './device.ts'
import type { Device } from './device.ts'
import { run } from './running-command.ts'

async function signedIn(): Promise<Device> {
  const device = await startDevice()
  await device.login('--allow-origin', device.server.origin)
  return device
}

function lastOf({ server }: Device, path: `/${string}`): RecordedRequest | undefined {
  return server.requests(path).at(-1)
}

describe.concurrent('device-flow fetch', () => {
  test('calls an API with the token, and prints what it answers', async () => {
    const device = await signedIn()
    const { exitCode, stdout, stderr } = await device.run('fetch', device.server.apiUrl)
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(JSON.parse(stdout)).toMatchObject({ sub: 'person-1', method: 'GET' })
  })

  test('renews a token that the API refuses, and asks once more (T23)', async () => {
    const device = await signedIn()
    const [access = ''] = device.server.issuedTokens()
    await fetch(device.server.endpoints.revocationEndpoint, {
      method: 'POST',
      body: new URLSearchParams({ token: access, token_type_hint: 'access_token', client_id: 'tv' }),
    })
    expect(await device.run('fetch', device.server.apiUrl)).toMatchObject({ exitCode: 0 })
    expect(device.server.counts()).toMatchObject({ refreshes: 1, liveFamilies: 1 })
  })

  test('says which header is missing where the API wants a renewed token, and needs none before that (N6)', async () => {
    const device = await startDevice()
    await device.login('--allow-origin', device.server.origin, '--header', 'X-Key=canary')
    expect((await device.run('fetch', device.server.apiUrl)).exitCode).toBe(0)
    device.server.always('/orders', { status: 401, headers: { 'www-authenticate': 'Bearer error="invalid_token"' } })
    expect(await device.run('fetch', `${device.server.origin}/orders`)).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('DEVICE_FLOW_HEADERS: x-key=VALUE'),
    })
    expect(device.server.counts()).toMatchObject({ refreshes: 0, liveFamilies: 1 })
  })

  test('sends what curl would: method, headers, data', async () => {
    const device = await signedIn()
    device.server.always('/orders', empty(204))
    const url = `${device.server.origin}/orders`
    expect((await device.run('fetch', url, '-d', 'a=1', '-d', 'b=2', '-H', 'X-One: 1')).exitCode).toBe(0)
    expect(lastOf(device, '/orders')).toMatchObject({
      method: 'POST',
      body: 'a=1&b=2',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-one': '1' },
    })
    const file = join(mkdtempSync(join(tmpdir(), 'device-flow-')), 'body.json')
    writeFileSync(file, '{"a":\n1}')
    await device.run('fetch', url, '-X', 'PUT', '-H', 'Content-Type: application/json', '-d', `@${file}`)
    expect(lastOf(device, '/orders')).toMatchObject({
      method: 'PUT',
      body: '{"a":\n1}',
      headers: { 'content-type': 'application/json' },
    })
    const command = device.start('fetch', url, '-d', '@-')
    command.child.stdin?.end('from stdin')
    expect((await command.ended()).exitCode).toBe(0)
    expect(lastOf(device, '/orders')?.body).toBe('from stdin')
  })

  test('ends with 10 for a status that is not 2xx, which stderr names, and prints the body all the same', async () => {
    const device = await signedIn()
    device.server.always('/orders', { status: 404, body: { error: 'no such order' } })
    const { exitCode, stdout, stderr } = await device.run('fetch', `${device.server.origin}/orders`)
    expect({ exitCode, stdout }).toEqual({ exitCode: 10, stdout: '{"error":"no such order"}' })
    expect(stderr).toBe(`${new URL(device.server.origin).host} answered 404 Not Found.\n`)
  })

  test('names the login that asks for what the API wants more, and ends with 10 (RFC 9470)', async () => {
    const device = await signedIn()
    const challenge = 'Bearer error="insufficient_user_authentication", acr_values="mfa phr", max_age="60"'
    device.server.always('/orders', { status: 401, body: {}, headers: { 'www-authenticate': challenge } })
    const { exitCode, stderr } = await device.run('fetch', `${device.server.origin}/orders`)
    expect(exitCode).toBe(10)
    expect(stderr).toContain("Sign in again with: device-flow login --force --acr-values 'mfa phr' --max-age 60")
    const login = device.start('login', '--force', '--acr-values', 'mfa phr', '--max-age', '60', '--no-wait')
    expect((await login.ended()).exitCode).toBe(0)
    expect(Object.fromEntries(device.server.requests('deviceAuthorization').at(-1)?.form ?? [])).toMatchObject({
      acr_values: 'mfa phr',
      max_age: '60',
    })
  })

  test('sends the token to no origin that nobody allowed, and says how to', async () => {
    const device = await startDevice()
    await device.login()
    expect(await device.run('fetch', device.server.apiUrl)).toMatchObject({
      exitCode: 2,
      stdout: '',
      stderr: expect.stringContaining(`add --allow-origin ${device.server.origin}`),
    })
    expect(device.server.requests('/api')).toHaveLength(0)
    const allowed = await device.run('fetch', device.server.apiUrl, '--allow-origin', device.server.origin)
    expect(allowed.exitCode).toBe(0)
  })

  test('allows the origins of the APIs that the login names', async () => {
    const device = await startDevice()
    await device.login('--audience', `${device.server.origin}/`)
    expect((await device.run('fetch', device.server.apiUrl)).exitCode).toBe(0)
  })

  test('ends with 5 when the API cannot be reached', async () => {
    const device = await signedIn()
    device.server.always('/orders', reset())
    const { exitCode, stderr } = await device.run('fetch', `${device.server.origin}/orders`)
    expect(exitCode).toBe(5)
    expect(stderr).toMatch(/^127\.0\.0\.1:\d+ could not be reached \(\w+\)\. Check the address/)
  })

  test.each([307, 308])(
    'sends its data again where a %i of the same origin says so, as frameworks do for a slash',
    async (status) => {
      const device = await signedIn()
      const url = `${device.server.origin}/orders`
      device.server.always('/orders', redirect('/orders/', status))
      device.server.always('/orders/', empty(201))
      const { exitCode, stderr } = await device.run('fetch', url, '-d', 'a=1')
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
      expect(lastOf(device, '/orders/')).toMatchObject({ method: 'POST', body: 'a=1' })
    },
  )

  test('does not say that an API is not there which answers, and ends with 7', async () => {
    const device = await signedIn()
    const url = `${device.server.origin}/orders`
    for (const [answer, problem] of [
      [redirect('/orders'), 'redirect count exceeded'],
      [redirect('ftp://127.0.0.1/orders'), 'URL scheme must be a HTTP(S) scheme'],
      [{ headers: { 'content-encoding': 'gzip' }, body: 'plain' }, 'incorrect header check'],
    ] as const) {
      device.server.always('/orders', answer)
      const { exitCode, stderr } = await device.run('fetch', url)
      expect({ exitCode, stderr }).toEqual({
        exitCode: 7,
        stderr: `${new URL(url).host} answered, but that cannot be used: ${problem}.\n`,
      })
    }
  })

  test('ends with 8 when nobody is signed in, or the session is over', async () => {
    const device = await startDevice()
    expect((await device.run('fetch', device.server.apiUrl)).exitCode).toBe(8)
    await device.login('--allow-origin', device.server.origin, '--scope=openid')
    await device.run('logout')
    expect((await device.run('fetch', device.server.apiUrl)).exitCode).toBe(8)
  })

  test('renews an expired token first', async () => {
    const device = await signedIn()
    const late = { ...device.env, ...clockSetBy(3_700_000, 0) }
    expect((await run(['fetch', device.server.apiUrl], late)).exitCode).toBe(0)
    expect(device.server.counts()).toMatchObject({ refreshes: 1, reuses: 0 })
  })

  test.each([
    [[], 'Say what to fetch'],
    [['orders'], 'orders is not an absolute URL'],
    [['http://api.example.com/orders'], 'over https only'],
    [['https://ada:pw@api.example.com/'], 'must not hold a user name'],
    [['https://api.example.com', 'more'], "Unexpected argument 'more'"],
    [['--', '--client-secret', 'hush'], 'Unexpected argument.'],
    [['https://api.example.com', '-H', 'no colon'], '--header is "Name: value"'],
    [['https://api.example.com', '-H', 'authorization: Basic x'], '--header Authorization is set by this command'],
    [['https://api.example.com', '-X', 'GE T'], '--request GE T is no method'],
    [['https://api.example.com', '-X', 'GET', '-d', 'x'], 'or one that has no --data'],
    [['https://api.example.com', '-d', '@/no/such/file'], '--data @/no/such/file cannot be read (ENOENT)'],
  ])('with %j ends with 2, and says why', async (argv, problem) => {
    const device = await startDevice()
    const ended = await device.run('fetch', ...argv)
    expect(ended).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringContaining(problem) })
  })
})
