// npm test: installs if needed, builds, checks, and runs every ring, a real browser included.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureChromium } from './chromium.mjs'
import { checkAllFiles, checkSources, checkTypes } from './checks.mjs'
import { countTests } from './count.mjs'
import { ensureInstalled, requireNode, requireNpm } from './install.mjs'
import { ensureKeyring } from './keyring.mjs'
import { ensureRedis } from './redis.mjs'
import { npm, root } from './run.mjs'

const report = join(root, '.reports', 'vitest.json')
const stop = (line) => {
  console.error(line)
  process.exit(1)
}

requireNode()
requireNpm()
await ensureInstalled()
// What is built last, the docs, takes one core.
const [isBuilt, uncleanChecks] = await Promise.all([
  npm(['exec', '--', 'turbo', 'run', 'build', '--output-logs=errors-only'], { quiet: true }),
  checkTypes(),
])
if (!isBuilt) stop('The build failed. See above.')
uncleanChecks.push(...(await checkAllFiles()))
const chromium = await ensureChromium().catch((error) => stop(error.message))
try {
  ensureRedis()
  ensureKeyring()
} catch (error) {
  stop(error.message)
}

rmSync(report, { force: true })
// Before the tests, not beside them: tests that watch a clock may fail when something else takes the cores.
uncleanChecks.push(...(await checkSources()))
// A minute a test: on a computer that is busy with something else, some take ten times as long.
const isClean = await npm(['exec', '--', 'vitest', 'run', '--testTimeout=60000'], { env: { CHROMIUM_PATH: chromium } })

const { passed, failed, complaints } = countTests(report, isClean)
for (const complaint of [...complaints, ...uncleanChecks.map((name) => `the check "${name}" failed`)]) {
  console.error(`✗ ${complaint}`)
}
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 && passed > 0 && complaints.length === 0 && uncleanChecks.length === 0 ? 0 : 1)
