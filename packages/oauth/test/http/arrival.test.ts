import { deviceAuthorized, empty, hang, html, oauthError, pending, reset, slowDown } from '@device-flow/testing'
import type { ResponseSource } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { call, connect, endOf, faultOf } from '../support.ts'
import type { Client } from '../support.ts'

const HOUR_MS = 3_600_000

/** An answer that takes 2 s, in which the wall clock is set. */
function whileClockIsSet({ clock }: Client, jump: number, answer: ResponseSource): ResponseSource {
  return async () => {
    await clock.advance(2_000)
    clock.jumpWall(jump)
    return answer
  }
}

describe.each([HOUR_MS, -HOUR_MS])(
  'what arrives is stamped by both clocks, also when one of them is set by %d ms',
  (jump) => {
    test.each<[string, ResponseSource]>([
      ['authorization_pending', pending()],
      ['slow_down', slowDown()],
    ])('%s (case 12)', async (_, answer) => {
      const client = await connect()
      const sentAt = client.clock.now()
      const outcome = await client.poll(whileClockIsSet(client, jump, answer))
      expect(outcome).toMatchObject({ receivedAt: sentAt + 2_000 + jump, receivedAtMonotonic: 2_000 })
    })

    test.each<[string, ResponseSource]>([
      ['an error of the server', empty(503)],
      ['temporarily_unavailable', oauthError('temporarily_unavailable', { status: 503 })],
      ['a page', html(200)],
      ['a reset', reset()],
    ])('%s (case 12)', async (_, answer) => {
      const client = await connect()
      const sentAt = client.clock.now()
      const fault = await faultOf(client.poll(whileClockIsSet(client, jump, answer)))
      expect(fault).toMatchObject({ receivedAt: sentAt + 2_000 + jump, receivedAtMonotonic: 2_000 })
    })

    test('a code lives as long as the server says (case 12)', async () => {
      const client = await connect()
      const sentAt = client.clock.now()
      const authorization = await client.answerRequest(
        whileClockIsSet(client, jump, deviceAuthorized({ expires_in: 60 })),
      )
      expect(authorization).toMatchObject({
        receivedAt: sentAt + 2_000 + jump,
        receivedAtMonotonic: 2_000,
        // It counts from the sending of the request (A3).
        expiresAt: sentAt + jump + 60_000,
      })
    })
  },
)

test('a time-out is stamped by both clocks (case 12)', async () => {
  const { server, services, request, clock } = await connect({ requestTimeoutMs: 3_000 })
  const authorization = await request()
  server.script('token', hang())
  const poll = faultOf(services.pollToken(authorization, call))
  await server.waitForRequest('token')
  await clock.advance(3_000)
  expect(await poll).toMatchObject({ reason: 'timeout', receivedAt: clock.now(), receivedAtMonotonic: 3_000 })
})

test('invalid_grant after the life of a code means that it has expired, also when the wall clock was set back meanwhile (case 12)', async () => {
  const { server, services, request, clock } = await connect({ server: { expiresIn: 60 } })
  const authorization = await request()
  server.always('token', oauthError('invalid_grant', { status: 403 }))
  clock.jumpWall(-HOUR_MS)
  await clock.advance(59_000)
  expect(endOf(await services.pollToken(authorization, call)).reason).toBe('refused')
  await clock.advance(1_000)
  expect(endOf(await services.pollToken(authorization, call)).reason).toBe('expired')
})

test('a wall clock that shows no number leaves a poll its time (attack X5)', async () => {
  const { server, services, request, clock } = await connect()
  const authorization = await request()
  server.script('token', pending())
  clock.now = () => Number.NaN
  const timeouts: number[] = []
  const schedule = clock.schedule.bind(clock)
  clock.schedule = (callback, delayMs) => {
    timeouts.push(delayMs)
    return schedule(callback, delayMs)
  }
  expect(await services.pollToken(authorization, call)).toMatchObject({ type: 'pending', receivedAtMonotonic: 0 })
  expect(timeouts).toContain(10_000)
})
