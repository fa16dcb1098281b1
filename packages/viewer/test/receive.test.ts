// @vitest-environment node
import { expect, test } from 'vitest'
import { loginsOf, loginToShow } from '../src/page/actors/actor-tree.ts'
import { WINDOW } from '../src/page/connection/window-link.ts'
import { course, reasons } from '../src/page/events/entry-words.ts'
import { emptyModel, type Actor, type Model } from '../src/page/model/model.ts'
import { receive } from '../src/page/model/receive.ts'
import { stateText } from '../src/page/model/state-value.ts'
import { RECORDED, readRecording } from '../src/page/transcript/recording.ts'
import { transcriptOf } from '../src/page/transcript/save-transcript.ts'
import { modelOf, recordLogin, SOURCE } from './support/recorded-login.ts'

function root(model: Model): Actor {
  const login = loginToShow(loginsOf(model), { watched: undefined, since: 0 })
  if (!login) throw new Error('no login')
  return login.root
}

test('a login is known by its chart, its live state and the actor that runs its services', async () => {
  const login = recordLogin({ polls: ['pending'] })
  await login.services.clock.advance(1000)
  const [known] = loginsOf(login.model())
  expect(stateText(known?.root.snapshot.value)).toBe('awaitingUser.waiting')
  expect(known?.root.definition).toMatchObject({ id: 'deviceFlow' })
  expect(known?.services.map(({ src }) => src)).toEqual(['services'])
  expect(known?.ended).toBe(0)
})

test('each event says from where to where it led, and why in the words of the chart', async () => {
  const login = recordLogin({ polls: ['pending', 'granted'] })
  await login.services.clock.advance(11_000)
  const model = login.model()
  const own = model.entries.filter(({ actorKey, rootKey }) => actorKey === rootKey)
  expect(own.map((entry) => `${course(entry)}: ${reasons(entry)}`)).toEqual([
    'idle.ready: ',
    'idle.ready → requesting.sending: A person wants to sign in',
    'requesting.sending → awaitingUser.waiting: The server gave a code for the person and one for the device',
    'awaitingUser.waiting → polling: The interval has passed',
    'polling → awaitingUser.waiting: Not decided yet',
    'awaitingUser.waiting → polling: The interval has passed',
    'polling → authorized.waitingForRefresh: The person approved: tokens · The access token will need renewal',
  ])
})

test('transitions that were taken are counted, and those of the last step are known', async () => {
  const login = recordLogin({ polls: ['pending', 'pending', 'pending'] })
  await login.services.clock.advance(16_000)
  const { taken, lastTaken } = root(login.model())
  const times = [...taken].find(([key]) => key.includes('The interval has passed'))?.[1]
  expect(times).toBe(3)
  expect(lastTaken.map(({ from }) => from)).toEqual(['polling'])
})

test('an event that changes nothing leaves the last step lit', () => {
  const login = recordLogin()
  login.actor.send({ type: 'refresh' })
  expect(root(login.model()).lastTaken.map(({ event }) => event)).toEqual(['start'])
})

test('what is told again to a viewer that comes late is not counted twice', async () => {
  const login = recordLogin({ polls: ['pending'] })
  await login.services.clock.advance(6000)
  const once = login.model()
  expect(modelOf(login.messages(), SOURCE, once)).toEqual(once)
})

test('what a login tells while a viewer is coming costs the viewer nothing of what went before', async () => {
  const login = recordLogin({ polls: ['pending'] })
  await login.services.clock.advance(6000)
  const messages = login.messages()
  for (const early of [messages.at(-1)!, messages.findLast(({ type }) => type === 'actor')!]) {
    expect(modelOf([early, ...messages])).toEqual(login.model())
  }
})

test('a page that was loaded again, and counts from one again, is another login; the old one is gone', async () => {
  const before = recordLogin()
  await before.services.clock.advance(6000)
  const after = recordLogin()
  const later = after.messages().map((message) => ({ ...message, at: message.at + 60_000 }))
  const logins = loginsOf(modelOf(later, SOURCE, before.model()))
  expect(logins.map(({ root: { isGone } }) => isGone)).toEqual([true, false])
  expect(loginToShow(logins, { watched: logins[0]?.root.key, since: 0 })).toBe(logins[1])
})

