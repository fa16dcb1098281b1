import { expect, test } from 'vitest'
import { createActor, createMachine, fromPromise } from 'xstate'
import { createInspector, redact } from '../src/index.ts'
import { collect } from './support.ts'

const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJwZXJzb24tMSJ9.c2lnbmF0dXJl'

const machine = createMachine({
  id: 'app',
  initial: 'gettingToken',
  context: { password: 's3cr3t', note: 'visible' },
  states: {
    gettingToken: {
      initial: 'checkingPassword',
      meta: { client_secret: 's3cr3t', [jwt]: 1 },
      states: {
        checkingPassword: { on: { SET_TOKEN: { target: 'awaitingAuthorization', description: `not ${jwt}` } } },
        awaitingAuthorization: {
          entry: ['saveToken', 'log'],
          tags: ['token', 'busy'],
          initial: 'cookie',
          states: { cookie: {} },
        },
      },
    },
  },
})

test('states and events are told by their names, also when these sound like secrets', () => {
  const { messages, transport } = collect()
  const inspector = createInspector({ transport })
  const actor = createActor(machine, { inspect: inspector.inspect }).start()
  actor.send({ type: 'SET_TOKEN' })
  inspector.flush()
  expect(messages[0]).toMatchObject({
    definition: {
      states: {
        gettingToken: {
          meta: { client_secret: '[secret]', '[secret]': '[secret]' },
          states: {
            checkingPassword: { on: { SET_TOKEN: [{ description: 'not [secret]' }] } },
            awaitingAuthorization: { tags: ['token', 'busy'], states: { cookie: { key: 'cookie' } } },
          },
        },
      },
    },
    snapshot: { value: { gettingToken: 'checkingPassword' }, context: { password: '[secret]', note: 'visible' } },
  })
  expect(messages.at(-1)).toMatchObject({
    snapshot: { value: { gettingToken: { awaitingAuthorization: 'cookie' } }, tags: ['token', 'busy'] },
  })
  expect(JSON.stringify(messages)).not.toContain('s3cr3t')
  expect(JSON.stringify(messages)).not.toContain('eyJ')
})

test('so they are in the JSON that other inspectors hand on', () => {
  const actor = createActor(machine).start()
  const told = redact({ definition: JSON.stringify(machine.definition), snapshot: actor.getSnapshot() })
  const { definition, snapshot } = told as { definition: string; snapshot: unknown }
  expect(JSON.parse(definition)).toMatchObject({ states: { gettingToken: { states: { checkingPassword: {} } } } })
  expect(snapshot).toMatchObject({ value: { gettingToken: 'checkingPassword' } })
})

test('what follows the answer of a service is told, also by those who hand a config on, and what it answered is not', () => {
  const config = {
    states: {
      polling: {
        on: {
          'xstate.done.actor.services.pollToken': [{ target: 'awaitingUser' }],
          'xstate.blip.actor.services.pollToken': { actions: 'noteBlip' },
        },
      },
    },
  }
  const answer = { type: 'xstate.done.actor.services.pollToken', output: { access_token: 's3cr3t' } }
  const told = redact({ definition: JSON.stringify(config), value: { awaitingUser: 'waiting' }, answer })
  expect(told).toEqual({
    definition: JSON.stringify(config),
    value: { awaitingUser: 'waiting' },
    answer: { ...answer, output: { access_token: '[secret]' } },
  })
})

test('the names of the services that a state asks are told', () => {
  const { messages, transport } = collect()
  const { inspect, flush } = createInspector({ transport })
  const on = { 'xstate.done.actor.services.pollToken': {}, 'xstate.done.actor.services.sleep': {} }
  const src = fromPromise(async () => {})
  createActor(createMachine({ invoke: { src, id: 'services' }, on }), { inspect })
  flush()
  expect(messages[0]).toMatchObject({ definition: { asks: ['pollToken', 'sleep'] } })
})

test('anything else that is called `states`, `on` or `value` keeps its secrets', () => {
  const held = { access_token: 's3cr3t' }
  const masked = { access_token: '[secret]' }
  expect(redact({ states: held, on: held, value: held })).toEqual({ states: masked, on: masked, value: masked })
})
