import { inspect } from 'node:util'
import type { ScriptedResponse } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { secretsNamedIn } from '../../src/redaction/named-secrets.ts'
import { isOpaque } from '../../src/redaction/opaque-text.ts'
import { connect, errorOf, failure } from '../support.ts'

// 128 bits in base64url, and fewer.
const LONG = 'Zm9vYmFyLTEyMzQ1Njc4OQ'
const SHORT = 'GmRhmhcxhwAzkoEqiMEg'
const tokens = { access_token: LONG, refresh_token: SHORT, token_type: 'Bearer' }
const code = { device_code: LONG, user_code: 'WDJB-MJHT', verification_uri: 'https://id.example.com/a', expires_in: 60 }
const notice = '<br />\n<b>Notice</b>: Undefined index in x.php on line 3<br />\n'
const plain = { 'content-type': 'text/plain' }

/** Secrets where, or under names under which, the standards have none. */
const answers: [string, ScriptedResponse][] = [
  ['tokens as JSON in a JSON string', { status: 200, body: JSON.stringify(JSON.stringify(tokens)) }],
  ['tokens as JSON in a JSON string, with an error', { status: 400, body: JSON.stringify(JSON.stringify(tokens)) }],
  ['a device code as JSON in a JSON string', { status: 200, body: JSON.stringify(JSON.stringify(code)) }],
  ['tokens as JSON in a JSON string in JSON', { status: 200, body: JSON.stringify([JSON.stringify([tokens])]) }],
  ['tokens as text in a list', { status: 200, body: [JSON.stringify(tokens)] }],
  ['a token in a list', { status: 400, body: [LONG] }],
  ['tokens as JSON in a message', { status: 400, body: { message: JSON.stringify(tokens) } }],
  ['tokens as JSON within a message', { status: 400, body: { message: `not ${JSON.stringify(tokens)}` } }],
  ['tokens as a form in a message', { status: 400, body: { message: `sent token=${SHORT}&x` } }],
  [
    'tokens in camel case, which a message repeats',
    { status: 200, body: { accessToken: LONG, message: `is ${LONG}` } },
  ],
  ['an own code that is a token', { status: 400, body: { error: { code: SHORT, message: 'no' } } }],
  [
    'tokens in camel case, which a description repeats',
    {
      status: 400,
      body: { error: 'foo', accessToken: LONG, refreshToken: SHORT, error_description: `${LONG} ${SHORT}` },
    },
  ],
  [
    'JSON in the description itself',
    { status: 400, body: { error: 'foo', error_description: JSON.stringify(tokens) } },
  ],
  [
    'a token in the description itself',
    { status: 400, body: { error: 'foo', error_description: `Your token: ${LONG}` } },
  ],
  ['tokens in a form that is no form', { status: 200, headers: plain, body: `token=${LONG}&msg=hello there` }],
  ['a token in plain text', { status: 200, headers: plain, body: `Your token: ${LONG}` }],
  ['a token without a name in plain text', { status: 403, headers: plain, body: `not ${SHORT}` }],
  ['JSON below a notice of PHP', { status: 200, body: notice + JSON.stringify(code) }],
  ['the same of a server without snake case', { status: 200, body: `${notice}{"deviceCode":"${SHORT}"}` }],
]

describe('a secret is not shown that stands where nobody expects one (H3, attack X24)', () => {
  test.each(answers)('%s', async (_what, answer) => {
    const polling = await connect()
    const said = [await polling.poll(answer).catch((fault: unknown) => fault)]
    const asking = await connect()
    said.push(await errorOf(asking.answerRequest(answer)))
    const refreshing = await connect()
    const granted = await refreshing.signIn()
    refreshing.server.script('token', answer)
    said.push(await refreshing.services.refreshTokens(granted).catch((fault: unknown) => fault))
    refreshing.server.script('userinfo', { ...answer, status: 403 })
    said.push(await failure(refreshing.services.fetchUserInfo(granted)))
    const text = inspect(said, { depth: null, maxStringLength: null })
    expect(text).toContain('reason: ')
    // Neither in part.
    expect(text).not.toMatch(/Zm9v|YmFy|LTEy|GmRh|xhwA|qiME/)
  })
})

