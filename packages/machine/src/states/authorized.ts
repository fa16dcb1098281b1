import { deviceFlow } from '../setup.ts'

export const authorized = deviceFlow.createStateConfig({
  description: 'Tokens are held.',
  tags: 'signedIn',
  initial: 'scheduling',
  on: {
    refresh: { guard: 'canRefresh', target: 'refreshing', description: 'Someone needs a new access token now' },
    signOut: {
      target: 'idle',
      actions: ['revokeTokens', 'forgetAll'],
      description: 'The person signs out: tokens are forgotten and revoked',
    },
  },
  states: {
    scheduling: {
      always: [
        { guard: 'hasRefreshTime', target: 'untilRefresh', description: 'The access token will need renewal' },
        { target: 'untilSignOut', description: 'The tokens do not expire, or can not be renewed' },
      ],
    },
    untilRefresh: {
      invoke: {
        src: 'sleep',
        input: ({ context }) => ({ until: context.refreshAt! }),
        onDone: { target: '#deviceFlow.refreshing', description: 'The access token is about to expire' },
        onError: { target: 'untilSignOut', description: 'The clock failed: renewal is left to those who ask for it' },
      },
    },
    untilSignOut: {},
  },
})
