import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { root } from './run.mjs'

/** The workspaces that are no folder of workspaces. */
const single = ['docs', 'e2e']

/**
 * Reads vitest's own report.
 *
 * @param {string} file
 * @returns {{ passed: number, failed: number, complaints: string[] }} complaints: what is wrong though no test failed
 */
export function countTests(file) {
  if (!existsSync(file)) return { passed: 0, failed: 0, complaints: ['the tests did not run'] }
  const report = JSON.parse(readFileSync(file, 'utf8'))
  const ran = new Map()
  for (const { name, assertionResults } of report.testResults) {
    const workspace = workspaceOf(name)
    const executed = assertionResults.filter(({ status }) => status === 'passed' || status === 'failed').length
    ran.set(workspace, (ran.get(workspace) ?? 0) + executed)
  }
  const complaints = workspaces()
    .filter((workspace) => !ran.get(workspace))
    .map((workspace) => `${workspace} ran no test`)
  const skipped = report.numPendingTests + report.numTodoTests
  if (skipped > 0) complaints.push(`${skipped} tests were skipped`)
  if (!report.success && report.numFailedTests === 0) complaints.push('a test file did not load, or an error escaped')
  return { passed: report.numPassedTests, failed: report.numFailedTests, complaints }
}

function inside(folder) {
  return readdirSync(join(root, folder)).map((name) => `${folder}/${name}`)
}

function workspaces() {
  return [...inside('packages'), ...inside('apps'), ...single]
}

function workspaceOf(file) {
  const [first, second] = relative(root, file).split(sep)
  return single.includes(first) ? first : `${first}/${second}`
}
