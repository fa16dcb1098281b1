import { SessionStoreError } from '@device-flow/session'
import { expect, test } from 'vitest'
import { agreeOn } from '../../src/store/app/agree-on.ts'

const here = { ensureKey: async () => new Uint8Array(32) }
const notHere = { ensureKey: () => Promise.reject(new SessionStoreError('keyLost', 'not set')) }
const chosenByAnother = { remember: async () => 'environment' as const }

test('a first sign-in is kept where another process has just begun to keep its own, if the key is here', async () => {
  const protections = { keyring: here, environment: here, keyFile: here }
  expect(await agreeOn('keyFile', chosenByAnother, protections)).toBe('environment')
})

test('and where this process can, if the other one has a key of its own: no sign-in is lost by that', async () => {
  const protections = { keyring: here, environment: notHere, keyFile: here }
  expect(await agreeOn('keyFile', chosenByAnother, protections)).toBe('keyFile')
})
