import { fault, output } from '../chart/params.ts'
import { deviceFlow } from '../chart/setup.ts'

export const idle = deviceFlow.createStateConfig({
  description: 'Nothing is under way.',
  initial: 'deciding',
  on: {
    start: {
      target: 'requesting',
      actions: { type: 'beginAttempt', params: ({ event }) => event.request },
      description: 'A person wants to sign in',
    },
  },
  states: {
    deciding: {
      always: [
        {
          guard: 'hasPendingLogin',
          target: '#deviceFlow.awaitingUser',
          description: 'A restored login is still waiting for its person',
        },
        { guard: 'hasTokens', target: '#deviceFlow.authorized', description: 'A restored session holds tokens' },
        { guard: 'mustRestore', target: 'restoring', description: 'A session may be kept' },
        {
          guard: 'isStartWanted',
          target: '#deviceFlow.requesting',
          actions: { type: 'beginAttempt', params: undefined },
          description: 'Nothing was kept, and a person wants to sign in',
        },
        { target: 'ready', description: 'Nothing was kept' },
      ],
    },
    restoring: {
      description: 'What is kept of the session is read.',
      on: {
        start: {
          actions: { type: 'noteStart', params: ({ event }) => event.request },
          description: 'A person wants to sign in: not before it is known that nobody is signed in',
        },
        cancel: { actions: 'forgetStart', description: 'The person no longer wants to' },
      },
      invoke: {
        src: 'restoreSession',
        onDone: {
          target: 'deciding',
          actions: { type: 'keepRestored', params: output },
          description: 'What is kept is known',
        },
        onError: {
          target: '#deviceFlow.error',
          actions: { type: 'endAsFault', params: fault },
          description: 'What is kept cannot be read',
        },
      },
    },
    ready: {},
  },
})
