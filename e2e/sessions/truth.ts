import { expect } from 'vitest'
import type { GrantReport } from '@device-flow/testing'
import { HOUR_MS } from './home.ts'
import type { Ended, Home } from './home.ts'

/** For a process whose clock is an hour ahead, the tokens have expired. */
export const expired = { aheadMs: HOUR_MS }

/** What the server knows about one grant. */
export function grantOf({ server }: Home, family: string): GrantReport {
  return server.grants().find((grant) => grant.family === family)!
}

/**
 * The next process has a token of the session, and the server has seen nothing to be angry at; or it says that the session is over, where
 * that is true. It may be true where the new tokens never reached the disk, and the server takes the old ones no more.
 */
export async function expectTheTruth(
  home: Home,
  family: string,
  { mayForget, what, ahead = expired }: { mayForget: boolean; what: string; ahead?: { aheadMs: number } },
): Promise<void> {
  const next: Ended = await home.run(['token'], ahead)
  const { endedBy, reuses } = grantOf(home, family)
  const told = { what, code: next.code, stderr: next.stderr, endedBy, reuses }
  if (next.code === 0) {
    expect(home.server.issuedTokens(), what).toContain(next.stdout.trim())
    expect(told).toEqual({ what, code: 0, stderr: '', endedBy: undefined, reuses: 0 })
    return
  }
  expect(told).toMatchObject({ what, code: 8, reuses: 1 })
  expect(next.stderr).toContain('Sign in again')
  expect(mayForget, `The server has not forgotten: ${what}`).toBe(true)
}
