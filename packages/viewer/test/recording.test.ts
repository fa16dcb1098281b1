// @vitest-environment node
import { expect, test } from 'vitest'
import { createMachine } from 'xstate'
import { explanationOfEntry, explanationOfSnapshot } from '../src/page/context/explanation.ts'
import { stateText } from '../src/page/model/state-value.ts'
import type { RecordedStep } from '../src/page/transcript/recorded-step.ts'
import { readRecording } from '../src/page/transcript/recording.ts'
import { transcriptOf } from '../src/page/transcript/save-transcript.ts'
import { shownAt } from '../src/page/transcript/shown-at.ts'
import { recordLogin, recordMachine } from './support/recorded-login.ts'

async function transcript(): Promise<string> {
  const login = recordLogin({ polls: ['pending', { fault: 'offline' }, 'denied'] })
  await login.services.clock.advance(120_000)
  return transcriptOf(login.messages())
}

function states(steps: readonly RecordedStep[]): string[] {
  return steps.map(({ snapshot }) => stateText(snapshot.value))
}

test('what was saved is opened again, and the chart comes to every state by itself', async () => {
  const { steps, problems } = readRecording('login.jsonl', await transcript())
  expect(problems).toEqual([])
  expect(steps.filter(({ matches }) => !matches)).toEqual([])
  expect(states(steps)).toEqual([
    'idle.ready',
    'requesting.sending',
    'awaitingUser.waiting',
    'polling',
    'awaitingUser.waiting',
    'polling',
    'awaitingUser.waiting',
    'awaitingUser.backingOff',
    'polling',
    'error.ready',
  ])
})

test('each step shows what was known by then, forward and back', async () => {
  const recording = readRecording('login.jsonl', await transcript())
  const lookAt = (step: number): [string, number | undefined] => {
    const { login } = shownAt(recording, step)
    return [stateText(login?.snapshot.value), login?.taken.size]
  }
  expect(lookAt(2)).toEqual(['awaitingUser.waiting', 2])
  expect(lookAt(9)).toEqual(['error.ready', 9])
  expect(lookAt(2)).toEqual(['awaitingUser.waiting', 2])
  expect(lookAt(0)).toEqual(['idle.ready', 0])
})

test('a step that the chart would not take is named, and the chart keeps its own state', async () => {
  const forged = (await transcript()).replaceAll('"value":"polling"', '"value":"authorized"')
  const recording = readRecording('forged.jsonl', forged)
  expect(recording.steps[3]).toMatchObject({ matches: false, snapshot: { value: 'polling' } })
  expect(shownAt(recording, 3).login?.snapshot.value).toBe('polling')
})

test('a transcript that was cut off is read up to there, and says which line was passed over', async () => {
  const text = await transcript()
  const { steps, problems } = readRecording('cut.jsonl', text.slice(0, text.lastIndexOf('"value":{"error"')))
  expect(steps).toHaveLength(9)
  expect(problems).toMatchObject([{ what: 'This line is cut off, or is no JSON' }])
})

test('a recording opens at the step where it went wrong', async () => {
  expect(readRecording('login.jsonl', await transcript()).fault).toBe(9)
})

test('where the chart does not come to what was recorded, it went wrong, too', async () => {
  const { services, messages } = recordLogin({ polls: ['pending'] })
  await services.clock.advance(6000)
  const forged = transcriptOf(messages()).replaceAll('"value":"polling"', '"value":"authorized"')
  expect(readRecording('forged.jsonl', forged).fault).toBe(3)
})

test('of several faults it is the last one, and what follows within it is none', async () => {
  const { actor, services, messages } = recordLogin({ polls: ['denied'] })
  await services.clock.advance(6000)
  actor.send({ type: 'start' })
  await services.clock.advance(6000)
  const { steps, fault } = readRecording('twice.jsonl', transcriptOf(messages()))
  expect(
    states(steps)
      .flatMap((state, index) => (state.startsWith('error') ? [index] : []))
      .at(-1),
  ).toBe(fault)
})

test('a recording without a fault has no such step', async () => {
  const { services, messages } = recordLogin({ polls: ['pending'] })
  await services.clock.advance(6000)
  expect(readRecording('well.jsonl', transcriptOf(messages())).fault).toBeUndefined()
})

test('a foreign file is refused in a sentence', () => {
  expect(() => readRecording('photo.jsonl', 'JFIF')).toThrow('no transcript')
})

test('the recording of another machine is shown as it was recorded', () => {
  const light = createMachine({ id: 'light', initial: 'off', states: { off: { on: { press: 'on' } }, on: {} } })
  const { steps } = readRecording('light.jsonl', transcriptOf(recordMachine(light, 'press')))
  expect(states(steps)).toEqual(['off', 'on'])
  expect(steps.map(({ isReplayed, matches }) => [isReplayed, matches])).toEqual([
    [false, true],
    [false, true],
  ])
})

test('a login of another version, whose chart has other states, is shown as it was recorded', async () => {
  const older = (await transcript()).replaceAll('"waiting"', '"coolingDown"')
  const { steps } = readRecording('older.jsonl', older)
  expect(states(steps)).toContain('awaitingUser.coolingDown')
  expect(states(steps).at(-1)).toBe('error.ready')
  expect(steps.filter(({ isReplayed, matches }) => isReplayed || !matches)).toEqual([])
})

test('an error code is explained where it arrived, and where the login ended, with what to look for in the log of Auth0', async () => {
  const recording = readRecording('login.jsonl', await transcript())
  const { login, model } = shownAt(recording, 9)
  const expected = { code: 'access_denied', auth0LogCode: 'fdecc, fede' }
  expect(login && explanationOfSnapshot(login.snapshot)).toMatchObject(expected)
  const last = model.entries.findLast(({ actorKey, rootKey }) => actorKey === rootKey)
  expect(last && explanationOfEntry(last)).toMatchObject(expected)
})
