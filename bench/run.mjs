// Runs the benchmarks, or the one that is named: `npm run bench -- fetch`.
import { spawnSync } from 'node:child_process'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { buildFirst } from '../scripts/build-first.mjs'

const BENCHMARKS = [
  { name: 'inspect', file: 'transition-cost.mjs', builds: '@device-flow/inspect' },
  { name: 'fetch', file: 'authorized-fetch.mjs', builds: '@device-flow/session' },
  { name: 'token', file: 'token.mjs', builds: 'device-flow' },
  { name: 'logins', file: 'logins.mjs', builds: '@device-flow/oauth' },
  { name: 'heap', file: 'heap.mjs', builds: '@device-flow/oauth', flags: ['--expose-gc'] },
  { name: 'start-up', file: 'start-up.mjs', builds: '@device-flow/node' },
  { name: 'code-shown', file: 'code-shown.mjs', builds: 'device-flow' },
  { name: 'latency', file: 'latency.mjs', builds: '@device-flow/node' },
]

const [name] = process.argv.slice(2)
const chosen = BENCHMARKS.filter((benchmark) => name === undefined || benchmark.name === name)
if (chosen.length === 0) {
  const names = BENCHMARKS.map((benchmark) => benchmark.name).join(', ')
  process.stderr.write(`There is no benchmark ${name}. There are: ${names}.\n`)
  process.exitCode = 1
}
for (const { file, builds, flags = [] } of chosen) {
  await buildFirst(builds)
  // Each in a process of its own: they measure it, and one of them changes its globals.
  const args = [...flags, fileURLToPath(new URL(file, import.meta.url))]
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' })
  if (status !== 0) process.exitCode = 1
}
