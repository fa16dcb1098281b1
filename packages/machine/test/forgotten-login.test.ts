import { describe, expect, test } from 'vitest'
import type { PollStep, ScriptedServicesOptions } from '@device-flow/testing/virtual'
import { login } from './support.ts'

type Flow = ReturnType<typeof login>

async function prompting(script: ScriptedServicesOptions = {}): Promise<Flow> {
  const flow = login({ restores: [], ...script })
  await flow.clock.advance(0)
  flow.send({ type: 'start' })
  await flow.clock.advance(0)
  return flow
}

/** The device codes that the keeper was told to forget. */
const forgotten = (flow: Flow): string[] =>
  flow.services.session!.forgotten.map(({ deviceCode }) => deviceCode.reveal())

const retryAfterTheCode: PollStep[] = [
  { pending: { retryAfterMs: 3_600_000 } },
  { fault: 'serverError', retryAfterMs: 3_600_000 },
]

describe('a kept login is forgotten', () => {
  test.each(['awaitingUser', 'polling'])('when the person cancels it in %s', async (state) => {
    const flow = await prompting({ polls: ['hang'] })
    await flow.clock.runUntil(() => flow.state() === state)
    flow.send({ type: 'cancel' })
    expect(flow.view().status).toBe('idle')
    await flow.clock.advance(0)
    expect(forgotten(flow)).toEqual(['device-code-1'])
  })

  test.each([
    ['nobody used it in time', {}],
    ['the server did not answer in time', { polls: Array.from({ length: 99 }, () => ({ fault: 'serverError' })) }],
    ['no poll was legal in time', { authorizations: [{ ok: { intervalMs: 5_000_000 } }] }],
    ['the server asks to be left alone for longer than it lives', { polls: retryAfterTheCode.slice(0, 1) }],
    ['a server in trouble does', { polls: retryAfterTheCode.slice(1) }],
  ] as [string, ScriptedServicesOptions][])('when %s', async (_, script) => {
    const flow = await prompting(script)
    await flow.decided()
    expect(flow.view().status).toBe('error')
    await flow.clock.advance(0)
    expect(forgotten(flow)).toEqual(['device-code-1'])
  })
})

describe('a kept login is not forgotten', () => {
  test.each([
    ['the network is gone: the code still lives', Array.from({ length: 6 }, () => ({ fault: 'offline' }))],
    ['the server has decided: the poll has seen to that', ['denied']],
    ['the person has approved', ['granted']],
  ] as [string, PollStep[]][])('when %s', async (_, polls) => {
    const flow = await prompting({ polls })
    await flow.decided()
    await flow.clock.advance(0)
    expect(forgotten(flow)).toEqual([])
  })

  test('when there is no code yet', async () => {
    const flow = await prompting({ authorizations: ['hang'] })
    flow.send({ type: 'cancel' })
    await flow.clock.advance(0)
    expect(forgotten(flow)).toEqual([])
  })
})

test('a keeper that fails to forget stops no login', async () => {
  const flow = await prompting()
  flow.services.session!.forget = () => Promise.reject(new Error('disk full'))
  flow.send({ type: 'cancel' })
  await flow.clock.advance(0)
  flow.send({ type: 'start' })
  await flow.clock.advance(0)
  expect(flow.view().status).toBe('awaitingUser')
  expect(flow.faults).toEqual([])
})

test('a keeper that throws instead of rejecting stops no login: the next one gets its code', async () => {
  const flow = await prompting()
  flow.services.session!.forget = () => {
    throw new Error('broken')
  }
  flow.send({ type: 'cancel' })
  flow.send({ type: 'start' })
  await flow.clock.advance(0)
  expect(flow.view().status).toBe('awaitingUser')
})
