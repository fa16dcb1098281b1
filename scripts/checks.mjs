import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { npm, root } from './run.mjs'

const tool = (...args) => npm(['exec', '--', ...args], { quiet: true })

/** What reads every file of the repository: not while tests write some, and take them away. */
const checksOfAllFiles = {
  format: () => tool('oxfmt', '--check', '.'),
  lint: () => tool('oxlint'),
  'unused code': () => tool('knip', '--treat-config-hints-as-errors'),
}

/** What reads sources and builds, which no test touches. */
const checksOfSources = {
  starts: () => tool('turbo', 'run', 'check', '--output-logs=errors-only'),
  // Needs what `npm install` brings, which those who import this file may have yet to install.
  packages: async () => (await import('./check-packages.mjs')).packagesFit(),
  sizes: () => tool('size-limit'),
  lockfile: lockIsComplete,
}

/** Looks at all that is checked besides the tests. Resolves to the names of the checks that failed. */
export async function runChecks() {
  return [...(await checkTypes()), ...(await checkAllFiles()), ...(await checkSources())]
}

/** Looks at what needs no build, and reads nothing that a build writes. Resolves to the names of the checks that failed. */
export function checkTypes() {
  return runTwoAtATime({ types: typesFit })
}

/** Looks at what no test may run beside. Resolves to the names of the checks that failed. */
export function checkAllFiles() {
  return runTwoAtATime(checksOfAllFiles)
}

/** As `checkAllFiles` does; tests may run beside it. */
export function checkSources() {
  return runTwoAtATime(checksOfSources)
}

// Most of them use one core.
async function runTwoAtATime(checks) {
  const failed = []
  const waiting = Object.entries(checks).values()
  const runInTurn = async () => {
    for (const [name, check] of waiting) {
      const isClean = await check()
      console.log(`${isClean ? '✓' : '✗'} ${name}`)
      if (!isClean) failed.push(name)
    }
  }
  await Promise.all([runInTurn(), runInTurn()])
  return failed
}

/** Workspaces with other options than those that are compiled together: see `tsconfig.node.json`. */
export const COMPILED_ALONE = ['docs', 'e2e', 'kiosk']

async function typesFit() {
  const alone = COMPILED_ALONE.map((name) => `--filter=@device-flow/${name}`)
  const runs = [
    ['tsc', '--project', 'tsconfig.node.json'],
    ['tsc', '--project', 'tsconfig.vite.json'],
    ['turbo', 'run', 'typecheck', '--only', ...alone, '--output-logs=errors-only'],
  ]
  let fit = true
  for (const run of runs) fit = (await tool(...run)) && fit
  return fit
}

/** npm leaves out of the lock what its registry lacks for other platforms, and `npm ci` then fails for everyone. */
function lockIsComplete() {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const locked = Object.keys(packages)
  const missing = Object.values(packages)
    .flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies))
    .filter((name) => !locked.some((path) => path.endsWith(`node_modules/${name}`)))
  if (missing.length > 0) console.error(`package-lock.json lacks ${missing.join(', ')}`)
  return missing.length === 0
}
