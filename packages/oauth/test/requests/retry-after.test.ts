import { pending, retryAfter, slowDown } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { connect, faultOf } from '../support.ts'

describe('Retry-After is understood, and nonsense in it ignored (B8)', () => {
  const cases: [string, string, number | undefined][] = [
    ['seconds', '30', 30_000],
    ['garbage', 'soon', undefined],
    ['garbage that Date.parse would take', 'in 2099', undefined],
    ['a negative number', '-5', undefined],
    ['a date in the past', 'Wed, 21 Oct 2015 07:28:00 GMT', undefined],
    ['more digits than there is time', '9'.repeat(400), undefined],
  ]
  test.each(cases)('%s, with pending, slow_down, 503 and 429', async (_what, header, ms) => {
    const { poll } = await connect()
    for (const answer of [pending(), slowDown()]) {
      const outcome = await poll(retryAfter(header, answer))
      expect('retryAfterMs' in outcome ? outcome.retryAfterMs : undefined).toBe(ms)
    }
    for (const status of [503, 429]) {
      expect((await faultOf(poll(retryAfter(header, { status })))).retryAfterMs).toBe(ms)
    }
  })

  describe('a date', () => {
    test.each([-3_600_000, 0, 3_600_000])(
      "is read by the server's own clock where it shows, be it %i ms off (F13)",
      async (skewMs) => {
        const { poll, clock } = await connect()
        const serverNow = clock.now() + skewMs
        const headers = { 'retry-after': dateIn(serverNow, 2000), date: dateIn(serverNow, 0) }
        expect((await faultOf(poll({ status: 503, headers }))).retryAfterMs).toBe(2000)
      },
    )

    test('is read by the age of what a cache has kept, too', async () => {
      const { poll, clock } = await connect()
      const date = dateIn(clock.now(), -3_600_000)
      const headers = { 'retry-after': dateIn(clock.now(), 5000), date, age: '3600' }
      expect((await faultOf(poll({ status: 429, headers }))).retryAfterMs).toBe(5000)
    })

    // A browser hides the header of another origin.
    test.each([undefined, '', 'soon', '2099'])("is read by this device's where the server's is %j", async (date) => {
      const { poll, clock } = await connect({ fetch: async (...request) => withDate(await fetch(...request), date) })
      const until = dateIn(clock.now(), 9000)
      const { retryAfterMs } = await faultOf(poll({ status: 503, headers: { 'retry-after': until } }))
      expect(retryAfterMs).toBe(Date.parse(until) - clock.now())
    })

    test('counts for 30 s at most then: this device may be an hour behind, and the code would be lost (F13)', async () => {
      const { poll, clock } = await connect({
        fetch: async (...request) => withDate(await fetch(...request), undefined),
      })
      const headers = { 'retry-after': dateIn(clock.now() + 3_600_000, 6000) }
      expect((await faultOf(poll({ status: 503, headers }))).retryAfterMs).toBe(30_000)
    })
  })
})

/** An HTTP date so many ms after the second that `now` is in. */
function dateIn(now: number, ms: number): string {
  return new Date(Math.floor(now / 1000) * 1000 + ms).toUTCString()
}

/** An answer with another `Date`, or none. */
function withDate({ body, status, headers: original }: Response, date: string | undefined): Response {
  const headers = new Headers(original)
  headers.delete('date')
  if (date !== undefined) headers.set('date', date)
  return new Response(body, { status, headers })
}
