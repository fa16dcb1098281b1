import { describe, expect, test } from 'vitest'
import { readTranscript, recordTranscript } from '../src/index.ts'
import type { ActorMessage, InspectionMessage, SnapshotMessage } from '../src/index.ts'
import { replayTranscript } from '../src/replay.ts'
import { logins, runLogin } from './logins.ts'
import { collect } from './support.ts'

// What a viewer is told that comes late, or is kept where memory is bounded, goes on from where its first messages are.

/** What was told live, and what a viewer is told that comes after so many messages, if so many are kept. */
async function told(name: string, limit: number): Promise<{ all: InspectionMessage[]; late: InspectionMessage[] }> {
  const { messages, transport, inspector } = collect()
  await runLogin(name, { transports: [transport], limit })
  return { all: messages, late: [...inspector().backlog()] }
}

/** What the snapshot of an actor was before a message. */
function stateBefore(all: readonly InspectionMessage[], { sequence }: InspectionMessage, sessionId: string): unknown {
  const before = all.filter((message) => message.sessionId === sessionId && message.sequence < sequence)
  return before.findLast((message) => message.type !== 'event')?.snapshot
}

/** The actors that are introduced before the messages that were kept. */
function introduced(late: readonly InspectionMessage[], limit: number): ActorMessage[] {
  return late.slice(0, -limit) as ActorMessage[]
}

describe.each(Object.keys(logins))('%s', (name) => {
  test.each([1, 2, 3, 5, 8, 13, 21])(
    'a late viewer of the last %i messages is told from where they go on',
    async (limit) => {
      const { all, late } = await told(name, limit)
      const [first] = late.slice(-limit) as [InspectionMessage]
      expect(late.slice(-limit)).toEqual(all.slice(-limit))
      for (const { sessionId, snapshot } of introduced(late, limit)) {
        expect([sessionId, snapshot]).toEqual([sessionId, stateBefore(all, first, sessionId)])
      }
    },
  )

  test('what it is told is replayed by the chart alone, every step of it', async () => {
    for (let limit = 2; limit < 30; limit++) {
      const { late } = await told(name, limit)
      for (const { matches, isChecked, problem } of replayTranscript(late)) {
        expect({ matches, isChecked, problem }).toEqual({ matches: true, isChecked: true, problem: undefined })
      }
    }
  })

  test('a recorder that let go of messages goes on from where it kept them', async () => {
    for (const limit of [2, 5, 10]) {
      const recorder = recordTranscript({ limit })
      await runLogin(name, { transports: [recorder] })
      const { messages } = readTranscript(recorder.toJsonLines())
      const steps = replayTranscript(messages)
      expect(steps.filter(({ matches, isChecked }) => !matches || !isChecked)).toEqual([])
    }
  })
})

test('a login that came to its end among the kept messages is told with its chart, and as it was before them', async () => {
  const { late } = await told('signing out', 3)
  expect(late[0]).toMatchObject({ type: 'actor', definition: { id: 'deviceFlow' }, snapshot: { status: 'active' } })
  expect(late.at(-1)).toMatchObject({ type: 'snapshot', snapshot: { status: 'stopped' } })
})

test('who is told late of an actor is told which message its snapshot accounts for, beside its first number', async () => {
  const { all, late } = await told('refresh', 7)
  const before = (late.at(-7)?.sequence ?? 0) - 1
  expect(introduced(late, 7).map(({ asOf }) => asOf)).toEqual(introduced(late, 7).map(() => before))
  expect(late[0]).toMatchObject({ sequence: 1, at: all[0]?.at })
  expect(all.some((message) => 'asOf' in message)).toBe(false)
})

test('a first message that says more than its events do is not believed, and replay says so', async () => {
  const { all } = await told('deny', 500)
  const [first, ...rest] = all as [ActorMessage, ...InspectionMessage[]]
  const today = all.at(-1) as SnapshotMessage
  const old = [{ ...first, snapshot: today.snapshot }, ...rest.slice(-8)]
  const [step, ...others] = replayTranscript(old)
  expect(step).toMatchObject({ isChecked: false, recordedValue: 'polling' })
  expect(others.map(({ isChecked, matches }) => [isChecked, matches])).toEqual(others.map(() => [true, true]))
})
