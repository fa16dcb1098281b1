import type { ResponseSource } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { connect, endOf } from '../support.ts'

const TOKENS = { access_token: 'access-1', token_type: 'bearer', expires_in: 60, refresh_token: 'refresh-1' }
const CAMEL_CASE = { accessToken: 'access-1', refreshToken: 'refresh-1' }

/** Polls once, without an ID token to wait for; tells of the tokens that were revoked. */
async function pollOnce(answer: ResponseSource) {
  const { poll, server } = await connect({ scope: 'api' })
  const outcome = await poll(answer)
  const revoked = server.requests('revocation').map(({ form }) => form.get('token'))
  return { outcome, revoked }
}

describe('tokens beside an `error` that says there is none are taken', () => {
  test.each(['none', 'None', 'no_error', 'success', 'ok', '', null, false, 0, {}, []].map((error) => [error]))(
    '%j',
    async (error) => {
      const { outcome, revoked } = await pollOnce({ body: { ...TOKENS, error } })
      expect([outcome.type, revoked]).toEqual(['granted', []])
    },
  )

  test('and so is a code', async () => {
    for (const error of ['success', {}]) {
      const { answerRequest } = await connect()
      const code = { device_code: 'device-1', user_code: 'WDJB', verification_uri: 'https://a.example', expires_in: 60 }
      expect((await answerRequest({ body: { ...code, error } })).userCode).toBe('WDJB')
    }
  })

  test('but not where nothing is beside it', async () => {
    for (const error of ['none', 'success']) {
      const { outcome } = await pollOnce({ body: { error } })
      expect(endOf(outcome)).toMatchObject({ reason: 'refused', error })
    }
  })
})

describe('tokens that came, and are not taken, are revoked', () => {
  test.each<[string, ResponseSource]>([
    ['beside an error', { body: { ...TOKENS, error: 'server_is_sad' } }],
    ['beside an error of HTTP', { status: 400, body: { ...TOKENS, error: 'none' } }],
    ['beside a refusal', { body: { ...TOKENS, error: 'access_denied' } }],
    ['beside an error that is no text', { body: { ...TOKENS, error: { code: 7 } } }],
    ['below data', { body: { data: TOKENS } }],
    ['below result', { body: { success: true, result: TOKENS } }],
    ['in the envelope of a function', { body: { statusCode: 200, body: JSON.stringify(TOKENS) } }],
    ['in a list', { body: [TOKENS] }],
    ['by other names', { body: CAMEL_CASE }],
  ])('%s', async (_, answer) => {
    const { outcome, revoked } = await pollOnce(answer)
    endOf(outcome)
    expect(revoked.toSorted()).toEqual(['access-1', 'refresh-1'])
  })

  test('once, and the outermost where there are several', async () => {
    const { revoked } = await pollOnce({ body: { ...TOKENS, token_type: 'mac', data: { access_token: 'access-2' } } })
    expect(revoked.toSorted()).toEqual(['access-1', 'refresh-1'])
  })
})
