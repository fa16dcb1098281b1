import { expect, test } from 'vitest'
import { TunnelWaits } from '../../src/network/tunnel-waits.ts'

/** Requests that wait, for `id.test:443` unless said otherwise, and the hosts whose tunnels were given up. */
function waiting(...hosts: string[]) {
  const givenUp: string[] = []
  const waits = new TunnelWaits((host) => givenUp.push(host))
  const requests = hosts.map((host) => {
    const caller = new AbortController()
    const handler = { onConnect: () => 'connected', onError: () => 'failed' }
    waits.add(host, handler, caller.signal)
    return { handler, abort: () => caller.abort() }
  })
  return { givenUp, requests, waits }
}

test('a tunnel is given up when the last who waits for it is called off, and not before (N5)', () => {
  const { givenUp, requests } = waiting('a:443', 'a:443', 'b:443')
  requests[0]?.abort()
  expect(givenUp).toEqual([])
  requests[1]?.abort()
  expect(givenUp).toEqual(['a:443'])
})

test('who has left through it, or failed, waits no more, and hears of both as before (N5)', () => {
  const { givenUp, requests } = waiting('a:443', 'a:443', 'a:443')
  expect([requests[0]?.handler.onConnect(), requests[1]?.handler.onError()]).toEqual(['connected', 'failed'])
  requests[0]?.abort()
  requests[1]?.abort()
  expect(givenUp).toEqual([])
  requests[2]?.abort()
  expect(givenUp).toEqual(['a:443'])
})

test('for a request without a signal a tunnel stays (N5)', () => {
  const { givenUp, requests, waits } = waiting('a:443')
  waits.add('a:443', {}, undefined)
  requests[0]?.abort()
  expect(givenUp).toEqual([])
})
