import { createVirtualClock, deviceAuthorization } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { createOAuthServices } from '../../src/index.ts'
import { call, faultOf } from '../support.ts'

const TOKENS = { access_token: 'access-1', token_type: 'bearer', expires_in: 60, refresh_token: 'a "}" \\ {"' }
const GRANT = JSON.stringify(TOKENS)

function poll(text: string, status = 200) {
  const services = createOAuthServices({
    endpoints: {
      deviceAuthorizationEndpoint: 'https://id.example.com/device',
      tokenEndpoint: 'https://id.example.com/token',
    },
    clientId: 'tv',
    clock: createVirtualClock(),
    fetch: async () => new Response(text, { status, headers: { 'content-type': 'application/json' } }),
  })
  return services.pollToken(deviceAuthorization(), call)
}

describe('a whole object of JSON at the front of a body is what it says (D1)', () => {
  test.each([
    ['a NUL', `${GRANT}\0`],
    ["a proxy's comment", `${GRANT}\n<!-- 0.02 ms -->`],
    ['what is left of chunking', `${GRANT}\r\n0\r\n\r\n`],
    ['a semicolon', `${GRANT};`],
    ['a closing bracket', `${GRANT}}`],
    ['a warning', `${GRANT}<br />\n<b>Warning</b>: {main} in line 1`],
  ])('whatever stands behind it: %s', async (_, text) => {
    const outcome = await poll(text)
    if (outcome.type !== 'granted') throw new Error(outcome.type)
    expect(outcome.tokens.refreshToken?.reveal()).toBe(TOKENS.refresh_token)
  })

  test.each([")]}',\n", ")]}'\n", 'for(;;);', 'for (;;); ', 'while(1);', "\n)]}'\n"])(
    'also after %j, by which no page loads it as a script',
    async (prefix) => {
      expect(await poll(prefix + GRANT)).toMatchObject({ type: 'granted' })
    },
  )

  test('and an error in it is an error', async () => {
    expect(await poll('{"error":"authorization_pending"}\n<!-- 3 ms -->', 400)).toMatchObject({ type: 'pending' })
  })

  test.each([
    ['another object behind it', `{"error":"authorization_pending"}\n${GRANT}`],
    ['an object that is cut off', GRANT.slice(0, -1)],
    ['one that is cut off in a string', GRANT.slice(0, -3)],
    ['one that is no JSON', `{access_token:"access-1"};`],
    ['a list', `[${GRANT}];`],
    ['an object behind a page', `<html>${GRANT}</html>`],
  ])('but not %s', async (_, text) => {
    expect(await faultOf(poll(text))).toMatchObject({ reason: 'invalidResponse' })
  })

  test('a body of a megabyte that never ends a string is read in an instant', async () => {
    const startedAt = performance.now()
    await faultOf(poll(`{"a":"${'\\"'.repeat(500_000)}`))
    expect(performance.now() - startedAt).toBeLessThan(1500)
  })
})
