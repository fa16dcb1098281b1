import { granted } from '@device-flow/testing'
import type { DpopKeyPair, DpopKeys } from '@device-flow/machine'
import { expect, test } from 'vitest'
import { createDpop, DpopKeyError } from '../../src/dpop/index.ts'
import { call, connect, endOf, errorOf, faultOf } from '../support.ts'
import { callApi } from './verify.ts'

const bound = { token_type: 'DPoP' }

/** Keys in a map, which a test may lose. */
function mapKeys(): DpopKeys & { pairs: Map<string, DpopKeyPair>; problem?: Error } {
  const pairs = new Map<string, DpopKeyPair>()
  return {
    pairs,
    needsExtractable: false,
    async get(name) {
      if (this.problem) throw this.problem
      return pairs.get(name)
    },
    async add(name, pair) {
      if (this.problem) throw this.problem
      pairs.set(name, pairs.get(name) ?? pair)
      return pairs.get(name)!
    },
  }
}

test('a key that cannot be extracted is made once for a client and its server, and found again after a restart (H9)', async () => {
  const keys = mapKeys()
  const before = await connect({ dpop: createDpop({ keys }) })
  const authorization = await before.request()
  expect(await before.request()).toMatchObject({ dpopKeyId: authorization.dpopKeyId })
  const [[name, pair] = []] = keys.pairs
  expect(name).toBe(`DPoP ES256 client-1 ${before.server.issuer}/`)
  expect(pair?.privateKey.extractable).toBe(false)

  const { server } = before
  const after = await connect({ dpop: createDpop({ keys }), endpoints: () => server.endpoints })
  keys.pairs.set([...keys.pairs.keys()][0]!.replace(/ \S+$/, ` ${server.endpoints.tokenEndpoint}`), pair!)
  server.script('token', granted(bound))
  const outcome = await after.services.pollToken(authorization, call)
  expect(outcome).toMatchObject({ type: 'granted', tokens: { dpopKeyId: authorization.dpopKeyId } })
})

test.each(['missing', 'changed'] as const)('a key that is %s ends the session, and says so (H9)', async (problem) => {
  const keys = mapKeys()
  const { server, signIn } = await connect({ dpop: createDpop({ keys }) })
  const tokens = await signIn(granted(bound))
  const [[name] = ['']] = keys.pairs
  keys.pairs.clear()
  if (problem === 'changed') {
    const other = mapKeys()
    await (await connect({ dpop: createDpop({ keys: other }) })).request()
    keys.pairs.set(name, [...other.pairs.values()][0]!)
  }
  const asked = server.requests('token').length
  const restarted = await connect({ dpop: createDpop({ keys }), endpoints: () => server.endpoints })
  for (const [kept, pair] of Array.from(keys.pairs))
    keys.pairs.set(kept.replace(/ \S+$/, ` ${server.endpoints.tokenEndpoint}`), pair)
  const outcome = await restarted.services.refreshTokens(tokens)
  const error = endOf(outcome)
  expect(error).toMatchObject({ reason: 'signedOut', endedBy: 'storage' })
  expect(error.message).toMatch(/key .*Sign in again\.$/)
  expect(error.cause).toBeInstanceOf(DpopKeyError)
  expect(error.cause).toMatchObject({ problem })
  // Its access token is of no use either.
  expect(outcome).not.toHaveProperty('receivedAt')
  expect(await errorOf(callApi(restarted.services, tokens))).toMatchObject({ reason: 'signedOut' })
  // A bearer token beside a refresh token that was bound lives on.
  expect(await restarted.services.refreshTokens({ ...tokens, tokenType: 'bearer' })).toHaveProperty('receivedAt')
  expect(server.requests('token')).toHaveLength(asked)
})

test('a login whose key is gone cannot go on, and asks to be started again', async () => {
  const keys = mapKeys()
  const { server, request } = await connect({ dpop: createDpop({ keys }) })
  const authorization = await request()
  keys.pairs.clear()
  const restarted = await connect({ dpop: createDpop({ keys }), endpoints: () => server.endpoints })
  const error = endOf(await restarted.services.pollToken(authorization, call))
  expect(error).toMatchObject({
    reason: 'storage',
    message: 'The key that this login began with is gone. Start again.',
  })
})

test('a key that cannot be kept is known before anybody sees a code; one that cannot be read now is tried again (H9)', async () => {
  const keys = mapKeys()
  const { server, services, signIn, request } = await connect({ dpop: createDpop({ keys }) })
  const tokens = await signIn(granted(bound))
  const authorization = await request()
  const asked = server.requests().length
  keys.problem = new Error('The keyring is locked.')
  const error = await errorOf(request())
  expect(error).toMatchObject({
    reason: 'storage',
    message: 'The key of the session cannot be kept: The keyring is locked.',
  })
  expect(server.requests()).toHaveLength(asked)

  const restarted = await connect({ dpop: createDpop({ keys }), endpoints: () => server.endpoints })
  expect(await faultOf(restarted.services.pollToken(authorization, call))).toMatchObject({ reason: 'busy' })
  expect(await faultOf(restarted.services.refreshTokens(tokens))).toMatchObject({ reason: 'busy', sentAt: undefined })
  expect(await errorOf(callApi(restarted.services, tokens))).toMatchObject({ reason: 'storage' })
  // What holds the key already goes on.
  server.script('token', granted(bound))
  expect((await services.refreshTokens(tokens)).type).toBe('refreshed')
})
