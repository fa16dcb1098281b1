import { chromium } from 'playwright-core'
import { findChromium } from './find-chromium.mjs'

/**
 * What Playwright turns off by itself: of two switches of one name Chromium heeds the second alone, so they have to be said again.
 * `test/launch-browser.test.ts` notices when Playwright turns off more.
 */
const OFF_IN_PLAYWRIGHT = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'TcpPortRandomizationWin',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
  'msForceBrowserSignIn',
  'msEdgeUpdateLaunchServicesPreferredVersion',
]

/**
 * Processes that each new window begins for what no test has: what an address bar suggests, and a page that may come. They cost as much as
 * the window itself.
 */
const OFF_FOR_SPEED = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'SpareRendererForSitePerProcess']

/** How `launchBrowser` launches. Throws as it does. */
export function launchOptions() {
  return {
    executablePath: findChromium(),
    args: [
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
      '--no-first-run',
      `--disable-features=${[...OFF_IN_PLAYWRIGHT, ...OFF_FOR_SPEED].join(',')}`,
    ],
  }
}

/** Launches the Chromium of this machine. Throws one line on how to get it when there is none: a browser test is never skipped. */
export function launchBrowser() {
  return chromium.launch(launchOptions())
}
