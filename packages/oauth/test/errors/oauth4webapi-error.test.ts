import * as oauth from 'oauth4webapi'
import { describe, expect, test } from 'vitest'
import { memberNamedBy } from '../../src/errors/oauth4webapi-error.ts'
import { idTokenProblemIn } from '../../src/tokens/oauth4webapi-problem.ts'
import { failure } from '../support.ts'

// oauth4webapi has no field for these, so its English is read. An update that changes it fails here first.

const AS: oauth.AuthorizationServer = { issuer: 'https://as.example.com' }
const CLIENT: oauth.Client = { client_id: 'tv' }
const AUTHORIZATION = {
  device_code: 'd',
  user_code: 'WDJB-MJHT',
  verification_uri: 'https://as.example.com/device',
  expires_in: 300,
}
const TOKENS = { access_token: 'a', token_type: 'bearer' }

const json = (body: unknown): Response => Response.json(body)
const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

async function errorOf(work: Promise<unknown>): Promise<Error> {
  const error = await failure(work)
  if (!(error instanceof Error)) throw new TypeError('No error')
  return error
}

async function judgeIdToken(claims: object, header: object = { alg: 'RS256' }): Promise<Error> {
  const idToken = `${base64url(header)}.${base64url(claims)}.c2ln`
  return errorOf(oauth.processDeviceCodeResponse(AS, CLIENT, json({ ...TOKENS, id_token: idToken })))
}

describe('which member of a response is wrong', () => {
  test.each(['device_code', 'user_code', 'verification_uri'])('%s', async (member) => {
    const response = json({ ...AUTHORIZATION, [member]: undefined })
    const error = await errorOf(oauth.processDeviceAuthorizationResponse(AS, CLIENT, response))
    expect(error.message).toBe(`"response" body "${member}" property must be a string`)
    expect(memberNamedBy(error)).toBe(member)
  })

  test('expires_in, as a number', async () => {
    const response = json({ ...AUTHORIZATION, expires_in: 'soon' })
    const error = await errorOf(oauth.processDeviceAuthorizationResponse(AS, CLIENT, response))
    expect(error.message).toBe('"response" body "expires_in" property must be a number')
    expect(memberNamedBy(error)).toBe('expires_in')
  })

  test('access_token, and scope', async () => {
    const withoutToken = await errorOf(oauth.processDeviceCodeResponse(AS, CLIENT, json({ token_type: 'bearer' })))
    expect(withoutToken.message).toBe('"response" body "access_token" property must be a string')
    expect(memberNamedBy(withoutToken)).toBe('access_token')
    const scope = await errorOf(oauth.processDeviceCodeResponse(AS, CLIENT, json({ ...TOKENS, scope: 5 })))
    expect(scope.message).toBe('"response" body "scope" property must be a string')
    expect(memberNamedBy(scope)).toBe('scope')
  })

  test('token_type, by the kind of the error', async () => {
    const error = await errorOf(oauth.processDeviceCodeResponse(AS, CLIENT, json({ ...TOKENS, token_type: 'mac' })))
    expect(memberNamedBy(error)).toBe('token_type')
  })

  test('sub of user info, by a field of the error', async () => {
    const error = await errorOf(oauth.processUserInfoResponse(AS, CLIENT, 'ann', json({ sub: 'bob' })))
    expect(memberNamedBy(error)).toBe('sub')
  })

  test('none, for an error about something else', async () => {
    expect(memberNamedBy(await judgeIdToken({ iss: 'https://evil.example.com' }))).toBeUndefined()
    expect(memberNamedBy('no error')).toBeUndefined()
  })
})

describe('what is wrong with an ID token', () => {
  const now = Math.floor(Date.now() / 1000)
  const claims = { iss: AS.issuer, sub: 'ann', aud: 'tv', iat: now, exp: now + 300 }

  test.each(['iss', 'sub', 'aud', 'iat', 'exp'])('%s is missing', async (claim) => {
    const error = await judgeIdToken({ ...claims, [claim]: undefined })
    expect(error.message).toMatch(new RegExp(`^JWT "${claim}" \\([\\w ]+\\) claim missing$`))
    expect(idTokenProblemIn(error)).toEqual({ field: claim, kind: 'missing' })
  })

  test.each(['iss', 'aud', 'iat', 'exp'])('%s is of the wrong type', async (claim) => {
    const error = await judgeIdToken({ ...claims, [claim]: {} })
    expect(error.message).toMatch(new RegExp(`^unexpected JWT "${claim}" \\([\\w ]+\\) claim type$`))
    expect(idTokenProblemIn(error)).toEqual({ field: claim, kind: 'unusable' })
  })

  test.each([
    ['iss', { iss: 'https://evil.example.com' }, undefined],
    ['aud', { aud: 'other' }, undefined],
    ['aud', { aud: ['tv', 'other'] }, 'audiences'],
    ['azp', { aud: ['tv', 'other'], azp: 'other' }, undefined],
  ])('%s names another, by a field of the error', async (field, changed, kind) => {
    const problem = idTokenProblemIn(await judgeIdToken({ ...claims, ...changed }))
    expect(problem).toEqual(kind ? { field, kind } : { field })
  })

  test('its algorithm is not the announced one, or unknown, by a field of the error', async () => {
    for (const alg of ['none', 'ES256', 'XX']) {
      expect(idTokenProblemIn(await judgeIdToken(claims, { alg })).field, alg).toBe('alg')
    }
  })

  test('its header names an extension', async () => {
    const error = await judgeIdToken(claims, { alg: 'RS256', crit: ['x'] })
    expect(error.message).toBe('no JWT "crit" header parameter extensions are supported')
    expect(idTokenProblemIn(error).field).toBe('crit')
  })

  test('it cannot be read', async () => {
    const response = json({ ...TOKENS, id_token: 'a.b.c' })
    expect(idTokenProblemIn(await errorOf(oauth.processDeviceCodeResponse(AS, CLIENT, response))).field).toBeUndefined()
  })
})
