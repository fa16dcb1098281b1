import { isTransientFault, Secret } from '@device-flow/machine'
import { describe, expect, test } from 'vitest'
import { readTranscript, recordTranscript } from '../src/index.ts'
import { replayTranscript } from '../src/replay.ts'
import { revive } from '../src/replay/revive.ts'
import type { ReplayStep } from '../src/replay.ts'
import { logins, runLogin } from './logins.ts'
import { collect, watchedLogin } from './support.ts'

function unlike(steps: readonly ReplayStep[]): unknown[] {
  return steps
    .filter(({ matches }) => !matches)
    .map(({ message, snapshot, recordedValue, problem }) => [message.event, snapshot.value, recordedValue, problem])
}

describe('the chart alone comes to the same states as the login did', () => {
  test.each(Object.keys(logins))('%s', async (name) => {
    const recorder = recordTranscript()
    const { messages, transport } = collect()
    await runLogin(name, { transports: [recorder, transport] })
    const read = readTranscript(recorder.toJsonLines())
    expect(read.problems).toEqual([])
    const steps = replayTranscript(read.messages)

    expect(steps.length).toBeGreaterThan(2)
    expect(unlike(steps)).toEqual([])
    const lastOfLogin = messages.findLast(({ type, rootId, sessionId }) => type === 'snapshot' && rootId === sessionId)
    const last = steps.at(-1)
    expect(lastOfLogin).toMatchObject({ snapshot: { status: last?.snapshot.status, value: last?.snapshot.value } })
    expect(lastOfLogin).toMatchObject({ snapshot: { context: last?.snapshot.context, tags: last?.snapshot.tags } })
  })
})

test('a login whose beginning is missing goes on from its first recorded state', async () => {
  const { messages, transport } = collect()
  await runLogin('slow down', { transports: [transport] })
  const rest = messages.slice(messages.findIndex(({ type, at }) => type === 'snapshot' && at > (messages[0]?.at ?? 0)))
  const steps = replayTranscript(rest)
  expect(steps[0]?.recordedValue).toBe('polling')
  expect(steps.at(-1)?.snapshot.value).toEqual({ authorized: 'waitingForRefresh' })
  expect(unlike(steps)).toEqual([])
})

test('several logins in one transcript are kept apart', async () => {
  const { messages, transport } = collect()
  const script = { polls: ['pending', 'denied'] } as const
  const [one, two] = [watchedLogin({ transport, script }), watchedLogin({ transport })]
  one.start()
  two.start()
  await one.decided()
  await two.clock.advance(6_000)
  const steps = replayTranscript(messages)
  const last = (rootId: string): unknown => steps.findLast(({ message }) => message.rootId === rootId)?.snapshot.value
  expect([last(one.actor.sessionId), last(two.actor.sessionId)]).toEqual([
    { error: 'ready' },
    { awaitingUser: 'waiting' },
  ])
  expect(unlike(steps)).toEqual([])
})

test('where messages are missing, it goes on from the next recorded state', async () => {
  const { messages, transport } = collect()
  await runLogin('refresh', { transports: [transport] })
  for (let first = 1; first < messages.length - 10; first++) {
    expect(unlike(replayTranscript(messages.toSpliced(first, 10)))).toEqual([])
  }
})

test('a second recording in which the logins have the same ids is another login', async () => {
  const { messages, transport } = collect()
  await runLogin('deny', { transports: [transport] })
  expect(unlike(replayTranscript([...messages, ...messages]))).toEqual([])
})

test('what JSON has no word for comes back as the chart knows it', () => {
  const fault = {
    name: 'TransientFault',
    reason: 'offline',
    message: 'No',
    receivedAt: 5,
    receivedAtMonotonic: 3,
    retryAfterMs: 'Infinity',
    errorDescription: 'user not found',
  }
  const revived = revive({ blipBudget: 'Infinity', list: ['NaN', '-Infinity'], token: '[secret]', fault }) as Record<
    string,
    unknown
  >
  expect(revived).toMatchObject({ blipBudget: Number.POSITIVE_INFINITY, list: [Number.NaN, Number.NEGATIVE_INFINITY] })
  expect(revived.token).toBeInstanceOf(Secret)
  expect(isTransientFault(revived.fault)).toBe(true)
  expect(revived.fault).toMatchObject({
    receivedAt: 5,
    receivedAtMonotonic: 3,
    retryAfterMs: Number.POSITIVE_INFINITY,
    errorDescription: 'user not found',
  })
})

test('a transcript that was tampered with says so where it no longer fits, and runs nothing', async () => {
  const { messages, transport } = collect()
  await runLogin('approve', { transports: [transport] })
  const hostile = JSON.parse(
    JSON.stringify(messages)
      .replace('"type":"pending"', '"type":"granted","tokens":{"__proto__":{"polluted":true}}')
      .replaceAll('"type":"start"', '"type":"*"'),
  ) as typeof messages
  const steps = replayTranscript(hostile)
  expect(steps.some(({ matches }) => !matches)).toBe(true)
  expect(steps.find(({ problem }) => problem)?.problem).toContain('wildcard')
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
})
