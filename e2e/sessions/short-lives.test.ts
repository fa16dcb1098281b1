import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { withRotatingServer } from '@device-flow/testing/vitest'
import { expect, test } from 'vitest'
import { Home } from './home.ts'
import { limitFor } from './scale.ts'

const PROGRAM = fileURLToPath(new URL('short-lives-program.mjs', import.meta.url))

test(
  'a program, and the command, get tokens that live from a server whose tokens live for 2 s (F16)',
  { timeout: limitFor(4) },
  async () => {
    const server = await withRotatingServer({ accessTokenSeconds: 2 })
    const home = new Home(server)
    await home.login()
    const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM], {
      env: { ...home.env, STORM_ISSUER: server.issuer, STORM_API: server.apiUrl, STORM_FOR_MS: '6000' },
    })
    expect(JSON.parse(stdout)).toEqual({ refused: 0 })
    expect(await home.run(['fetch', server.apiUrl, '--allow-origin', server.origin])).toMatchObject({ code: 0 })
    const { refreshes, reuses } = server.counts()
    expect({ isHotLoop: refreshes > 8, reuses }).toEqual({ isHotLoop: false, reuses: 0 })
  },
)
