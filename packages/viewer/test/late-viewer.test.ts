// @vitest-environment node
import type { InspectionMessage } from '@device-flow/inspect'
import type { ServicesScript } from '@device-flow/testing/virtual'
import { createInspector } from '@device-flow/inspect'
import { createDeviceFlowMachine } from '@device-flow/machine'
import { createScriptedServices } from '@device-flow/testing/virtual'
import { createActor } from 'xstate'
import { expect, test } from 'vitest'
import { loginsOf } from '../src/page/actors/actor-tree.ts'
import { course } from '../src/page/events/entry-words.ts'
import { emptyModel, type Actor, type Model } from '../src/page/model/model.ts'
import { receive } from '../src/page/model/receive.ts'
import { readRecording } from '../src/page/transcript/recording.ts'
import { transcriptOf } from '../src/page/transcript/save-transcript.ts'
import { modelOf, recordLogin, SOURCE, type RecordedLogin } from './support/recorded-login.ts'

// What a viewer says that comes late, or misses something.

const denied: ServicesScript = { polls: ['pending', 'pending', 'pending', 'denied'] }

/** Where each event of the logins themselves led. */
function courses(model: Model): string[] {
  return model.entries.filter(({ actorKey, rootKey }) => actorKey === rootKey).map(course)
}

function root(model: Model): Actor {
  return (loginsOf(model)[0] as { root: Actor }).root
}

/** What the player says of a transcript that the viewer saves: each step's problem, if it has any, and those of the file. */
function savedAndOpened({ messages }: Actor): { unchecked: number; unlike: number; problems: string[]; steps: number } {
  const { steps, problems } = readRecording('saved.jsonl', transcriptOf(messages))
  return {
    steps: steps.length,
    unchecked: steps.filter(({ isChecked }) => !isChecked).length,
    unlike: steps.filter(({ matches }) => !matches).length,
    problems: problems.map(({ what }) => what),
  }
}

async function deniedLogin(limit?: number): Promise<RecordedLogin> {
  const login = recordLogin(denied, limit)
  await login.services.clock.advance(60_000)
  return login
}

test('a viewer that comes late begins with the state that the login had then, not with its last one', async () => {
  const all = courses((await deniedLogin()).model())
  for (let limit = 1; limit < 40; limit++) {
    const late = modelOf((await deniedLogin(limit)).backlog())
    expect(courses(late)).toEqual(courses(late).length === 0 ? [] : all.slice(-courses(late).length))
    expect(root(late).snapshot.value).toEqual({ error: 'ready' })
  }
})

test('what a viewer saves that came late is replayed by the chart, every step of it', async () => {
  for (let limit = 4; limit < 40; limit++) {
    const { steps, ...wrong } = savedAndOpened(root(modelOf((await deniedLogin(limit)).backlog())))
    expect(steps).toBeGreaterThan(0)
    expect(wrong).toEqual({ unchecked: 0, unlike: 0, problems: [] })
  }
})

/** A viewer that was told the first messages, was away, hears one more too early, and is then told what there is to tell. */
function away(login: RecordedLogin, known: number): Model {
  const messages = login.messages()
  const before = modelOf(messages.slice(0, known))
  const gone = receive(before, { type: 'left', source: SOURCE })
  const back = receive(gone, { type: 'joined', source: SOURCE })
  return modelOf([messages.at(-1) as InspectionMessage, ...login.backlog()], SOURCE, back)
}

test('a viewer that was away for long goes on from where it is told anew, and says what it did not see', async () => {
  const login = await deniedLogin(12)
  const all = courses(login.model())
  for (let count = 1; count < login.messages().length - 12; count++) {
    const model = away(login, count)
    const known = courses(model).filter((one) => !one.endsWith('→ …'))
    expect(known.filter((one) => !all.includes(one))).toEqual([])
    expect(root(model).snapshot).toEqual(root(login.model()).snapshot)
    expect(loginsOf(model)).toHaveLength(1)
    const { unchecked, unlike } = savedAndOpened(root(model))
    expect({ unchecked, unlike }).toEqual({ unchecked: 0, unlike: 0 })
  }
})

test('one that was away for a moment has missed nothing', async () => {
  const login = await deniedLogin(500)
  for (let known = 1; known < login.messages().length; known++) {
    const { sources: _sources, ...model } = away(login, known)
    const { sources: _all, ...whole } = login.model()
    expect(model).toEqual(whole)
  }
})

test('where a message was lost, nothing is said of what was before the next, and the saved transcript names it', async () => {
  const login = await deniedLogin()
  const messages = login.messages()
  const lost = messages.findIndex(
    ({ type, sessionId, rootId }, index) => index > 20 && type === 'snapshot' && sessionId === rootId,
  )
  const model = modelOf(messages.toSpliced(lost, 1))
  expect(courses(model).filter((one) => one.startsWith('…'))).toHaveLength(1)
  const saved = savedAndOpened(root(model))
  expect(saved).toMatchObject({ unchecked: 1, unlike: 0, problems: [`Message ${lost + 1} is missing before this one`] })
})

test('of two logins that one inspector watches each is saved as if it were alone', async () => {
  const told: InspectionMessage[] = []
  const services = createScriptedServices(denied)
  const { inspect, flush } = createInspector({
    transport: { send: (message) => void told.push(message) },
    now: () => services.clock.now(),
  })
  for (const _ of [1, 2]) {
    createActor(createDeviceFlowMachine(services), { inspect }).start().send({ type: 'start' })
    await services.clock.advance(3_000)
  }
  await services.clock.advance(60_000)
  flush()
  const [one, other] = loginsOf(modelOf(told)).map(({ root: login }) => savedAndOpened(login))
  for (const saved of [one, other]) {
    expect(saved?.steps).toBeGreaterThan(3)
    expect(saved).toMatchObject({ unchecked: 0, unlike: 0, problems: [] })
  }
})

test('a viewer that nobody has told anything shows nothing of a login whose beginning it never heard', async () => {
  const login = await deniedLogin()
  expect(loginsOf(modelOf(login.messages().slice(1), SOURCE, emptyModel))).toEqual([])
})
