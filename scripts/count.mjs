import { existsSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { root } from './run.mjs'

/**
 * Reads vitest's own report.
 *
 * @param {string} file
 * @param {boolean} hasSucceeded whether vitest says so: its report knows nothing of errors that escaped from no test
 * @returns {{ passed: number, failed: number, complaints: string[] }} complaints: what is wrong, a line each
 */
export function countTests(file, hasSucceeded) {
  if (!existsSync(file)) return { passed: 0, failed: 0, complaints: ['the tests did not run'] }
  const report = JSON.parse(readFileSync(file, 'utf8'))
  const ran = new Map()
  const failures = []
  for (const { name, assertionResults } of report.testResults) {
    const workspace = workspaceOf(name)
    const executed = assertionResults.filter(({ status }) => status === 'passed' || status === 'failed')
    ran.set(workspace, (ran.get(workspace) ?? 0) + executed.length)
    const failed = executed.filter(({ status }) => status === 'failed')
    failures.push(...failed.map(({ fullName }) => `${relative(root, name)}: ${fullName}`))
  }
  const complaints = workspaces()
    // The starts are for copying, without tests in them: e2e/starts.test.ts runs them, and finds one that it does not know.
    .filter((workspace) => !ran.get(workspace) && !workspace.startsWith('starts/'))
    .map((workspace) => `${workspace} ran no test`)
  const skipped = report.numPendingTests + report.numTodoTests
  if (skipped > 0) complaints.push(`${skipped} tests were skipped`)
  if (!hasSucceeded && report.numFailedTests === 0) complaints.push('a test file did not load, or an error escaped')
  return { passed: report.numPassedTests, failed: report.numFailedTests, complaints: [...failures, ...complaints] }
}

/** As npm has linked them: its `workspaces`, patterns resolved. */
function workspaces() {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  return Object.values(packages).flatMap(({ link, resolved }) => (link ? [resolved] : []))
}

function workspaceOf(file) {
  const path = relative(root, file).split(sep).join('/')
  return workspaces().find((workspace) => path.startsWith(`${workspace}/`))
}
