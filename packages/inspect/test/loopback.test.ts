import { loopbackHosts } from '@device-flow/untrusted/loopback-hosts'
import { expect, test } from 'vitest'
import { LoopbackError, webSocketTransport } from '../src/websocket.ts'
import { loopbackAddress } from '../src/socket/loopback-address.ts'

test.each(loopbackHosts)(
  'a login is told to %s if that is this machine: %s, as for OAuth (attack X6)',
  (url, where) => {
    let isAccepted = true
    try {
      loopbackAddress(url)
    } catch {
      isAccepted = false
    }
    expect(isAccepted).toBe(where === 'everywhere')
  },
)

test.each(loopbackHosts.filter(([, where]) => where !== 'everywhere'))('and not to %s', (url) => {
  expect(() => webSocketTransport({ url })).toThrow(LoopbackError)
})
