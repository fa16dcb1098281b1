// How long `device-flow token` and `status` take beside `node -e 0`, with a token that lives: processes in turns, the quickest of each.
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { startRotatingServer } from '@device-flow/testing'

const ROUNDS = 30

const bin = fileURLToPath(new URL('../packages/cli/bin/device-flow.cjs', import.meta.url))
const home = mkdtempSync(join(tmpdir(), 'device-flow-'))
const env = { ...process.env, DEVICE_FLOW_HOME: home }

try {
  await signIn()
  const best = measure({
    'node -e 0': ['-e', '0'],
    'device-flow token': [bin, 'token'],
    'device-flow status': [bin, 'status'],
  })
  const [bare] = Object.values(best)
  for (const [name, ms] of Object.entries(best)) {
    process.stdout.write(`${name.padEnd(18)} ${ms.toFixed(1).padStart(6)} ms  ${(ms / bare).toFixed(2)} x\n`)
  }
} finally {
  rmSync(home, { recursive: true })
}

async function signIn() {
  const server = await startRotatingServer({ interval: 1 })
  const login = spawn(
    process.execPath,
    [bin, 'login', '--issuer', server.issuer, '--client-id', 'tv', '--store', 'file'],
    {
      env,
      stdio: 'ignore',
    },
  )
  await new Promise((resolve) => login.once('close', resolve))
  await server.close()
  execFileSync(process.execPath, [bin, 'token'], { env })
}

function measure(programs) {
  const best = Object.fromEntries(Object.keys(programs).map((name) => [name, Infinity]))
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, args] of Object.entries(programs)) {
      const begun = performance.now()
      spawnSync(process.execPath, args, { env, stdio: 'ignore' })
      best[name] = Math.min(best[name], performance.now() - begun)
    }
  }
  return best
}
