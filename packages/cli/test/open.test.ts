import { readFile } from 'node:fs/promises'
import { deviceAuthorized, granted } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { loginAt, run } from './running-command.ts'
import { withDesktop } from './with-desktop.ts'
import { withServer } from './with-server.ts'

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
