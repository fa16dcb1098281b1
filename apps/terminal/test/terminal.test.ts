import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { playPerson } from '@device-flow/auth-server'
import { afterAll, describe, expect, test } from 'vitest'

const app = fileURLToPath(new URL('../dist/main.js', import.meta.url))
const command = fileURLToPath(new URL('../../../packages/cli/bin/device-flow.cjs', import.meta.url))

interface Running {
  child: ChildProcess
  /** All that was said so far, on both streams. */
  said(): string
  /** Resolves when the prompt is there. */
  prompted(): Promise<{ verificationUri: string; userCode: string }>
  ended(): Promise<number | null>
}

// One whose test has failed would go on for ever, at the usual ports.
const children: ChildProcess[] = []
afterAll(() => children.forEach((child) => child.kill()))

function start(...argv: string[]): Running {
  const child = spawn(process.execPath, [app, ...argv], { env: { PATH: process.env['PATH'] } })
  children.push(child)
  let said = ''
  child.stdout.on('data', (chunk) => (said += chunk))
  child.stderr.on('data', (chunk) => (said += chunk))
  const closed = once(child, 'close') as Promise<[number | null]>
  return {
    child,
    said: () => said,
    async prompted() {
      while (!said.includes('enter the code')) await once(child.stderr, 'data')
      return promptIn(said)
    },
    ended: async () => (await closed)[0],
  }
}

function promptIn(said: string): { verificationUri: string; userCode: string } {
  const [, verificationUri = '', userCode = ''] = /(http\S+\/device)\nand enter the code: (\S+)/.exec(said) ?? []
  return { verificationUri, userCode }
}

const steps = `Signed in as Ada.
  ✔ Called the API with the access token: 2 orders.
  ✔ Refreshed the access token: there is a new one.
  ✔ Called the API with that: 2 orders.
  ✔ Signed out: to the revoked token, the API answers 401.
`

describe.concurrent('npm start', () => {
  test('-- --approve signs in, calls the API, refreshes, calls again, signs out, and ends with 0', async () => {
    const { said, ended } = start('--approve')
    expect(await ended()).toBe(0)
    expect(said().endsWith(steps)).toBe(true)
    expect(said()).not.toContain('phone')
  })

  test('signs in when a person approves, and stays, with all that it serves, until Ctrl-C: then it ends with 0', async () => {
    const { child, said, prompted, ended } = start()
    await playPerson({ ...(await prompted()), decision: 'approve', name: 'Grace' })
    while (!said().includes('goes on')) await once(child.stdout as NodeJS.ReadableStream, 'data')
    expect(said()).toContain(steps.replace('Ada', 'Grace'))
    const [, issuer = ''] = said().match(/Issuer (http\S+)/) ?? []
    const urls = said().match(/(?<=TV |Kiosk |Playground )http\S+/g) ?? []
    expect(urls).toHaveLength(3)
    for (const url of urls) {
      expect(await (await fetch(url)).text()).toMatch(/^<!doctype html>/i)
      expect(await (await fetch(`${url}config.json`)).json()).toMatchObject({ issuer })
      const headers = { origin: new URL(url).origin }
      const asked = await fetch(`${issuer}/.well-known/openid-configuration`, { headers })
      expect(asked.headers.get('access-control-allow-origin')).toBe(headers.origin)
    }
    child.kill('SIGINT')
    expect(await ended()).toBe(0)
  })

  test('lets the pages of npm run new call the server', async () => {
    const { child, said, prompted, ended } = start()
    await prompted()
    const [, issuer = ''] = said().match(/Issuer (http\S+)/) ?? []
    const headers = { origin: 'http://localhost:5173' }
    const asked = await fetch(`${issuer}/.well-known/openid-configuration`, { headers })
    expect(asked.headers.get('access-control-allow-origin')).toBe(headers.origin)
    child.kill('SIGINT')
    await ended()
  })

  test('prints a command that signs in from another terminal in this folder, installs nothing elsewhere, and calls the API', async () => {
    const { child, said, prompted, ended } = start()
    await prompted()
    const unbroken = said().replaceAll(/ \\\n */g, ' ')
    const [, flags = ''] = /in this folder:\n {2}npx --no device-flow login ([^]*?)\nTo sign in/.exec(unbroken) ?? []
    const argv = Array.from(flags.matchAll(/"([^"]+)"|(\S+)/g), ([, quoted, word]) => quoted ?? word ?? '')
    const env = { PATH: process.env['PATH'], DEVICE_FLOW_HOME: await mkdtemp(join(tmpdir(), 'device-flow-')) }
    const login = spawn(process.execPath, [command, 'login', ...argv], { env })
    let shown = ''
    login.stderr.on('data', (chunk) => (shown += chunk))
    while (!shown.includes('enter the code')) await once(login.stderr, 'data')
    await playPerson({ ...promptIn(shown), decision: 'approve' })
    expect((await once(login, 'close'))[0]).toBe(0)
    const [, api = ''] = said().match(/API (http\S+)/) ?? []
    const called = spawn(process.execPath, [command, 'fetch', `${api}/orders`], { env })
    expect(await text(called.stdout)).toContain('Teapot')
    child.kill('SIGINT')
    await ended()
  })

  test('-- --deny says that it was declined, and ends with 3', async () => {
    const { said, ended } = start('--deny')
    expect(await ended()).toBe(3)
    expect(said()).toContain('declined')
  })

  test('cancelled by Ctrl-C says so, and ends with 130', async () => {
    const { child, said, prompted, ended } = start()
    await prompted()
    child.kill('SIGINT')
    expect(await ended()).toBe(130)
    expect(said()).toMatch(/Cancelled\.\n$/)
  })

  test('-- --help says what there is, starts nothing, and ends with 0', async () => {
    const { said, ended } = start('--help')
    expect(await ended()).toBe(0)
    expect(said()).toMatch(/^npm start signs this terminal in [^]*--lan[^]*demo-server/)
    expect(said()).not.toContain('Issuer')
  })

  test.each([['--aprove'], ['--approve', '--deny']])('with %s says what it takes, and ends with 2', async (...argv) => {
    const { said, ended } = start(...argv)
    expect(await ended()).toBe(2)
    expect(said()).toMatch(/^npm start takes nothing, or one of: .*\n$/)
  })
})
