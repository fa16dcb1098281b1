import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright-core'

/** Debian's Chromium without the desktop around it: the same engine, and a fifth less work for each test. */
export const HEADLESS_SHELL = 'chromium-headless-shell'

const NAMES = [HEADLESS_SHELL, 'chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome']
const WELL_KNOWN = [
  '/usr/lib/chromium/chromium',
  '/opt/google/chrome/chrome',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
]
const MINUTES = 60_000

const HELP =
  'The browser tests need Chromium: install it (Debian, Ubuntu: apt-get install chromium; elsewhere: npx playwright-core install chromium) ' +
  'or set CHROMIUM_PATH to its executable.'

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** On Ubuntu, `chromium` may be a stub that only says how to get a snap; on Windows, `--version` opens a window. */
function works(path) {
  if (!isExecutable(path)) return false
  return (
    process.platform === 'win32' ||
    spawnSync(path, ['--version'], { stdio: 'ignore', timeout: MINUTES / 2 }).status === 0
  )
}

function candidates() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))
  return [...onPath, ...WELL_KNOWN, chromium.executablePath()]
}

/**
 * Finds an installed Chromium: `CHROMIUM_PATH`, otherwise on the `PATH`, otherwise in well-known places. Throws one line on how to get it.
 *
 * @returns {string} the path of its executable
 */
export function findChromium() {
  const chosen = process.env.CHROMIUM_PATH
  if (chosen) {
    if (works(chosen)) return chosen
    throw new Error(`CHROMIUM_PATH is ${chosen}, and that does not run.`)
  }
  const found = candidates().find(works)
  if (!found) throw new Error(HELP)
  return found
}
