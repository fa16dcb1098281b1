import { pending, retryAfter, slowDown } from '@device-flow/testing'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { connect, faultOf } from '../support.ts'

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

/** Makes other forms of `Sun, 06 Nov 1994 08:49:37 GMT`. */
const FORMS: Record<string, (date: string) => string> = {
  'the form that is sent': (date) => date,
  'that form, without a zone': (date) => date.replace(' GMT', ''),
  'that form, with a zone of digits': (date) => date.replace('GMT', '+0000'),
  'the form of RFC 850': (date) =>
    date.replace(
      /^..., (..) (...) ..(..)/,
      (_, day, month, year) => `${WEEKDAYS[new Date(date).getUTCDay()]}, ${day}-${month}-${year}`,
    ),
  'the form of asctime': (date) =>
    date.replace(
      /^(...), (..) (...) (....) (.*) GMT/,
      (_, weekday, day, month, year, time) => `${weekday} ${month} ${String(Number(day)).padStart(2)} ${time} ${year}`,
    ),
  'ISO 8601': (date) => new Date(date).toISOString(),
  'ISO 8601, without a zone': (date) => new Date(date).toISOString().slice(0, -5),
}

describe('Retry-After is understood, and nonsense in it ignored (B8)', () => {
  const cases: [string, string, number | undefined][] = [
    ['seconds', '30', 30_000],
    ['none', '0', 0],
    ['seconds, and their unit', '4 seconds', 4000],
    ['seconds with a short unit', '4s', 4000],
    ['the longest of two', '4, 30', 30_000],
    ['one that makes sense beside one that does not', 'soon, 4', 4000],
    ['garbage', 'soon', undefined],
    ['another unit', '4 minutes', undefined],
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

    test.each(Object.entries(FORMS))('in %s is read as GMT, whatever the zone of this device', async (_, write) => {
      vi.stubEnv('TZ', 'America/Los_Angeles')
      onTestFinished(() => void vi.unstubAllEnvs())
      const { poll, clock } = await connect()
      const headers = { 'retry-after': write(dateIn(clock.now(), 4000)), date: dateIn(clock.now(), 0) }
      expect((await faultOf(poll({ status: 503, headers }))).retryAfterMs).toBe(4000)
      const both = { ...headers, 'retry-after': `${write(dateIn(clock.now(), 2000))}, ${headers['retry-after']}` }
      expect((await faultOf(poll({ status: 503, headers: both }))).retryAfterMs).toBe(4000)
      const serverDate = { 'retry-after': dateIn(clock.now(), 7000), date: write(dateIn(clock.now(), 0)) }
      expect((await faultOf(poll({ status: 503, headers: serverDate }))).retryAfterMs).toBe(7000)
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
