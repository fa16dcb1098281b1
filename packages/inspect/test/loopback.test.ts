import { expect, test } from 'vitest'
import { loopbackHosts } from '../../oauth/test/loopback-hosts.ts'
import { isLoopback, LoopbackError, webSocketTransport } from '../src/websocket.ts'

test.each(loopbackHosts)(
  'a login is told to %s if that is this machine: %s, as for OAuth (attack X6)',
  (url, where) => {
    expect(isLoopback(new URL(url).hostname)).toBe(where === 'everywhere')
  },
)

test.each(loopbackHosts.filter(([, where]) => where !== 'everywhere'))('and not to %s', (url) => {
  expect(() => webSocketTransport({ url })).toThrow(LoopbackError)
})
