// How long `device-flow token`, `status` and `--version` take beside `node -e 0`, with a token that lives and the key in a file: the same Node, environment
// and stdio for each, in turns; the medians of many rounds, and of their ratios.
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { startRotatingServer } from '@device-flow/testing'

const ROUNDS = 60

const bin = fileURLToPath(new URL('../packages/cli/bin/device-flow.cjs', import.meta.url))
const home = mkdtempSync(join(tmpdir(), 'device-flow-'))
const env = { ...process.env, DEVICE_FLOW_HOME: home }

try {
  await signIn()
  const times = measure({
    'node -e 0': ['-e', '0'],
    'device-flow token': [bin, 'token'],
    'device-flow status': [bin, 'status'],
    'device-flow --version': [bin, '--version'],
  })
  const [bare] = Object.values(times)
  for (const [name, all] of Object.entries(times)) {
    // Of each round: a computer that becomes busy meanwhile slows all of them down.
    const ratio = median(all.map((ms, round) => ms / bare[round]))
    process.stdout.write(`${name.padEnd(21)} ${median(all).toFixed(1).padStart(6)} ms  ${ratio.toFixed(2)} x\n`)
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
  const times = Object.fromEntries(Object.keys(programs).map((name) => [name, []]))
  for (let round = 0; round < ROUNDS; round++) {
    // There and back: none always comes after the same one.
    const turns = Object.entries(programs)
    for (const [name, args] of round % 2 ? turns.toReversed() : turns) {
      const begun = performance.now()
      const { status } = spawnSync(process.execPath, args, { env, stdio: 'ignore' })
      times[name].push(performance.now() - begun)
      if (status !== 0) throw new Error(`${name} ended with ${status}`)
    }
  }
  return times
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}
