import { transformAsync } from '@babel/core'
import presetEnv from '@babel/preset-env'
import { defineConfig } from 'tsdown'
import { base } from '../../tsdown.base.ts'

const OLDEST = 'chrome 63'

/**
 * Lowers the one file for the engines of televisions, and adds what they lack. By Babel: unlike the bundler it also rewrites \p{…} in regular
 * expressions, which end the whole script in Chromium 63. core-js is added for what the code uses; AbortController is no part of it.
 */
const lowered = {
  name: 'lowered-for-televisions',
  transform: {
    filter: { id: /device-login\.js$/ },
    async handler(code: string) {
      const presets = [[presetEnv, { targets: OLDEST, useBuiltIns: 'usage', corejs: '3.51', modules: false }]]
      const result = await transformAsync(code, { presets, compact: true, babelrc: false, configFile: false })
      return `import 'abortcontroller-polyfill'\n${result?.code ?? ''}`
    },
  },
}

export default defineConfig({
  ...base,
  // A script, not a module: televisions refuse modules from a packaged folder.
  format: 'iife',
  // What the module exports, where there are no modules.
  globalName: 'deviceLogin',
  // What tsdown.config.ts has made.
  entry: { 'device-login.tv': 'dist/device-login.js' },
  outputOptions: { entryFileNames: '[name].js' },
  platform: 'browser',
  target: 'chrome63',
  dts: false,
  clean: false,
  sourcemap: false,
  minify: true,
  deps: { alwaysBundle: [/.*/] },
  plugins: [lowered],
})
