import { statSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { startDevice } from './device.ts'
import { filesOf, nodeModulesOf } from './loaded-by.ts'

const built = new URL('../dist/offline.cjs', import.meta.url)

/** What starts threads, or opens streams and sockets: each takes a millisecond or so. */
const SLOW = new Set([
  'fs/promises',
  'timers/promises',
  'internal/crypto/webcrypto',
  'net',
  'http',
  'child_process',
  'tty',
])

describe.concurrent('device-flow with a token that lives', () => {
  test.each([['token'], ['token --json'], ['status'], ['token --format header']])(
    'loads one file, and neither the chart nor OAuth: %s',
    async (words) => {
      const device = await startDevice()
      await device.login()
      const files = await filesOf(words.split(' '), device.env)
      expect(files.map((url) => url.split('/').slice(-3).join('/'))).toEqual([
        'cli/bin/device-flow.cjs',
        'cli/dist/offline.cjs',
      ])
    },
  )

  test.each([['token'], ['status']])(
    'loads of Node what decrypts, and nothing that starts threads: %s',
    async (name) => {
      const device = await startDevice()
      await device.login()
      const loaded = await nodeModulesOf([name], device.env)
      expect(loaded).toContain('crypto')
      expect(loaded.filter((module) => SLOW.has(module))).toEqual([])
    },
  )

  // Each 10 kB of it are half a millisecond to parse, of the 12 that there are.
  test('is ready to answer from a file of 48.2 kB at most', () => {
    expect(statSync(built).size).toBeLessThan(48_200)
  })

  test('loads them to renew it', async () => {
    const device = await startDevice()
    await device.login()
    const files = await filesOf(['token', '--min-life', '3600'], device.env)
    expect(files.filter((url) => url.endsWith('/libraries.cjs'))).not.toEqual([])
  })
})
