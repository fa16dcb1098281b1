import { createVirtualClock, startScriptedServer } from '@device-flow/testing'
import { expect, onTestFinished, test } from 'vitest'
import { createSigningKeys } from '../../src/server/signing-keys.ts'
import { createTransport } from '../../src/http/transport.ts'
import { call } from '../support.ts'

test('keys that were kept from one address are not those of another, which the metadata names since', async () => {
  const server = await startScriptedServer()
  onTestFinished(() => server.close())
  const clock = createVirtualClock({ now: Date.now() })
  const transport = createTransport({ fetch, clock, requestTimeoutMs: 1000, clientSecret: undefined })
  const keys = createSigningKeys(transport, { clock, timeoutsMs: [1000], wait: () => Promise.resolve() })
  const [before, since] = [`${server.origin}/before`, `${server.origin}/since`]
  server.always('/before', { body: { keys: [{ kty: 'RSA', kid: 'a' }] } })
  server.always('/since', { body: { keys: [{ kty: 'RSA', kid: 'b' }] } })
  await keys.prefetch(before)
  expect(await keys.get(before, call)).toEqual({ keys: [{ kty: 'RSA', kid: 'a' }] })
  expect(await keys.get(since, call)).toEqual({ keys: [{ kty: 'RSA', kid: 'b' }] })
  await keys.prefetch(before)
  expect(await keys.get(before, call)).toEqual({ keys: [{ kty: 'RSA', kid: 'a' }] })
  expect(server.requests('/before')).toHaveLength(2)
})
