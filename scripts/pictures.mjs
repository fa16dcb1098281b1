// npm run pictures: takes the pictures of the docs anew, by the tests that say when they are stale.
import { ensureInstalled, requireNode, requireNpm } from './install.mjs'
import { npm } from './run.mjs'

requireNode()
requireNpm()
await ensureInstalled()
const args = ['exec', '--', 'vitest', 'run', 'pictures', '--project', '@device-flow/e2e']
if (!(await npm(args, { env: { RENEW_PICTURES: '1' } }))) process.exit(1)
