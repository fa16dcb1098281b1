// How long it takes from the start of a process until it shows a person the code: a script with each of the libraries, and the command, on a server
// that answers at once; in turns. The medians of many rounds, and of their ratios to the loop of 20 lines.
import { spawn } from 'node:child_process'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { PEERS, startServer } from './over-http.mjs'

const ROUNDS = Number(process.env.ROUNDS ?? 21)
const SHOWN = /CODE-\d/

const [, file, name, origin] = process.argv
const bin = fileURLToPath(new URL('../packages/cli/bin/device-flow.cjs', import.meta.url))

if (name === undefined) await compare()
else await PEERS[name](origin, (code) => process.stdout.write(`${code}\n`))

async function compare() {
  const server = await startServer(5)
  const endpoints = ['--device-authorization-endpoint', `${server.origin}/login/device/code`]
  endpoints.push('--token-endpoint', `${server.origin}/login/oauth/access_token`)
  const programs = {
    ...Object.fromEntries(Object.keys(PEERS).map((peer) => [peer, [file, peer, server.origin]])),
    'device-flow login': [bin, 'login', ...endpoints, '--client-id', 'tv', '--scope', 'api', '--store', 'memory'],
  }
  const times = Object.fromEntries(Object.keys(programs).map((program) => [program, []]))
  for (let round = 0; round <= ROUNDS; round++) {
    // There and back: none always comes after the same one.
    const turns = Object.entries(programs)
    for (const [program, args] of round % 2 ? turns.toReversed() : turns) {
      const ms = await msUntilCode(args)
      // In the first, nothing of it is in memory yet.
      if (round > 0) times[program].push(ms)
    }
  }
  server.close()
  const [ofLoop] = Object.values(times)
  process.stdout.write(`from the start of a process until it shows the code, medians of ${ROUNDS} rounds\n`)
  for (const [program, all] of Object.entries(times)) {
    // Of each round: a computer that becomes busy meanwhile slows all of them down.
    const ratio = median(all.map((ms, round) => ms / ofLoop[round]))
    process.stdout.write(
      `${program.padEnd(22)}${`${median(all).toFixed(0)} ms`.padStart(8)}${`${ratio.toFixed(2)}×`.padStart(8)}\n`,
    )
  }
}

function msUntilCode(args) {
  const begun = performance.now()
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  return new Promise((resolve, reject) => {
    let told = ''
    const look = (chunk) => {
      told += chunk
      if (!SHOWN.test(told)) return
      resolve(performance.now() - begun)
      child.kill('SIGKILL')
    }
    child.stdout.on('data', look)
    child.stderr.on('data', look)
    child.once('close', () => reject(new Error(`${args.join(' ')} ended without a code:\n${told}`)))
  })
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
}
