import { TransientFault } from '@device-flow/machine'
import { expect, test } from 'vitest'
import { wordsOn } from '../src/logout/why-not-revoked.ts'

const offline = (why: string) =>
  wordsOn(new TransientFault('offline', 'Away.', { receivedAt: 0, cause: new Error(why) }))

test('a sign-out names the proxy that its server could not be reached through, and what to do', () => {
  const said = offline('the proxy 127.0.0.1:9 of ALL_PROXY did not answer')
  expect(said).toContain(
    'to revoke the tokens (the proxy 127.0.0.1:9 of ALL_PROXY did not answer): they may live on there',
  )
  expect(said).toContain('until they expire. Check ALL_PROXY, and NO_PROXY')
})

test('a sign-out says what is wrong with a certificate', () => {
  expect(offline('CERT_HAS_EXPIRED')).toContain(
    '(CERT_HAS_EXPIRED): they may live on there until they expire. Check this computer',
  )
})

test('a sign-out has no advice where only the server is away', () => {
  expect(offline('ECONNREFUSED')).toMatch(/\(ECONNREFUSED\): they may live on there until they expire\.$/)
})
