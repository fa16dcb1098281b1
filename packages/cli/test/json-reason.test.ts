import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { jsonReason } from '@device-flow/error-codes'
import type { DeviceFlowReason, TransientFaultReason } from '@device-flow/machine'
import { describe, expect, test } from 'vitest'

// By reason, so that the compiler finds one that is missing.
const spellings: Record<DeviceFlowReason | TransientFaultReason | 'cancelled', string> = {
  denied: 'denied',
  expired: 'expired',
  offline: 'offline',
  timeout: 'timeout',
  unsupported: 'unsupported',
  refused: 'refused',
  invalidResponse: 'invalid_response',
  invalidIdToken: 'invalid_id_token',
  signedOut: 'signed_out',
  busy: 'busy',
  storage: 'storage',
  serverError: 'server_error',
  rateLimited: 'rate_limited',
  unexpected: 'unexpected',
  cancelled: 'cancelled',
}

test.each(Object.entries(spellings))('scripts read the reason %s as %s', (reason, spelling) => {
  expect(jsonReason(reason as DeviceFlowReason)).toBe(spelling)
})

describe('what the docs say of reasons', () => {
  const root = fileURLToPath(new URL('../../..', import.meta.url))
  const pages = readdirSync(`${root}/docs`).filter((name) => name.endsWith('.md'))
  const texts = new Map(
    [...pages.map((name) => `docs/${name}`), 'packages/cli/README.md', 'README.md'].map((file) => [
      file,
      readFileSync(root + file, 'utf8'),
    ]),
  )

  test('a line of JSON in them has a reason that is printed', () => {
    const shown = [...texts].flatMap(([file, text]) =>
      [...text.matchAll(/"reason": ?"(\w+)"/g)].map(([, reason = '']) => ({ file, reason })),
    )
    expect(shown.length).toBeGreaterThan(2)
    expect(shown.filter(({ reason }) => !Object.values(spellings).includes(reason))).toEqual([])
  })

  test.each(['docs/troubleshooting.md', 'docs/errors.md'])(
    '%s has each reason beside what is printed for it',
    (file) => {
      const rows = [...(texts.get(file) ?? '').matchAll(/^\| `(\w+)` +\| `(\w+)` +\| (?:\d|–)/gm)]
      expect(rows.length).toBeGreaterThan(10)
      for (const [, reason = '', printed] of rows)
        expect([reason, printed]).toEqual([reason, spellings[reason as 'denied']])
    },
  )
})
