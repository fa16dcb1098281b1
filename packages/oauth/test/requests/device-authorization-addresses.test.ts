import { deviceAuthorized } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { connect, errorOf } from '../support.ts'

const CODE = 'DC-canary/device+code'
const SECRET = 'hush-hush-0001'

const forms: [string, string][] = [
  ['as it is', CODE],
  ['percent-encoded', encodeURIComponent(CODE)],
  ['in lower case', CODE.toLowerCase()],
  ['in base64url', Buffer.from(`x${CODE}`).toString('base64url')],
  ['and it is the client secret', SECRET],
]

describe('a secret in an address is not shown (H3, attack X25)', () => {
  test.each(forms)('%s', async (_what, written) => {
    const { answerRequest } = await connect({ clientAuth: { method: 'client_secret_post', clientSecret: SECRET } })
    const address = `https://id.example.com/a?d=${written}`
    const link = { device_code: CODE, verification_uri_complete: address }
    expect(await answerRequest(deviceAuthorized(link))).not.toHaveProperty('verificationUriComplete')
    const refused = await errorOf(answerRequest(deviceAuthorized({ device_code: CODE, verification_uri: address })))
    expect(refused).toMatchObject({ reason: 'invalidResponse', field: 'verification_uri' })
    expect(refused.message).toMatch(/verification_uri that holds a secret/)
    expect(refused.message).not.toContain('id.example.com')
  })
})

test('an address is not refused for what may stand in it by chance (attack X25)', async () => {
  const verification_uri = 'https://id.example.com/device/activate'
  const verification_uri_complete = `${verification_uri}?user_code=WDJB-MJHT`
  const { answerRequest } = await connect()
  // Short, the beginning of a longer one, and without a single letter.
  for (const device_code of ['device', 'WDJB-MJHT', 'WDJB-MJHT/d4f5e6a7b8c9', '+'.repeat(20)]) {
    const members = { device_code, verification_uri, verification_uri_complete }
    const { verificationUri, verificationUriComplete } = await answerRequest(deviceAuthorized(members))
    expect([verificationUri, verificationUriComplete]).toEqual([verification_uri, verification_uri_complete])
  }
})
