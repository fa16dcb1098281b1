import { chromium, type Browser } from 'playwright-core'
import { launchBrowser, launchOptions } from '../scripts/launch-browser.mjs'

export { launchBrowser }

/** Launches a browser whose person has set its font to twice the size. */
export function launchBrowserWithLargeFont(): Promise<Browser> {
  const { args = [], ...options } = launchOptions()
  return chromium.launch({ ...options, args: [...args, '--blink-settings=defaultFontSize=32,defaultFixedFontSize=26'] })
}
