import { expect, test, vi } from 'vitest'
import { connect, faultOf } from '../support.ts'

// Lines that somebody may add: no server that we know has such names.
vi.mock(import('../../src/profiles/members.ts'), async (original) => ({
  ...(await original()),
  deviceAuthorizationAliases: {
    device_code: 'deviceCode',
    user_code: 'userCode',
    verification_uri: 'verificationUri',
    verification_uri_complete: 'verificationUriComplete',
    expires_in: 'expiresIn',
    interval: 'pollInterval',
  },
}))
vi.mock(import('@device-flow/error-codes'), async (original) => {
  const codes = await original()
  const aliases = new Map([
    ['login_pending', 'authorization_pending'],
    ['too_fast', 'slow_down'],
  ])
  return { ...codes, canonicalCode: (code: string) => aliases.get(code) ?? codes.canonicalCode(code) }
})

test("a line in profiles/members.ts is enough for a server's other name of any member", async () => {
  const { answerRequest, clock } = await connect()
  const body = {
    deviceCode: 'device-code-1',
    userCode: 'WDJB-MJHT',
    verificationUri: 'https://id.example.com/device',
    verificationUriComplete: 'https://id.example.com/device?c=1',
    expiresIn: 900,
    pollInterval: 7,
  }
  const authorization = await answerRequest({ body })
  expect(authorization).toMatchObject({
    userCode: 'WDJB-MJHT',
    verificationUri: body.verificationUri,
    verificationUriComplete: body.verificationUriComplete,
    expiresAt: clock.now() + 900_000,
    intervalMs: 7000,
  })
  expect(authorization.deviceCode.reveal()).toBe('device-code-1')
})

test('an alias of a code is enough for "not yet" and "slower", too', async () => {
  const { answerRequest, poll } = await connect()
  expect(await poll({ status: 400, body: { error: 'login_pending' } })).toMatchObject({ type: 'pending' })
  expect(await poll({ status: 400, body: { error: 'too_fast', interval: 9 } })).toMatchObject({
    type: 'slowDown',
    intervalMs: 9000,
  })
  expect((await faultOf(answerRequest({ status: 400, body: { error: 'too_fast' } }))).reason).toBe('rateLimited')
})
