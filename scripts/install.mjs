import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { npm, root } from './run.mjs'

/** Stops with one clear line on a Node that is too old, before anything fails in an unclear way. */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  const fits = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22
  if (fits) return
  console.error(`This needs Node 20.19, 22.12 or newer, and this is Node ${process.versions.node}.`)
  process.exit(1)
}

/** Stops with one clear line where npm did not start this script: npm itself says where it is, and all that follows is run by it. */
export function requireNpm() {
  const cli = process.env.npm_execpath
  if (cli && basename(cli).startsWith('npm') && existsSync(cli)) return
  console.error('This needs npm, which comes with Node. Run it through npm: npm start, npm test or npm run check.')
  process.exit(1)
}

/** Installs what package-lock.json says, if that was not done since it last changed. */
export async function ensureInstalled() {
  if (isInstalled()) return
  console.error('Installing the dependencies, once. This takes about a minute.')
  if (!(await npm(['ci'], { quiet: true }))) {
    console.error('The dependencies could not be installed. See above, then try again.')
    process.exit(1)
  }
}

// By what they say, not by their dates: a checkout alone touches the lock, and installing anew takes a minute.
function isInstalled() {
  const wanted = packagesIn('package-lock.json')
  const found = packagesIn(join('node_modules', '.package-lock.json'))
  if (!wanted || !found) return false
  return Object.entries(wanted).every(([path, { version, link, optional, peer }]) => {
    const isOwn = !path.includes('node_modules/')
    const installed = found[path]
    // What is optional may be for another platform.
    return isOwn || (installed ? link || installed.version === version : optional || peer)
  })
}

function packagesIn(file) {
  const path = join(root, file)
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : undefined
}
