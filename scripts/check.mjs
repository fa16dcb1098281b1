// npm run check: everything but the tests.
import { runChecks } from './checks.mjs'
import { ensureInstalled, requireNode } from './install.mjs'
import { npm } from './run.mjs'

requireNode()
ensureInstalled()
if (!npm(['exec', '--', 'turbo', 'run', 'build', '--output-logs=errors-only'], { quiet: true })) process.exit(1)
process.exit(runChecks().length === 0 ? 0 : 1)
