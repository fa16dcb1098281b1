import {
  denied,
  deviceAuthorized,
  empty,
  expired,
  granted,
  html,
  oauthError,
  pending,
  reset,
  retryAfter,
  slowDown,
} from '@device-flow/testing'
import type { ScriptedServerOptions } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { jsonLines, loginAt, run } from './running-command.ts'
import { withServer } from './with-server.ts'

const anything = { openidConfiguration: [empty(404)], oauthServerMetadata: [empty(404)] }

const askedToWait = retryAfter(120, empty(503))
/** When to begin again, and how. */
const told = { retry_after: expect.any(Number), next: [expect.any(String), expect.any(String)] }

/** What the server does, and how the command ends: exit code, the error line without its message, words of the message. */
const failures: [string, ScriptedServerOptions, number, object, string][] = [
  ['is denied', { script: { token: [denied()] } }, 3, { error: 'access_denied', reason: 'denied' }, 'declined'],
  [
    'has lost an answer, which may have been the approval (C2)',
    { script: { token: [reset(), oauthError('invalid_grant')] } },
    5,
    { error: 'invalid_grant', reason: 'offline' },
    'may have been the approval, which is given once. Start again',
  ],
  [
    'is denied after it has lost an answer, which may have been the approval (C2)',
    { script: { token: [reset(), denied()] } },
    3,
    { error: 'access_denied', reason: 'denied' },
    'The answer to the poll before was lost, and may have been the approval: start again.',
  ],
  [
    'is ended by the server before its time (C2)',
    { script: { token: [expired({ description: 'An administrator ended it.' })] } },
    4,
    { error: 'expired_token', reason: 'expired' },
    'no longer accepts this code. Start again to get a new one. (expired_token: An administrator ended it.)',
  ],
  ['runs out of time', { expiresIn: 2 }, 4, { reason: 'expired' }, 'Start again'],
  [
    'is asked to wait for longer than the code lives (attack X14)',
    { expiresIn: 15, script: { token: [pending(), askedToWait] } },
    5,
    { reason: 'offline', ...told },
    'left alone for 120 s (HTTP 503), which is longer than the code lives',
  ],
  [
    'is asked to wait for longer than the code lives, by slow_down (attack X14)',
    { expiresIn: 15, script: { token: [retryAfter(120, slowDown())] } },
    5,
    { error: 'slow_down', reason: 'offline', ...told },
    'Start again after that',
  ],
  [
    'meets the sign-in page of a network (D1)',
    {
      script: {
        openidConfiguration: [html(200), html(200), html(200)],
        oauthServerMetadata: [html(200), html(200), html(200)],
      },
    },
    5,
    { reason: 'offline' },
    'Open a page in a browser on this network and sign in there',
  ],
  ['finds no metadata', { script: anything }, 6, { reason: 'unsupported' }, 'Check the issuer'],
  [
    'finds a server without the device flow',
    { metadata: { device_authorization_endpoint: undefined } },
    6,
    { reason: 'unsupported', field: 'device_authorization_endpoint' },
    'device_authorization_endpoint',
  ],
  [
    'is not allowed to the client (A7)',
    { script: { deviceAuthorization: [oauthError('unauthorized_client')] } },
    6,
    { error: 'unauthorized_client', reason: 'unsupported' },
    'unauthorized_client',
  ],
  [
    'is refused for another reason',
    { script: { token: [oauthError('invalid_grant')] } },
    6,
    { error: 'invalid_grant', reason: 'refused' },
    'invalid_grant',
  ],
  [
    'gets an authorization without a user code (A1)',
    { script: { deviceAuthorization: [deviceAuthorized({ user_code: undefined })] } },
    7,
    { reason: 'invalid_response', field: 'user_code' },
    'user_code',
  ],
  [
    'gets a token of a type that it cannot use',
    { script: { token: [granted({ token_type: 'mac' })] } },
    7,
    { reason: 'invalid_response', field: 'token_type' },
    'mac',
  ],
  [
    'gets a page instead of an authorization (A1)',
    { script: { deviceAuthorization: [html(200, '<title>Wifi sign-in</title>')] } },
    7,
    { reason: 'invalid_response' },
    'Wifi sign-in',
  ],
  [
    'gets an ID token for somebody else (H6)',
    { script: { token: [granted({}, { claims: { aud: 'another' } })] } },
    7,
    { reason: 'invalid_id_token', field: 'aud' },
    'ID token',
  ],
  [
    'gets a badly signed ID token (H6)',
    // Its key is waited for while the code lives.
    { expiresIn: 8, script: { token: [granted({}, { key: 'foreign' })] } },
    7,
    { reason: 'invalid_id_token', field: 'signature' },
    'ID token',
  ],
]

