import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { playPerson } from '@device-flow/auth-server'
import { describe, expect, test } from 'vitest'

const app = fileURLToPath(new URL('../dist/main.js', import.meta.url))

interface Running {
  child: ChildProcess
  /** All that was said so far, on both streams. */
  said(): string
  /** Resolves when the prompt is there. */
  prompted(): Promise<{ verificationUri: string; userCode: string }>
  ended(): Promise<number | null>
}

function start(...argv: string[]): Running {
  const child = spawn(process.execPath, [app, ...argv], { env: { PATH: process.env['PATH'] } })
  let said = ''
  child.stdout.on('data', (chunk) => (said += chunk))
  child.stderr.on('data', (chunk) => (said += chunk))
  const closed = once(child, 'close') as Promise<[number | null]>
  return {
    child,
    said: () => said,
    async prompted() {
      while (!said.includes('enter the code')) await once(child.stderr, 'data')
      const [, verificationUri = '', userCode = ''] = /(http\S+\/device)\nand enter the code: (\S+)/.exec(said) ?? []
      return { verificationUri, userCode }
    },
    ended: async () => (await closed)[0],
  }
}

const steps = `Signed in as Ada.
  ✔ Called the API with the access token: 2 orders (Tea, Darjeeling; Teapot, blue).
  ✔ Refreshed the access token: there is a new one.
  ✔ Called the API with that: 2 orders (Tea, Darjeeling; Teapot, blue).
  ✔ Signed out: the tokens are revoked. To the last one the API now answers 401.
`

describe.concurrent('npm start', () => {
  test('-- --approve signs in, calls the API, refreshes, calls again, signs out, and ends with 0', async () => {
    const { said, ended } = start('--approve')
    expect(await ended()).toBe(0)
    expect(said().endsWith(steps)).toBe(true)
    expect(said()).not.toContain('phone')
  })

  test('says that the addresses and the QR code are of no use to a phone, before it shows them', async () => {
    const { child, said, prompted, ended } = start()
    await prompted()
    expect(said()).toMatch(/a phone cannot follow the QR code\.\n[^]*To sign in/)
    child.kill('SIGINT')
    await ended()
  })

  test('does the same when a person approves in a browser', async () => {
    const { said, prompted, ended } = start()
    await playPerson({ ...(await prompted()), decision: 'approve', name: 'Grace' })
    expect(await ended()).toBe(0)
    expect(said().endsWith(steps.replace('Ada', 'Grace'))).toBe(true)
  })

  test('serves a TV and a kiosk beside the terminal, which know the server and may call it', async () => {
    const { child, said, prompted, ended } = start()
    await prompted()
    for (const url of said().match(/(?<=TV |kiosk )http\S+/g) ?? []) {
      expect(await (await fetch(url)).text()).toMatch(/^<!doctype html>/i)
      const { issuer } = (await (await fetch(`${url}config.json`)).json()) as { issuer: string }
      const asked = await fetch(`${issuer}/.well-known/openid-configuration`, {
        headers: { origin: new URL(url).origin },
      })
      expect(asked.headers.get('access-control-allow-origin')).toBeTruthy()
    }
    expect(said().match(/(?<=TV |kiosk )http\S+/g)).toHaveLength(2)
    child.kill('SIGINT')
    await ended()
  })

  test('-- --stay keeps the TV and the kiosk up when the terminal is done, until Ctrl-C, and ends with 0', async () => {
    const { child, said, prompted, ended } = start('--stay')
    await playPerson({ ...(await prompted()), decision: 'approve', name: 'Grace' })
    while (!said().includes('go on until Ctrl-C')) await once(child.stdout as NodeJS.ReadableStream, 'data')
    const [url = ''] = said().match(/(?<=TV )http\S+/) ?? []
    expect((await fetch(url)).status).toBe(200)
    child.kill('SIGINT')
    expect(await ended()).toBe(0)
    await expect(fetch(url)).rejects.toThrow('fetch failed')
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
    expect(said()).toMatch(/^npm start signs this terminal in [^]*--stay[^]*says this\n$/)
    expect(said()).not.toContain('Started')
  })

  test.each([['--aprove'], ['--approve', '--deny']])('with %s says what it takes, and ends with 2', async (...argv) => {
    const { said, ended } = start(...argv)
    expect(await ended()).toBe(2)
    expect(said()).toMatch(/^npm start takes nothing, or one of: .*\n$/)
  })
})
