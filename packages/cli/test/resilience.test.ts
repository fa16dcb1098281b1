import { empty, granted, hang, html, oauthError, reset, retryAfter, truncated } from '@device-flow/testing'
import type { ResponseSource } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { jsonLines, loginAt, run } from './running-command.ts'
import { withServer } from './with-server.ts'

const faults: [string, ResponseSource, string][] = [
  ['a reset', reset(), 'offline'],
  ['no answer at all', hang(), 'timeout'],
  ['half an answer', hang('body'), 'timeout'],
  ['a 502 with a page', html(502), 'server_error'],
  ['a 503 without a body', empty(503), 'server_error'],
  ['a 429 that asks for a second', retryAfter(1, { status: 429 }), 'rate_limited'],
  ['a connection cut in the middle of the body', truncated(20, oauthError('authorization_pending')), 'offline'],
  ['JSON that is cut off', { body: '{"error":"authorization_pe' }, 'invalid_response'],
  ['a page of a captive portal', html(200), 'invalid_response'],
]

describe.concurrent('a login survives (D1)', () => {
  test.each(faults)('%s while it polls: one blip, and success after it', async (_, fault, reason) => {
    await withServer({ script: { token: [fault, granted()] } }, async (server) => {
      const { exitCode, stdout } = await run(loginAt(server, '--json', '--request-timeout', '3'))
      const [prompt, blip, authorized] = jsonLines(stdout)
      expect(exitCode).toBe(0)
      expect(prompt).toMatchObject({ type: 'prompt' })
      expect(blip).toEqual({ type: 'blip', reason, count: 1 })
      expect(authorized).toMatchObject({ type: 'authorized' })
      // It backs off: RFC 8628 §3.5.
      expect(server.gaps('token')[0]).toBeGreaterThanOrEqual(1990)
    })
  })

  test.each(faults.filter(([, , reason]) => reason !== 'invalid_response'))(
    '%s before there is a code',
    async (_, fault, reason) => {
      await withServer({ script: { deviceAuthorization: [fault], token: [granted()] } }, async (server) => {
        const { exitCode, stdout } = await run(loginAt(server, '--json', '--request-timeout', '3'))
        expect(exitCode).toBe(0)
        expect(jsonLines(stdout).map(({ type, reason: why }) => why ?? type)).toEqual([reason, 'prompt', 'authorized'])
      })
    },
  )
})
