import { createInspector, recordTranscript, type InspectionMessage } from '@device-flow/inspect'
import { createDeviceFlowMachine } from '@device-flow/machine'
import { createScriptedServices } from '@device-flow/testing/virtual'
import { act, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createActor, fromTransition, type AnyActorLogic } from 'xstate'
import { App } from '../src/page/app.tsx'
import { stateText } from '../src/page/model/state-value.ts'
import { readRecording } from '../src/page/transcript/recording.ts'
import { FAILURE, shown } from './support/every-panel.tsx'
import { kitchen, player, shelf, trafficLight } from './support/other-machines.ts'
import { ServerSide } from './support/server-side.ts'

// Machines that are no device logins, live and as a file.

beforeEach(() => void vi.stubGlobal('WebSocket', ServerSide))
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const reducer = fromTransition((count: number, { type }: { type: string }) => (type === 'up' ? count + 1 : count), 0)

/** What an inspector tells of an actor that gets some events and then has 40 s, and the transcript of it. */
async function recorded(
  logic: AnyActorLogic,
  ...events: string[]
): Promise<{ told: InspectionMessage[]; text: string }> {
  vi.useFakeTimers()
  const told: InspectionMessage[] = []
  const recorder = recordTranscript()
  const inspector = createInspector({ transports: [{ send: (message) => void told.push(message) }, recorder] })
  const actor = createActor(logic, { inspect: inspector.inspect }).start()
  for (const type of events) actor.send({ type })
  await vi.advanceTimersByTimeAsync(40_000)
  inspector.flush()
  vi.useRealTimers()
  return { told, text: recorder.toJsonLines() }
}

async function open(told: readonly InspectionMessage[]): Promise<void> {
  render(<App />)
  await ServerSide.current.tells(told)
}

function panel(name: string): ReturnType<typeof within> {
  return within(screen.getByRole('region', { name }))
}

function eventNames(): (string | undefined)[] {
  const list = panel('Events').getByRole('listbox', { name: 'Events' })
  return [...list.querySelectorAll('[role=option] code')].map(({ textContent }) => textContent)
}

test.each<[string, AnyActorLogic, string[], string[]]>([
  ['that waits and decides by itself', trafficLight, [], ['red', 'green', 'yellow', 'red', 'green', 'yellow', 'off']],
  [
    'with regions side by side',
    player,
    ['power', 'more', 'zap'],
    [
      '0, picture.off, sound.mute',
      '0, picture.on.dim, sound.loud',
      '0, picture.on.bright, sound.loud',
      '0, picture.on.bright, sound.loud',
    ],
  ],
  ['that runs machines and other actors', kitchen, [], ['cooking', 'cooking', 'served']],
  ['that is no chart', reducer, ['up'], ['', '']],
])('a machine %s is shown in every panel, and its recording as it was', async (_what, logic, events, states) => {
  const { told, text } = await recorded(logic, ...events)
  expect(shown(told)).not.toContain(FAILURE)
  const { steps, problems } = readRecording('other.jsonl', text)
  expect(problems).toEqual([])
  expect(steps.map(({ snapshot }) => stateText(snapshot.value))).toEqual(states)
  expect(steps.filter(({ isReplayed, matches }) => isReplayed || !matches)).toEqual([])
})

test('of a machine that is no device login it is said that no polls are known', async () => {
  await open((await recorded(player)).told)
  expect(panel('Polls').getByText(/not known to be a device login/)).toBeTruthy()
})

test('what happens without a description is listed by what caused it', async () => {
  await open((await recorded(trafficLight)).told)
  expect(eventNames().slice(0, 3)).toEqual(['init', 'after long', 'after long'])
})

test('a machine within a machine has its own chart, and is not offered to be sent to', async () => {
  await open((await recorded(shelf)).told)
  await act(async () => fireEvent.click(panel('Actors').getByRole('button', { name: /kettle/ })))
  expect((await panel('Chart').findAllByText('cold')).length).toBeGreaterThan(0)
  expect(panel('Send').getByText(/let through to what is at the root alone/)).toBeTruthy()
})

test('of what told no definition it is said that its chart, and what it takes, are not known', async () => {
  await open((await recorded(reducer, 'up')).told)
  expect(panel('Chart').getByText('This actor told no definition of a chart.')).toBeTruthy()
  expect(panel('Send').getByText('It told no definition, so what it takes is not known.')).toBeTruthy()
  expect(eventNames()).toEqual(['init', 'up'])
})

test('beside the recording of another machine, that of a device login is still checked by its chart', async () => {
  const { text } = await recorded(player, 'power')
  const login = await recorded(createDeviceFlowMachine(createScriptedServices()), 'start')
  const { steps } = readRecording('both.jsonl', text + login.text)
  expect(steps.map(({ isReplayed }) => isReplayed)).toEqual(expect.arrayContaining([true, false]))
  expect(steps.filter(({ matches }) => !matches)).toEqual([])
})
