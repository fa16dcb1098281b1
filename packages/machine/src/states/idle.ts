import { deviceFlow } from '../chart/setup.ts'

export const idle = deviceFlow.createStateConfig({
  description: 'Nothing is under way.',
  always: [
    {
      guard: 'hasPendingLogin',
      target: 'awaitingUser',
      description: 'A restored login is still waiting for its person',
    },
    { guard: 'hasTokens', target: 'authorized', description: 'A restored session holds tokens' },
  ],
  on: {
    start: {
      target: 'requesting',
      actions: { type: 'beginAttempt', params: ({ event }) => event.request },
      description: 'A person wants to sign in',
    },
  },
})
