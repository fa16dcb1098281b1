import { deviceFlow } from '../setup.ts'

export const error = deviceFlow.createStateConfig({
  description: 'This attempt is over, with a typed reason.',
  always: {
    guard: 'mayRenewCode',
    target: 'requesting',
    actions: 'renewCode',
    description: 'The code expired, and renewing it without a person was asked for',
  },
  on: {
    start: [
      {
        guard: 'hasTokens',
        target: 'requesting',
        actions: ['revokeTokens', { type: 'beginAttempt', params: ({ event }) => event.request }],
        description: 'A person wants to sign in anew: what is left of the session before is revoked',
      },
      {
        target: 'requesting',
        actions: { type: 'beginAttempt', params: ({ event }) => event.request },
        description: 'A person wants to sign in anew',
      },
    ],
    retry: [
      {
        guard: 'canRefresh',
        target: 'refreshing',
        actions: 'resumeSession',
        description: 'The session was only out of reach: refresh again',
      },
      {
        target: 'requesting',
        actions: { type: 'beginAttempt', params: undefined },
        description: 'A person wants to try again',
      },
    ],
    hint: {
      guard: 'isOfflineWithTokens',
      target: 'refreshing',
      actions: 'resumeSession',
      description: 'The network is back, and the session was only out of reach',
    },
    signOut: {
      guard: 'hasTokens',
      target: 'idle',
      actions: ['revokeTokens', 'forgetAll'],
      description: 'The person signs out of a session that was only out of reach',
    },
    cancel: [
      {
        guard: 'hasTokens',
        target: 'idle',
        actions: ['revokeTokens', 'forgetAll'],
        description: 'The person gives up a session that was only out of reach',
      },
      { target: 'idle', actions: 'forgetAll', description: 'The person leaves it at that' },
    ],
  },
})
