import { afterEach, expect, test, vi } from 'vitest'
import { findChromium } from '../find-chromium.mjs'

afterEach(() => vi.unstubAllEnvs())

test('a CHROMIUM_PATH that leads nowhere is an error of one line, not another browser', () => {
  vi.stubEnv('CHROMIUM_PATH', '/nowhere/chromium')
  expect(() => findChromium()).toThrow(/^CHROMIUM_PATH is \/nowhere\/chromium, and that does not run\.$/)
})

test('without CHROMIUM_PATH, the one on the PATH is taken', () => {
  const installed = findChromium()
  vi.stubEnv('CHROMIUM_PATH', '')
  vi.stubEnv('PATH', installed.replace(/[^/\\]*$/, ''))
  expect(findChromium()).toContain(installed.replace(/[^/\\]*$/, ''))
})
