// How long Node takes to import each, longer than it takes to start.
import { spawnSync } from 'node:child_process'
import process from 'node:process'

const ROUNDS = Number(process.env.ROUNDS ?? 25)
const NAMES = [
  'xstate',
  'oauth4webapi',
  'openid-client',
  '@octokit/auth-oauth-device',
  '@azure/msal-node',
  '@device-flow/machine',
  '@device-flow/oauth',
  '@device-flow/session',
  '@device-flow/node',
]

/** CPU time of a process that does this and ends, ms. */
function cpuOf(source) {
  const script = `${source};process.on('exit',()=>{const{user,system}=process.cpuUsage();console.log((user+system)/1000)})`
  const { stdout, status } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${source} ended with ${status}`)
  return Number(stdout)
}

const bare = []
const times = Object.fromEntries(NAMES.map((name) => [name, []]))
for (let round = 0; round < ROUNDS; round++) {
  bare.push(cpuOf(''))
  for (const name of round % 2 ? NAMES.toReversed() : NAMES) times[name].push(cpuOf(`import ${JSON.stringify(name)}`))
}
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
process.stdout.write(
  `CPU to import, beyond the ${median(bare).toFixed(0)} ms of Node itself; medians of ${ROUNDS} rounds\n`,
)
for (const name of NAMES) {
  process.stdout.write(`${name.padEnd(28)}${`${(median(times[name]) - median(bare)).toFixed(0)} ms`.padStart(8)}\n`)
}
