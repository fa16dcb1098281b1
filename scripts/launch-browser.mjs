import { chromium } from 'playwright-core'
import { findChromium } from './find-chromium.mjs'

/** Launches the Chromium of this machine. Throws one line on how to get it when there is none: a browser test is never skipped. */
export function launchBrowser() {
  return chromium.launch({
    executablePath: findChromium(),
    args: [
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
      '--no-first-run',
    ],
  })
}
