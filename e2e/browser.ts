export { launchBrowser } from '../scripts/launch-browser.mjs'
