// npm run simulate: 100,000 logins in virtual time, on devices, networks and servers that misbehave; ends with 1 when a poll was early, or a
// login lost. `--logins 1000 --seed 7` for others, `--only 42` for everything that happened in one of them.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { buildFirst } from './build-first.mjs'
import { root } from './run.mjs'

const { values } = parseArgs({
  options: {
    logins: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    help: { type: 'boolean' },
  },
})
if (values.help) {
  console.log('npm run simulate -- [--logins 100000] [--seed 1] [--only LOGIN, which tells all of one of them]')
  process.exit()
}
for (const [name, value] of Object.entries(values)) {
  if (/^\d+$/.test(value)) continue
  console.error(`--${name} is a number.`)
  process.exit(2)
}
const [logins, seed] = [Number(values.logins), Number(values.seed)]

await buildFirst('@device-flow/simulator')
const { plot, printReport, runLogin, simulate } = await import('@device-flow/simulator')

if (values.only !== undefined) {
  console.log(JSON.stringify(await runLogin(seed, Number(values.only)), undefined, 2))
} else {
  const startedAt = performance.now()
  const report = await simulate({
    seed,
    logins,
    onLogin(count) {
      if (process.stderr.isTTY && count % 100 === 0) process.stderr.write(`\r${count} of ${logins}`)
    },
  })
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K')
  const picture = join(root, '.reports', 'simulation.svg')
  mkdirSync(join(root, '.reports'), { recursive: true })
  writeFileSync(picture, plot(report))
  console.log(`${logins} logins of seed ${seed}, in ${Math.round((performance.now() - startedAt) / 1000)} s\n`)
  console.log(printReport(report))
  console.log(`Drawn in ${picture}`)
  process.exitCode = report.offences.length > 0 ? 1 : 0
}
