import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deviceAuthorized, granted } from '@device-flow/testing'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loginAt, run } from './running-command.ts'
import { withServer } from './with-server.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'device-flow-'))
})

afterEach(() => rm(folder, { recursive: true }))

/** A browser that notes with what it was called, and of its environment what it should not have. */
async function browser(body = ''): Promise<Record<string, string>> {
  const path = join(folder, 'browser')
  await writeFile(path, `#!/bin/sh\necho "$@ secret=$DEVICE_FLOW_CLIENT_SECRET" >> ${folder}/calls\n${body}\n`)
  await chmod(path, 0o755)
  return { BROWSER: path, DEVICE_FLOW_CLIENT_SECRET: 'canary' }
}

const calls = (): Promise<string> => readFile(join(folder, 'calls'), 'utf8').catch(() => '')

// What the opener of the other systems does can not be watched from here.
describe.runIf(process.platform === 'linux')('--open', () => {
  test('opens the complete URI, without the client secret in the environment', async () => {
    await withServer({ script: { token: [granted()] } }, async (server) => {
      expect((await run(loginAt(server, '--open'), await browser())).exitCode).toBe(0)
      expect(await calls()).toBe(`${server.origin}/activate?user_code=WDJB-MJHT secret=\n`)
    })
  })

  test('opens nothing unless it is given', async () => {
    await withServer({ script: { token: [granted()] } }, async (server) => {
      await run(loginAt(server), await browser())
      expect(await calls()).toBe('')
    })
  })

  test.each([
    ['fails', 'exit 3'],
    ['hangs', 'exec sleep 20'],
  ])('ends no login when the browser %s (G1)', async (_, body) => {
    await withServer({ script: { token: [granted()] } }, async (server) => {
      const { exitCode, stderr } = await run(loginAt(server, '--open'), await browser(body))
      expect(exitCode).toBe(0)
      expect(stderr).toContain('WDJB-MJHT')
    })
  })

  test('ends no login when there is no browser and nothing to open one with (G1)', async () => {
    await withServer({ script: { token: [granted()] } }, async (server) => {
      expect((await run(loginAt(server, '--open'), { PATH: folder })).exitCode).toBe(0)
    })
  })

  test('passes on what a shell would obey as a mere part of the URI (H1)', async () => {
    const evil = `/activate?a=$(touch ${folder}/pwned)&b='"|;\`touch ${folder}/pwned\``
    await withServer({ script: { token: [granted()] } }, async (server) => {
      server.script('deviceAuthorization', deviceAuthorized({ verification_uri_complete: `${server.origin}${evil}` }))
      await run(loginAt(server, '--open'), await browser())
      expect(await readFile(`${folder}/pwned`).catch(() => 'nothing')).toBe('nothing')
    })
  })
})
