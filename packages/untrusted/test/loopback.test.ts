import { describe, expect, test, vi } from 'vitest'
import { isLoopback } from '../src/index.ts'
import { loopbackHosts } from './loopback-hosts.ts'

const CHROME = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36'

/** Runs something as if on another platform. */
function on<Value>(
  platform: { process?: object | undefined; navigator?: object | undefined },
  run: () => Value,
): Value {
  vi.stubGlobal('process', platform.process)
  vi.stubGlobal('navigator', platform.navigator)
  try {
    return run()
  } finally {
    vi.unstubAllGlobals()
  }
}

describe('plain http is for this very machine (attack X6)', () => {
  test.each(loopbackHosts)('%s: %s', (url, where) => {
    const { hostname } = new URL(url)
    expect(isLoopback(hostname)).toBe(where === 'everywhere')
    expect(on({ navigator: { userAgent: CHROME } }, () => isLoopback(hostname))).toBe(where !== 'nowhere')
  })

  test.each<[string, Parameters<typeof on>[0]]>([
    [
      'a page that is tested in Node (jsdom)',
      { process: { versions: { node: '20' } }, navigator: { userAgent: CHROME } },
    ],
    ['React Native', { navigator: { product: 'ReactNative' } }],
    ['Deno', { navigator: { userAgent: 'Deno/2.0.0' } }],
    ['a platform that says nothing', {}],
  ])('%s asks DNS for names below localhost, where anybody may answer', (_what, platform) => {
    expect(on(platform, () => isLoopback('as.localhost'))).toBe(false)
    expect(on(platform, () => isLoopback('localhost'))).toBe(true)
  })
})