describe.concurrent('a login that', () => {
  test.each(failures)('%s ends with its own exit code and line', async (_, options, exitCode, line, words) => {
    await withServer(options, async (server) => {
      const ended = await run(loginAt(server, '--scope', 'openid', '--json'))
      const last = jsonLines(ended.stdout).at(-1)
      expect({ exitCode: ended.exitCode, line: { ...last, message: undefined } }).toEqual({
        exitCode,
        line: { type: 'error', ...line, message: undefined },
      })
      expect(last?.['message']).toContain(words)
      const said = ended.stderr.trimEnd().split('\n')
      expect(said.findLast((text) => !text.startsWith('Begin again in '))).toBe(last?.['message'])
    })
  })
})

const inTrouble = Array.from({ length: 9 }, () => ({ status: 503, body: { message: 'Ask Ada.' } }))

/** What a server says in JSON of its own, where, and the exit code that this has. */
const refusals: [string, ScriptedServerOptions, number, object, string][] = [
  [
    'when a code is asked for',
    { script: { deviceAuthorization: [{ status: 403, body: { errorCode: 'E0000006', errorSummary: 'Ask Ada.' } }] } },
    6,
    { error: 'E0000006', reason: 'unsupported' },
    'Ask Ada.',
  ],
  [
    'as a denial',
    { script: { token: [{ status: 403, body: { error: { code: 'access_denied', message: 'Ask Ada.' } } }] } },
    3,
    { error: 'access_denied', reason: 'denied' },
    'Ask Ada.',
  ],
  [
    'when it is polled',
    { script: { token: [{ status: 401, body: { error: 'AUTH_REQUIRED', message: 'Ask Ada.' } }] } },
    6,
    { error: 'AUTH_REQUIRED', reason: 'refused' },
    'Ask Ada.',
  ],
  [
    'when it can not give out a code now',
    { script: { deviceAuthorization: inTrouble } },
    5,
    { reason: 'offline' },
    'cannot answer now (HTTP 503 “Ask Ada.”). Try again later.',
  ],
  [
    'when its metadata can not be had now',
    { script: { openidConfiguration: inTrouble, oauthServerMetadata: inTrouble } },
    5,
    { reason: 'offline' },
    '(HTTP 503 “Ask Ada.”)',
  ],
  [
    'when it can not be polled until the code has run out',
    { expiresIn: 3, script: { token: inTrouble } },
    5,
    { reason: 'offline' },
    'cannot answer now (HTTP 503 “Ask Ada.”). Start again later.',
  ],
  [
    'when it asks to be left alone for longer than the code lives',
    { expiresIn: 15, script: { token: [retryAfter(120, { status: 429, body: { message: 'Ask Ada.' } })] } },
    5,
    { reason: 'offline' },
    'asks for fewer requests (HTTP 429 “Ask Ada.”). Start again after that.',
  ],
]

describe.concurrent("the server's own words are told (case 16)", () => {
  test.each(refusals)('%s', async (_, options, exitCode, line, words) => {
    await withServer(options, async (server) => {
      const ended = await run(loginAt(server, '--scope', 'openid', '--json'))
      expect(ended.exitCode).toBe(exitCode)
      expect(jsonLines(ended.stdout).at(-1)).toMatchObject({ type: 'error', ...line })
      expect(jsonLines(ended.stdout).at(-1)?.['message']).toContain(words)
      expect(ended.stderr).toContain(words)
    })
  })
})
