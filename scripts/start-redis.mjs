import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findRedis } from './find-redis.mjs'

/**
 * Starts a Redis of a test's own, on a free port of loopback, with nothing in it. Throws one line on how to get it when there is none: such a
 * test is never skipped.
 *
 * @param {string[]} [settings] such as `--maxmemory 1mb`
 * @returns {Promise<{ url: string, port: number, stop(): Promise<void> }>}
 */
export async function startRedis(...settings) {
  const folder = await mkdtemp(join(tmpdir(), 'device-flow-redis-'))
  const port = await findFreePort()
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', ...settings]
  const server = spawn(findRedis(), args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(server, 'exit')
  await new Promise((resolve, reject) => {
    let log = ''
    server.stdout.on('data', (chunk) => {
      log += chunk
      if (log.includes('Ready to accept connections')) resolve()
    })
    ended.then(() => reject(new Error(`redis-server ended at once:\n${log}`)), reject)
  })
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    async stop() {
      server.kill('SIGKILL')
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function findFreePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}
