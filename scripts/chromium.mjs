import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { installWithApt, mayUseApt } from './apt.mjs'
import { root } from './run.mjs'

const MINUTES = 60_000

function installWithPlaywright(withDependencies) {
  const cli = join(root, 'node_modules', 'playwright-core', 'cli.js')
  const args = [cli, 'install', ...(withDependencies ? ['--with-deps'] : []), 'chromium']
  spawnSync(process.execPath, args, { cwd: root, stdio: 'ignore', timeout: 10 * MINUTES })
}

/**
 * Finds Chromium, or installs it: with apt where this process may, otherwise with Playwright's own download. Rejects with one line on how to get
 * it by hand.
 *
 * @returns {Promise<string>} the path of its executable
 */
export async function ensureChromium() {
  // Needs what `npm install` brings, so it cannot be imported by a script that installs first.
  const { findChromium, HEADLESS_SHELL } = await import('./find-chromium.mjs')
  const installers = {
    ...(mayUseApt() && {
      // Ubuntu has no such package.
      [`apt-get install ${HEADLESS_SHELL} (you are root)`]: () => installWithApt(HEADLESS_SHELL),
      'apt-get install chromium (you are root)': () => installWithApt('chromium'),
    }),
    'playwright-core install chromium': () => installWithPlaywright(mayUseApt()),
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