test('a page that the browser kept, and shows again, brings its own login back, and not one of before it was loaded again', () => {
  const login = recordLogin()
  const later = login.messages().map((message) => ({ ...message, at: message.at + 60_000 }))
  const left = receive(modelOf(later, SOURCE, login.model()), { type: 'left', source: SOURCE })
  expect(loginsOf(left).map(({ root: { isGone } }) => isGone)).toEqual([true, true])
  const back = receive(left, { type: 'joined', source: SOURCE })
  expect(loginsOf(back).map(({ root: { isGone } }) => isGone)).toEqual([true, false])
})

test('two processes whose actors have the same ids stay two logins', () => {
  const login = recordLogin()
  const model = modelOf(login.messages(), 'another', login.model())
  expect(loginsOf(model).map(({ root: { source, sessionId } }) => [source, sessionId])).toEqual([
    [SOURCE, login.actor.sessionId],
    ['another', login.actor.sessionId],
  ])
})

test('a viewer that a page opened shows the login of that page, whichever else arrived last or started later', () => {
  const login = recordLogin()
  const later = login.messages().map((message) => ({ ...message, at: message.at + 60_000 }))
  const ofPage = modelOf(login.messages(), WINDOW)
  expect(root(modelOf(later, 'a process', ofPage)).source).toBe(WINDOW)
  expect(root(modelOf(login.messages(), WINDOW, modelOf(later, 'a process'))).source).toBe(WINDOW)
})

test('of logins elsewhere, the one that started last is shown, in whichever order they arrived', () => {
  const login = recordLogin()
  const later = login.messages().map((message) => ({ ...message, at: message.at + 60_000 }))
  expect(root(modelOf(login.messages(), 'older', modelOf(later, 'newer'))).source).toBe('newer')
})

test('each login says where it runs: in this page, or behind which of the connections', () => {
  const login = recordLogin()
  const places = ['one', WINDOW, 'two'].reduce((model, source) => modelOf(login.messages(), source, model), emptyModel)
  expect(loginsOf(places).map(({ place }) => place)).toEqual(['connection 1', 'this page', 'connection 2'])
  expect(loginsOf(modelOf(login.messages(), RECORDED)).map(({ place }) => place)).toEqual([undefined])
})

test('a process that went away is marked, and no longer when the connection comes back', () => {
  const left = receive(recordLogin().model(), { type: 'left', source: SOURCE })
  expect(root(left).isGone).toBe(true)
  expect(root(receive(left, { type: 'joined', source: SOURCE })).isGone).toBe(false)
})

test('an event that the actor never dealt with says so', () => {
  const login = recordLogin()
  const told = login.messages().filter(({ type }) => type !== 'snapshot')
  const events = told.map((message, index) => ({ ...message, sequence: index + 1 }))
  expect(modelOf(events).entries.map(course)).toContain('idle.ready, not dealt with')
})

test('nonsense is counted, and another protocol remembered', () => {
  const model = receive(receive(emptyModel, { type: 'invalid' }), { type: 'otherProtocol', protocol: 2 })
  expect(model).toMatchObject({ dropped: 1, otherProtocol: 2 })
})

test('a night of polls is remembered in part: the list of events and the messages are bounded', async () => {
  const login = recordLogin({ authorizations: [{ ok: { expiresInMs: 1e9, intervalMs: 1000 } }] })
  await login.services.clock.advance(1_700_000)
  const model = login.model()
  expect(model.entries).toHaveLength(3000)
  expect(model.forgotten).toBeGreaterThan(1000)
  expect(root(model).messages).toHaveLength(10_000)
  expect(root(model).messages[0]?.type).toBe('actor')
  // What is saved of it goes on from the state in which the kept messages begin.
  const { steps, problems } = readRecording('night.jsonl', transcriptOf(root(model).messages))
  expect(steps.filter(({ matches, isChecked }) => !matches || !isChecked)).toEqual([])
  expect(problems).toMatchObject([{ what: expect.stringMatching(/^Messages 2 to \d+ are missing before this one$/) }])
}, 60_000)

test('a new inspector is believed also when its clock was set back, and what it sends again is not taken for another one', () => {
  const before = recordLogin().messages()
  const after = recordLogin().messages()
  const earlier = after.map((message) => ({ ...message, at: message.at - 60_000 }))
  const model = modelOf(earlier, SOURCE, modelOf(before))
  expect(loginsOf(model).map(({ root: { sessionId, isGone } }) => [sessionId, isGone])).toEqual([
    [before[0]?.rootId, true],
    [after[0]?.rootId, false],
  ])
  expect(modelOf(earlier, SOURCE, model)).toEqual(model)
})