// As Facebook and Salesforce spell it; a server may use nothing but letters, and few of them.
const LETTERS = ['ABCDEFGHIJKLMNOPQRST', 'abcdefghijklmnopqrst', 'AbcdefghijKlmnopqrst', 'ABCDEFGH_IJKLMN-OPQRST']

describe('nor one of letters alone, in what would be a success (H3)', () => {
  const others = { user_code: 'WDJB-MJHT', verification_uri: 'https://id.example.com/a', expires_in: 60 }

  test.each<[string, (secret: string) => unknown]>([
    ['as code', (secret) => ({ code: secret, ...others })],
    ['as Code, beside words', (secret) => ({ Code: secret, message: 'enter the user code', ...others })],
    ['as type', (secret) => ({ type: secret, ...others })],
    ['as errors', (secret) => ({ errors: secret, ...others })],
    ['as a message', (secret) => ({ message: secret, ...others })],
    ['as a message of one word among others', (secret) => ({ message: `This is ${secret} today`, ...others })],
    ['in a list', (secret) => [secret]],
    ['as JSON alone', (secret) => JSON.stringify(secret)],
    ['as text alone', (secret) => secret],
  ])('%s', async (_what, body) => {
    for (const secret of LETTERS) {
      const answer = { status: 200, body: body(secret) } as ScriptedResponse
      const { answerRequest, poll } = await connect()
      const said = [await errorOf(answerRequest(answer)), await poll(answer).catch((fault: unknown) => fault)]
      expect(inspect(said, { depth: null, maxStringLength: null })).not.toContain(secret.slice(0, 8))
    }
  })

  test('nor a short one that is called code', async () => {
    const { answerRequest } = await connect()
    const { message } = await errorOf(answerRequest({ body: { code: 'ABCD.EFGH.IJKL', ...others } }))
    expect(message).toContain('answered with no device_code (HTTP 200).')
  })

  test('while the code of an error is shown', async () => {
    const { answerRequest } = await connect()
    const body = { code: 'NO_SUCH_CLIENT', message: 'There is no such client.' }
    expect((await errorOf(answerRequest({ status: 400, body }))).message).toContain('HTTP 400 NO_SUCH_CLIENT')
    const inSuccess = { errorCode: 'E0000006', errorSummary: 'You do not have permission.' }
    expect((await errorOf(answerRequest({ status: 200, body: inSuccess }))).message).toContain('HTTP 200 E0000006')
  })
})

test('what is said beside them is still quoted', async () => {
  const { answerRequest } = await connect()
  const body = {
    accessToken: LONG,
    message: `Client Demo-TV_2 has ${LONG} already: see AADSTS70016 and /oauth2/v1/token`,
  }
  const { message } = await errorOf(answerRequest({ status: 403, body }))
  expect(message).toContain('“Client Demo-TV_2 has [secret] already: see AADSTS70016 and /oauth2/v1/token”')
})

describe('words are not taken for secrets', () => {
  test.each([
    'authorization_pending',
    'unsupported_grant_type',
    'UNSUPPORTED_GRANT_TYPE',
    'InvalidClientException',
    'steps.oauth.v2.FailedToResolveClient',
    'https://id.example.com/errors/AADSTS70016',
    'internationalization',
    'urn:ietf:params:oauth:grant-type:device_code',
    '192.168.100.200/24',
  ])('%s', (text) => {
    expect(isOpaque(text)).toBe(false)
  })

  test.each([
    'The token endpoint does not support token_type "JWT".',
    'Invalid token: expired',
    'The client secret is missing, and token_endpoint_auth_method: client_secret_basic is set.',
    "The access token 'subject_token_type' is not one of urn:ietf:params:oauth:token-type:access_token.",
    'Trace ID: 0f2e9a0c-5d4c-4d40-8e12-7b4f0a3d1c00',
  ])('%s', (text) => {
    expect(secretsNamedIn(text)).toEqual([])
  })
})

test.each([LONG, SHORT, '0f2e9a0c5d4c4d408e127b4f0a3d1c00', 'deadbeef12cafe34', 'd4f5e6a7-b8c9-4d0e'])(
  '%s is taken for a secret by its looks',
  (text) => {
    expect(isOpaque(text)).toBe(true)
  },
)
