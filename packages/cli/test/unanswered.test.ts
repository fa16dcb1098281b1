import { deviceAuthorized, empty, html, oauthError, pending, retryAfter } from '@device-flow/testing'
import type { ResponseSource } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { jsonLines, loginAt, run } from './running-command.ts'
import { withServer } from './with-server.ts'

const faults: [string, ResponseSource, string][] = [
  ['500 with server_error', oauthError('server_error', { status: 500 }), 'HTTP 500'],
  ['500 with a page', html(500), 'HTTP 500'],
  ['a plain 429', { status: 429, body: 'Too many' }, 'HTTP 429'],
  ['a 429 that asks for a second', retryAfter(1, empty(429)), 'HTTP 429'],
  ['503 with temporarily_unavailable', oauthError('temporarily_unavailable', { status: 503 }), 'HTTP 503'],
  ['400 with server_error', oauthError('server_error', { status: 400 }), 'HTTP 400'],
]

describe.concurrent('a code that runs out while the server answers every poll with', () => {
  test.each(faults)('%s ends as offline, with exit code 5 (case 11)', async (_, fault, kind) => {
    await withServer({ expiresIn: 3 }, async (server) => {
      server.always('token', fault)
      const { exitCode, stdout, stderr } = await run(loginAt(server, '--json'))
      const last = jsonLines(stdout).at(-1)
      expect(exitCode).toBe(5)
      expect(last).toMatchObject({ type: 'error', reason: 'offline' })
      expect(last?.['message']).toContain(kind)
      expect(last?.['message']).toContain('the code has run out meanwhile')
      expect(last?.['message']).not.toContain('not used')
      expect(stderr).toContain(kind)
    })
  })

  test('something that is not OAuth ends as an answer that makes no sense, with exit code 7 (case 11)', async () => {
    await withServer({ expiresIn: 3 }, async (server) => {
      server.always('token', html(200))
      const { exitCode, stdout } = await run(loginAt(server, '--json'))
      expect(exitCode).toBe(7)
      expect(jsonLines(stdout).at(-1)).toMatchObject({ reason: 'invalid_response' })
    })
  })

  test('nothing but a last authorization_pending ends as expired, with exit code 4 (case 11)', async () => {
    await withServer({ script: { deviceAuthorization: [deviceAuthorized({ expires_in: 3 })] } }, async (server) => {
      server.script('token', empty(500))
      server.always('token', pending())
      const { exitCode, stdout } = await run(loginAt(server, '--json'))
      expect(exitCode).toBe(4)
      expect(jsonLines(stdout).at(-1)).toMatchObject({ reason: 'expired' })
    })
  })
})
