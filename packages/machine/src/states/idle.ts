import { fault, output } from '../chart/params.ts'
import { deviceFlow } from '../chart/setup.ts'
import { signedInElsewhere } from './elsewhere.ts'

export const idle = deviceFlow.createStateConfig({
  description: 'Nothing is under way.',
  initial: 'ready',
  always: [
    {
      guard: 'hasPendingLogin',
      target: 'awaitingUser',
      actions: 'tellCode',
      description: 'A restored login is still waiting for its person',
    },
    {
      guard: 'hasTokens',
      target: 'authorized',
      actions: 'tellSignedIn',
      description: 'A restored session holds tokens',
    },
    { guard: 'mustRestore', target: '.restoring', actions: 'beginRestore', description: 'A session may be kept' },
  ],
  on: {
    start: {
      target: 'requesting',
      actions: { type: 'beginAttempt', params: ({ event }) => event.request },
      description: 'A person wants to sign in',
    },
    sessionChanged: signedInElsewhere,
  },
  states: {
    ready: {
      description: 'Nobody is signed in: a login begins when a person asks for it.',
      entry: 'leave',
      always: {
        guard: 'isStartWanted',
        target: '#deviceFlow.requesting',
        actions: { type: 'beginAttempt', params: undefined },
        description: 'Nothing was kept, and a person wants to sign in',
      },
    },
    restoring: {
      description: 'What is kept of a session is read.',
      entry: { type: 'ask', params: { type: 'restoreSession', input: undefined } },
      on: {
        start: {
          actions: { type: 'noteStart', params: ({ event }) => event.request },
          description: 'A person wants to sign in: as soon as it is known that nobody is signed in',
        },
        cancel: { actions: 'forgetAll', description: 'The person no longer wants to' },
        'xstate.done.actor.services.restoreSession': {
          target: 'ready',
          actions: { type: 'keepRestored', params: output },
          description: 'What is kept is known',
        },
        'xstate.error.actor.services.restoreSession': {
          target: '#deviceFlow.error',
          actions: { type: 'endRestore', params: fault },
          description: 'What is kept cannot be read',
        },
      },
    },
  },
})
