// npm run test:node [-- 22 24]: the packages on each Node that they promise to run on. No browser and no Redis is needed.
import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { ensureInstalled, requireNode, requireNpm } from './install.mjs'
import { npm, root } from './run.mjs'

const runFile = promisify(execFile)

/** The lines of Node that `engines` names and that are maintained. */
const SUPPORTED = ['20', '22', '24']

/** Where vitest.config.ts has the JSON reporter write. */
const report = join(root, '.reports', 'vitest.json')

const packages = readdirSync(join(root, 'packages')).map((folder) => `--project=${nameOf(folder)}`)

/** The tests of each package, and what is published, installed from its tarballs as a user would. */
const RUNS = [
  [
    ...packages,
    '--project=@device-flow/react-18',
    '--exclude=**/browser.test.ts',
    '--exclude=**/test/browser/**',
    '--exclude=**/redis.test.ts',
  ],
  ['--project=@device-flow/e2e', 'e2e/packed/'],
]

requireNode()
requireNpm()
await ensureInstalled()
if (!(await npm(['exec', '--', 'turbo', 'run', 'build', '--output-logs=errors-only'], { quiet: true }))) {
  console.error('The build failed. See above.')
  process.exit(1)
}

const chosen = process.argv.slice(2)
let failed = false
for (const line of chosen.length > 0 ? chosen : SUPPORTED) {
  const { passed, failures } = await testOn(line)
  for (const failure of failures) console.error(`✗ ${failure}`)
  console.log(`Node ${line}: ${passed} passed, ${failures.length} failed`)
  if (failures.length > 0 || passed === 0) failed = true
}
process.exit(failed ? 1 : 0)

/**
 * @param {string} line such as `22`: its newest version is taken
 * @returns {Promise<{ passed: number, failures: string[] }>}
 */
async function testOn(line) {
  const node = await fetchNode(line)
  const total = { passed: 0, failures: [] }
  for (const run of RUNS) {
    rmSync(report, { force: true })
    const vitest = ['node_modules/vitest/vitest.mjs', 'run', ...run, '--reporter=json']
    // First on the PATH, so that the processes which a test starts run on it too.
    const env = { ...process.env, PATH: dirname(node) + delimiter + process.env.PATH }
    const { stderr = '' } = await runFile(node, vitest, { cwd: root, env, maxBuffer: Infinity }).catch((error) => error)
    const { passed, failures } = readReport()
    total.passed += passed
    total.failures.push(...failures)
    if (failures.length > 0) console.error(stderr)
  }
  return total
}

/**
 * Fetches a Node from the registry into npm's cache, for this run alone: as a dependency it would stand before everyone's own on the PATH
 * of each script.
 *
 * @param {string} line
 * @returns {Promise<string>} the path of its executable
 */
async function fetchNode(line) {
  const args = ['exec', '--yes', `--package=node@${line}`, '--call', 'node -p process.execPath']
  const { stdout } = await runFile(process.execPath, [process.env.npm_execpath, ...args], { cwd: root })
  return stdout.trim()
}

/** @param {string} folder in `packages/` */
function nameOf(folder) {
  return JSON.parse(readFileSync(join(root, 'packages', folder, 'package.json'), 'utf8')).name
}

function readReport() {
  if (!existsSync(report)) return { passed: 0, failures: ['the tests did not run'] }
  const { numPassedTests, success, testResults } = JSON.parse(readFileSync(report, 'utf8'))
  const failures = testResults.flatMap(({ name, message, assertionResults }) => {
    const tests = assertionResults.filter(({ status }) => status === 'failed')
    if (tests.length > 0)
      return tests.map(({ fullName, failureMessages }) => `${fullName}\n${failureMessages.join('\n')}`)
    return message ? [`${name}: ${message}`] : []
  })
  if (!success && failures.length === 0) failures.push('an error escaped all tests')
  return { passed: numPassedTests, failures }
}
