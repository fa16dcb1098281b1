import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './run.mjs'

const MINUTES = 60_000

function run(command, args) {
  return spawnSync(command, args, { cwd: root, stdio: 'ignore', timeout: 10 * MINUTES }).status === 0
}

/** Where this process may: it changes the whole machine, so `ensureChromium` names the command before it runs. */
function installWithApt() {
  run('apt-get', ['update'])
  run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'])
}

function installWithPlaywright(withDependencies) {
  const cli = join(root, 'node_modules', 'playwright-core', 'cli.js')
  run(process.execPath, [cli, 'install', ...(withDependencies ? ['--with-deps'] : []), 'chromium'])
}

/**
 * Finds Chromium, or installs it: with apt where this process may, otherwise with Playwright's own download. Rejects with one line on how to get
 * it by hand.
 *
 * @returns {Promise<string>} the path of its executable
 */
export async function ensureChromium() {
  // Needs what `npm install` brings, so it cannot be imported by a script that installs first.
  const { findChromium } = await import('./find-chromium.mjs')
  const mayUseApt = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  const installers = {
    ...(mayUseApt && { 'apt-get install chromium (you are root)': installWithApt }),
    'playwright-core install chromium': () => installWithPlaywright(mayUseApt),
  }
  for (const [command, install] of Object.entries(installers)) {
    try {
      return findChromium()
    } catch (error) {
      if (process.env.CHROMIUM_PATH) throw error
    }
    console.error(
      `The browser tests need Chromium. Running ${command}, once, some 350 MB. Or set CHROMIUM_PATH to your own.`,
    )
    install()
  }
  return findChromium()
}
