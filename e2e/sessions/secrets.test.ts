import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { startRotatingServer } from '@device-flow/testing'
import { expect, test } from 'vitest'
import { Home } from './home.ts'
import { limitFor } from './scale.ts'
import { expired } from './truth.ts'

/** What a person can read of all processes, as `ps` does. */
function processList(): string {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return pids.map((pid) => tryRead(`/proc/${pid}/cmdline`)).join('\n')
}

function tryRead(path: string): string {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    // It has ended meanwhile.
    return ''
  }
}

test(
  'no token is in a message, a process list or a file, and no file is open to others (T14)',
  { timeout: limitFor(10) },
  async () => {
    const server = await startRotatingServer()
    const home = new Home(server)
    let seen = ''
    for (const argv of [
      ['token'],
      ['status', '--json'],
      ['fetch', server.apiUrl, '--allow-origin', server.origin],
      ['logout'],
    ]) {
      if (argv[0] === 'token') await home.login()
      const running = home.start(argv, expired)
      seen += processList()
      const { code, stdout, stderr } = await running.ended
      expect({ argv, code, stderr }).toMatchObject({ code: 0 })
      seen += stderr + (argv[0] === 'token' ? '' : stdout)
      const paths = readdirSync(home.folder, { recursive: true }).map((name) => join(home.folder, String(name)))
      for (const path of paths) {
        const stats = statSync(path)
        expect({ path, mode: stats.mode & 0o077 }).toEqual({ path, mode: 0 })
        if (stats.isFile()) seen += readFileSync(path, 'latin1')
      }
    }
    const issued = server.issuedTokens()
    expect(issued.length).toBeGreaterThanOrEqual(4)
    expect(issued.filter((token) => seen.includes(token))).toEqual([])
    expect(server.counts()).toMatchObject({ refreshes: 1, liveFamilies: 0 })
    await server.close()
  },
)
