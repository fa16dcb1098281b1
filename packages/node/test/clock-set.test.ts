import { createVirtualClock, granted, html, pending, slowDown, startScriptedServer } from '@device-flow/testing'
import type { ResponseSource } from '@device-flow/testing'
import { expect, onTestFinished, test } from 'vitest'
import { signIn } from './loaded-sign-in.ts'

const HOUR_MS = 3_600_000
/** An ID token would be a matter of its own: it has times too. */
const tokens = granted({ id_token: undefined })
const YEARS_MS = 50 * 365 * 24 * HOUR_MS

/** A request takes no virtual time, but some real time. */
function shortWhile(): Promise<boolean> {
  return new Promise((resolve) => setTimeout(() => resolve(false), 20))
}

/** A login over HTTP whose wall clock is set by `jump` while its second poll is under way. */
async function signInWhileClockIsSet(jump: number, ...answers: ResponseSource[]) {
  const server = await startScriptedServer({ interval: 5, expiresIn: 60 })
  onTestFinished(() => server.close())
  const clock = createVirtualClock({ now: Date.now() })
  const pollsAt: number[] = []
  const timed = (answer: ResponseSource, index: number): ResponseSource => {
    return () => {
      pollsAt.push(clock.monotonic())
      if (index === 1) clock.jumpWall(jump)
      return answer
    }
  }
  server.script('token', ...[pending(), ...answers].map(timed))
  const session = signIn({ issuer: server.issuer, clientId: 'tv', clock, onPrompt() {} })
  const isOver = session.then(
    () => true,
    () => true,
  )
  while (!(await Promise.race([isOver, shortWhile()]))) {
    if (server.requests().every(({ endedAt }) => endedAt)) await clock.advance(1_000)
  }
  return { session, pollsAt }
}

test.each([
  ['an hour ahead', HOUR_MS],
  ['50 years ahead', YEARS_MS],
  ['an hour back', -HOUR_MS],
])(
  'a wall clock that is set %s during a request costs nobody the approval: the server says pending (case 12)',
  async (_, jump) => {
    const { session, pollsAt } = await signInWhileClockIsSet(jump, pending(), html(502), slowDown(), tokens)
    await expect(session).resolves.toMatchObject({ view: { status: 'authorized' } })
    expect(pollsAt).toHaveLength(5)
    for (const [index, at] of pollsAt.entries()) expect(at - (pollsAt[index - 1] ?? 0)).toBeGreaterThanOrEqual(5_000)
  },
)

test('a login whose server says pending for ever ends when the code has lived its time (case 12)', async () => {
  const forEver = Array.from({ length: 30 }, () => pending())
  const { session, pollsAt } = await signInWhileClockIsSet(HOUR_MS, ...forEver)
  await expect(session).rejects.toMatchObject({ reason: 'expired' })
  expect(pollsAt.length).toBeGreaterThan(5)
  expect(pollsAt.length).toBeLessThanOrEqual(13)
})
