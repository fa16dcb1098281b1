import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { npm, root } from './run.mjs'

/** Stops with one clear line on a Node that is too old, before anything fails in an unclear way. */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  const fits = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22
  if (fits) return
  console.error(`This needs Node 20.19, 22.12 or newer, and this is Node ${process.versions.node}.`)
  process.exit(1)
}

/** Installs what package-lock.json says, if that was not done since it last changed. */
export function ensureInstalled() {
  if (isInstalled()) return
  console.error('Installing the dependencies, once. This takes about a minute.')
  if (!npm(['ci'], { quiet: true })) {
    console.error('The dependencies could not be installed. See above, then try again.')
    process.exit(1)
  }
}

function isInstalled() {
  const marker = join(root, 'node_modules', '.package-lock.json')
  return existsSync(marker) && statSync(marker).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs
}
