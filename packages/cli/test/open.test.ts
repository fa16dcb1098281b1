import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deviceAuthorized, granted } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { loginAt, run } from './running-command.ts'
import { withServer } from './with-server.ts'

interface Desktop {
  folder: string
  /** What the browser was called with, and what of its environment it should not have. */
  calls(): Promise<string>
  env: Record<string, string>
}

/** Runs a test with a folder and a browser of its own, which does `body` beside noting that it was called. */
async function withDesktop(body: string, use: (desktop: Desktop) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'device-flow-'))
  const browser = join(folder, 'browser')
  await writeFile(browser, `#!/bin/sh\necho "$@ secret=$DEVICE_FLOW_CLIENT_SECRET" >> ${folder}/calls\n${body}\n`)
  await chmod(browser, 0o755)
  const calls = (): Promise<string> => readFile(join(folder, 'calls'), 'utf8').catch(() => '')
  try {
    await use({ folder, calls, env: { BROWSER: browser, DEVICE_FLOW_CLIENT_SECRET: 'canary' } })
  } finally {
    await rm(folder, { recursive: true })
  }
}

// What the opener of the other systems does can not be watched from here.
describe.concurrent('--open', { skip: process.platform !== 'linux' }, () => {
  test('opens the complete URI, without the client secret in the environment', async () => {
    await withDesktop('', async ({ env, calls }) => {
      await withServer({ script: { token: [granted()] } }, async (server) => {
        expect((await run(loginAt(server, '--open'), env)).exitCode).toBe(0)
        expect(await calls()).toBe(`${server.origin}/activate?user_code=WDJB-MJHT secret=\n`)
      })
    })
  })

  test('opens nothing unless it is given', async () => {
    await withDesktop('', async ({ env, calls }) => {
      await withServer({ script: { token: [granted()] } }, async (server) => {
        await run(loginAt(server), env)
        expect(await calls()).toBe('')
      })
    })
  })

  test.each([
    ['fails', 'exit 3'],
    ['hangs', 'exec sleep 20'],
  ])('ends no login when the browser %s (G1)', async (_, body) => {
    await withDesktop(body, async ({ env }) => {
      await withServer({ script: { token: [granted()] } }, async (server) => {
        const { exitCode, stderr } = await run(loginAt(server, '--open'), env)
        expect(exitCode).toBe(0)
        expect(stderr).toContain('WDJB-MJHT')
      })
    })
  })

  test('ends no login when there is no browser and nothing to open one with (G1)', async () => {
    await withDesktop('', async ({ folder }) => {
      await withServer({ script: { token: [granted()] } }, async (server) => {
        expect((await run(loginAt(server, '--open'), { PATH: folder })).exitCode).toBe(0)
      })
    })
  })

  test('passes on what a shell would obey as a mere part of the URI (H1)', async () => {
    await withDesktop('', async ({ folder, env, calls }) => {
      await withServer({ script: { token: [granted()] } }, async (server) => {
        const uri = `${server.origin}/activate?a=$(touch${'${IFS}'}${folder}/pwned)&b='"|;\`touch${'${IFS}'}${folder}/pwned\``
        server.script('deviceAuthorization', deviceAuthorized({ verification_uri_complete: uri }))
        await run(loginAt(server, '--open'), env)
        expect(await calls()).toContain('/activate?a=')
        expect(await readFile(`${folder}/pwned`).catch(() => 'nothing')).toBe('nothing')
      })
    })
  })
})
