// npm run storm -- --rounds 200 --kills 1000: the tests of e2e/sessions on a scale that takes hours. Without numbers, it takes some minutes.
import process from 'node:process'
import { parseArgs } from 'node:util'
import { ensureChromium } from './chromium.mjs'
import { ensureRedis } from './redis.mjs'
import { npm } from './run.mjs'

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '10' }, kills: { type: 'string', default: '50' } },
})
for (const [name, value] of Object.entries(values)) {
  if (/^[1-9]\d*$/.test(value)) continue
  console.error(`--${name} is a number of times, and at least 1.`)
  process.exit(2)
}
ensureRedis()
const env = { CHROMIUM_PATH: await ensureChromium(), STORM_ROUNDS: values.rounds, STORM_KILLS: values.kills }
// One file at a time: each has more processes than there are cores.
const args = ['exec', '--', 'vitest', 'run', '--project', '@device-flow/e2e', '--no-file-parallelism', 'e2e/sessions']
process.exit((await npm(args, { env })) ? 0 : 1)
