import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './run.mjs'

const MINUTES = 60_000

function run(command, args) {
  return spawnSync(command, args, { cwd: root, stdio: 'ignore', timeout: 10 * MINUTES }).status === 0
}

function installWithApt() {
  run('apt-get', ['update'])
  run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'])
}

function installWithPlaywright(withDependencies) {
  const cli = join(root, 'node_modules', 'playwright-core', 'cli.js')
  run(process.execPath, [cli, 'install', ...(withDependencies ? ['--with-deps'] : []), 'chromium'])
}

/**
 * Finds Chromium, or installs it: with apt where this process may, else with Playwright's own download. Rejects with one line on how to get
 * it by hand.
 *
 * @returns {Promise<string>} the path of its executable
 */
export async function ensureChromium() {
  // Needs what `npm install` brings, so it can't be imported by a script that installs first.
  const { findChromium } = await import('../e2e/find-chromium.mjs')
  const mayUseApt = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  const ways = {
    ...(mayUseApt && { 'apt-get': installWithApt }),
    'playwright-core': () => installWithPlaywright(mayUseApt),
  }
  for (const [tool, install] of Object.entries(ways)) {
    try {
      return findChromium()
    } catch (error) {
      if (process.env.CHROMIUM_PATH) throw error
    }
    console.error(`Chromium is missing; installing it with ${tool} for the browser tests (once, some 350 MB)…`)
    install()
  }
  return findChromium()
}
