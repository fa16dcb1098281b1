// npm run test:node [-- 22 24]: the tests that need no browser, on each Node that the packages promise to run on.
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureInstalled, requireNode, requireNpm } from './install.mjs'
import { npm, root } from './run.mjs'

/** The lines of Node that `engines` names and that are maintained. */
const SUPPORTED = ['20', '22', '24']

/** Everything but what needs a browser; what is published is then installed from its tarballs, as a user would. */
const RUNS = [
  ['--project=!@device-flow/e2e', '--project=!@device-flow/xstate-4', '--exclude=**/browser.test.ts'],
  ['--project=@device-flow/e2e', 'e2e/packed'],
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
  const { node, passed, failures } = await testOn(line)
  for (const failure of failures) console.error(`✗ ${failure}`)
  console.log(`${node}: ${passed} passed, ${failures.length} failed`)
  if (failures.length > 0 || passed === 0) failed = true
}
process.exit(failed ? 1 : 0)

/**
 * The Node comes from the registry, for this run alone: as a dependency it would stand before everyone's own on the PATH of each script.
 *
 * @param {string} line such as `22`: its newest version is taken
 * @returns {Promise<{ node: string, passed: number, failures: string[] }>}
 */
async function testOn(line) {
  const total = { node: `Node ${line}`, passed: 0, failures: [] }
  for (const [index, run] of RUNS.entries()) {
    const report = join(root, '.reports', `node-${line}-${index}.json`)
    rmSync(report, { force: true })
    const vitest = [
      'node',
      'node_modules/vitest/vitest.mjs',
      'run',
      ...run,
      '--reporter=json',
      `--outputFile=${report}`,
    ]
    const command = vitest.map((word) => `'${word}'`).join(' ')
    await npm(['exec', '--yes', `--package=node@${line}`, '--call', command], { quiet: true })
    const { passed, failures } = readReport(report)
    total.passed += passed
    total.failures.push(...failures)
  }
  return total
}

/** @param {string} file */
function readReport(file) {
  if (!existsSync(file)) return { passed: 0, failures: ['the tests did not run'] }
  const { numPassedTests, success, testResults } = JSON.parse(readFileSync(file, 'utf8'))
  const failures = testResults.flatMap(({ name, message, assertionResults }) => {
    const tests = assertionResults.filter(({ status }) => status === 'failed')
    if (tests.length > 0)
      return tests.map(({ fullName, failureMessages }) => `${fullName}\n${failureMessages.join('\n')}`)
    return message ? [`${name}: ${message}`] : []
  })
  if (!success && failures.length === 0) failures.push('an error escaped all tests')
  return { passed: numPassedTests, failures }
}
