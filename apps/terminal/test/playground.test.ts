import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { playPerson } from '@device-flow/auth-server'
import { afterAll, describe, expect, test } from 'vitest'

const program = fileURLToPath(new URL('../dist/playground.js', import.meta.url))

// One whose test has failed would go on for ever, at the usual ports.
const children: ChildProcess[] = []
afterAll(() => children.forEach((child) => child.kill('SIGKILL')))

/** Runs the program of `npm run playground`. Resolves to what it says once it goes on, or has ended. */
async function start(...argv: string[]) {
  const child = spawn(process.execPath, [program, ...argv], { env: { PATH: process.env['PATH'] } })
  children.push(child)
  const closed = once(child, 'close') as Promise<[number | null]>
  let said = ''
  const ready = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        said += chunk
        if (said.includes('ends it')) resolve()
      })
    }
  })
  await Promise.race([ready, closed])
  const end = async (): Promise<number | null> => {
    child.kill('SIGINT')
    return (await closed)[0]
  }
  return { said, end, addressOf: (name: string) => new RegExp(`${name} (http\\S+)`).exec(said)?.[1] ?? '' }
}

/** A port that something else listens at, until the test is over. */
async function takenPort(): Promise<{ port: number; free(): void }> {
  const server = createServer()
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return { port: (server.address() as AddressInfo).port, free: () => void server.close() }
}

describe.concurrent('npm run playground', () => {
  test('serves the page, which knows its server and may call it, until Ctrl-C: then it ends with 0', async () => {
    const { addressOf, end } = await start()
    const url = addressOf('Playground')
    expect(await (await fetch(url)).text()).toMatch(/^<!doctype html>/i)
    const config = (await (await fetch(`${url}config.json`)).json()) as Record<string, unknown>
    const known = { issuer: addressOf('Issuer'), clientId: 'device-flow-demo', apiUrl: addressOf('API') }
    expect(config).toEqual({ ...known, canFrameServer: true })
    const { origin } = new URL(url)
    const { headers } = await fetch(`${known.issuer}/.well-known/openid-configuration`, { headers: { origin } })
    expect(headers.get('access-control-allow-origin')).toBe(origin)
    expect(await end()).toBe(0)
  })

  test('a second one says that the port is taken, and serves at a free one', async () => {
    const [first, second] = await Promise.all([start(), start()])
    expect(first.addressOf('Playground')).not.toBe(second.addressOf('Playground'))
    expect(first.said + second.said).toContain('Port 8632 is taken, maybe by another demo: this is a free one.')
    expect(await Promise.all([first.end(), second.end()])).toEqual([0, 0])
  })

  test('-- --port=N serves there, and where that is taken ends with 2 and says so: no other is meant', async () => {
    const { port, free } = await takenPort()
    const refused = await start(`--port=${port}`)
    expect(refused.said).toBe(`Port ${port} is taken. Name another: npm run playground -- --port=N\n`)
    expect(await refused.end()).toBe(2)
    free()
    const served = await start(`--port=${port}`)
    expect(served.addressOf('Playground')).toBe(`http://127.0.0.1:${port}/`)
    expect(await served.end()).toBe(0)
  })

  test('-- --port=0 takes any free port, and does not call another one taken', async () => {
    const { said, addressOf, end } = await start('--port=0')
    expect(addressOf('Playground')).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d+\/$/)
    expect(addressOf('Playground')).not.toContain(':8632/')
    expect(said).not.toContain('is taken')
    expect(await end()).toBe(0)
  })

  test('-- --token-seconds=N gives out access tokens that live so long', async () => {
    const { addressOf, end } = await start('--token-seconds=7')
    const post = async (path: string, fields: Record<string, string>): Promise<Record<string, string>> => {
      const body = new URLSearchParams({ client_id: 'device-flow-demo', ...fields })
      const response = await fetch(addressOf('Issuer') + path, { method: 'POST', body })
      return (await response.json()) as Record<string, string>
    }
    const { device_code = '', user_code = '', ...code } = await post('/device/auth', { scope: 'openid api:read' })
    const verificationUri = code['verification_uri'] ?? ''
    await playPerson({ verificationUri, userCode: user_code, decision: 'approve' })
    const grant_type = 'urn:ietf:params:oauth:grant-type:device_code'
    expect(await post('/token', { grant_type, device_code })).toMatchObject({ expires_in: 7 })
    expect(await end()).toBe(0)
  })

  test.each([
    ['--help', 0, /^npm run playground serves /],
    ['--port=-1', 2, / --port takes a number from 0 to 65535, such as --port=8000\.\n$/],
    ['--token-seconds=0', 2, / --token-seconds takes a number from 1 to 2592000, /],
    ['--relais', 2, /^npm run playground takes .* Did you mean --relay\?\n$/],
  ])('%s starts nothing, and ends with %i', async (argument, code, words) => {
    const { said, end } = await start(argument)
    expect(said).toMatch(words)
    expect(await end()).toBe(code)
  })
})
