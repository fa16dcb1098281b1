import { createVirtualClock, deviceAuthorization } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { createOAuthServices } from '../../src/index.ts'
import { call, faultOf } from '../support.ts'

const GRANT = JSON.stringify({ access_token: 'access-1', token_type: 'bearer', expires_in: 60 })

interface Slow {
  /** After how long the headers come, ms. */
  headersMs?: number
  status?: number
  /** The parts of the body, and how long each takes to come, ms. */
  parts: readonly [ms: number, text: string][]
  /** How long the code lives, ms. */
  lifeMs?: number
  requestTimeoutMs?: number
}

/** Polls a server that takes its time. */
function pollOnce({ headersMs = 0, status = 200, parts, lifeMs = 900_000, requestTimeoutMs }: Slow) {
  const clock = createVirtualClock()
  const stops: (() => void)[] = []
  const after = (ms: number): Promise<void> => new Promise((resolve) => stops.push(clock.schedule(resolve, ms)))
  const waiting = [...parts]
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const [ms, text] = waiting.shift() ?? []
        if (text === undefined) return controller.close()
        await after(ms!)
        controller.enqueue(new TextEncoder().encode(text))
      },
    },
    { highWaterMark: 0 },
  )
  const services = createOAuthServices({
    endpoints: {
      deviceAuthorizationEndpoint: 'https://id.example.com/device',
      tokenEndpoint: 'https://id.example.com/token',
    },
    clientId: 'tv',
    clock,
    requestTimeoutMs,
    async fetch() {
      if (headersMs > 0) await after(headersMs)
      return new Response(body, { status })
    },
  })
  const startedAt = clock.now()
  const authorization = deviceAuthorization({ receivedAt: startedAt, expiresInMs: lifeMs })
  const poll = services.pollToken(authorization, call)
  return { clock, poll, startedAt }
}

/** Blanks each 5 s, as a server sends them that holds a poll. */
const beat = (seconds: number): [number, string][] => Array.from({ length: seconds / 5 }, () => [5_000, ' '])

describe('a response that goes on arriving is read on (D4)', () => {
  test.each<[string, Slow]>([
    [
      'headers at once, and tokens after 9 s, in two parts',
      {
        parts: [
          [9_000, GRANT.slice(0, 9)],
          [9_000, GRANT.slice(9)],
        ],
      },
    ],
    ['headers after 9 s, and tokens 9 s later', { headersMs: 9_000, parts: [[9_000, GRANT]] }],
    ['headers at once, and tokens after 29 s', { parts: [[29_000, GRANT]] }],
    ['a part each second', { parts: [...GRANT].map((character) => [500, character]) }],
    ['a poll that is held for a minute', { parts: [...beat(60), [0, GRANT]] }],
  ])('%s', async (_, slow) => {
    const { clock, poll } = pollOnce(slow)
    const outcome = poll.catch((fault: unknown) => fault)
    await clock.advance(64_000)
    expect(await outcome).toMatchObject({ type: 'granted' })
    expect(clock.pendingTimers).toBe(0)
  })

  test('until nothing has come for 30 s, which is no unreachable server (D2)', async () => {
    const { clock, poll, startedAt } = pollOnce({
      parts: [
        [4_000, GRANT.slice(0, 9)],
        [99_000, ''],
      ],
    })
    const fault = faultOf(poll)
    await clock.runUntilIdle()
    expect(await fault).toMatchObject({ reason: 'timeout', status: 200, mayBeSuccess: true })
    expect((await fault).receivedAt - startedAt).toBe(34_000)
    expect((await fault).message).toMatch(
      /^The token endpoint began to answer \(HTTP 200\), and did not end within 34 s\./,
    )
  })

  test('until a minute has passed', async () => {
    const { clock, poll, startedAt } = pollOnce({ parts: beat(900) })
    const fault = faultOf(poll)
    await clock.runUntilIdle()
    expect(await fault).toMatchObject({ reason: 'timeout', status: 200 })
    expect((await fault).receivedAt - startedAt).toBe(65_000)
  })

  test('until its code is dead', async () => {
    const { clock, poll, startedAt } = pollOnce({ parts: beat(900), lifeMs: 20_000 })
    const fault = faultOf(poll)
    await clock.runUntilIdle()
    expect((await fault).receivedAt - startedAt).toBe(22_500)
    expect(await fault).toMatchObject({ reason: 'timeout', status: 200 })
  })

  test('but no longer than the app says', async () => {
    const { clock, poll, startedAt } = pollOnce({ parts: beat(900), requestTimeoutMs: 12_000 })
    const fault = faultOf(poll)
    await clock.runUntilIdle()
    expect((await fault).receivedAt - startedAt).toBe(12_000)
    expect(await fault).toMatchObject({ reason: 'timeout', status: 200 })
  })

  test('and an error that does not end is no approval that was lost', async () => {
    const { clock, poll, startedAt } = pollOnce({ status: 503, parts: [[99_000, '']] })
    const fault = faultOf(poll)
    await clock.runUntilIdle()
    const { status, mayBeSuccess, receivedAt } = await fault
    expect([status, mayBeSuccess, receivedAt - startedAt]).toEqual([503, undefined, 10_000])
  })
})
