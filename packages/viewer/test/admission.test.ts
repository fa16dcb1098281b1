import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { loopbackHosts } from '@device-flow/untrusted/loopback-hosts'
import { isForLoopback, isLogin } from '../src/server/admission.ts'

// A Host header has no user name, and no scheme.
const hosts = loopbackHosts.filter(([url]) => !url.includes('@'))

test.each(hosts)('a request to %s is for this computer: %s, as for OAuth (attack X6)', (url, where) => {
  const isHere = where === 'everywhere'
  expect(isForLoopback({ headers: { host: url.slice('http://'.length) } } as IncomingMessage)).toBe(isHere)
  expect(isLogin({ headers: { origin: url } } as IncomingMessage)).toBe(isHere)
})
