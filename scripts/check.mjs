// npm run check: everything but the tests.
import { runChecks } from './checks.mjs'
import { ensureInstalled, requireNode, requireNpm } from './install.mjs'
import { npm } from './run.mjs'

requireNode()
requireNpm()
await ensureInstalled()
if (!(await npm(['exec', '--', 'turbo', 'run', 'build', '--output-logs=errors-only'], { quiet: true }))) {
  console.error('The build failed. See above.')
  process.exit(1)
}
const uncleanChecks = await runChecks()
process.exit(uncleanChecks.length === 0 ? 0 : 1)
