import { deviceFlow } from '../chart/setup.ts'
import { endedElsewhere, savedAtLast, renewedElsewhere } from './elsewhere.ts'

export const authorized = deviceFlow.createStateConfig({
  description: 'Tokens are held.',
  tags: 'signedIn',
  initial: 'scheduling',
  on: {
    refresh: { guard: 'canRefresh', target: 'refreshing', description: 'Someone needs a new access token now' },
    signOut: {
      target: 'idle',
      actions: ['revokeTokens', 'forgetAll', 'tellSignedOut'],
      description: 'The person signs out: tokens are forgotten and revoked',
    },
    sessionChanged: renewedElsewhere,
    sessionEnded: endedElsewhere,
    sessionSaved: savedAtLast,
  },
  states: {
    scheduling: {
      always: [
        { guard: 'isRefused', target: 'notRenewable', description: 'The server does not renew the tokens any more' },
        { guard: 'mustBackOff', target: 'backingOff', description: 'The last refresh brought no tokens' },
        { guard: 'hasRefreshTime', target: 'waitingForRefresh', description: 'The access token will need renewal' },
        { target: 'held', description: 'The tokens do not expire, or cannot be renewed' },
      ],
    },
    waitingForRefresh: {
      entry: { type: 'ask', params: ({ context }) => ({ type: 'sleep', input: { until: context.refreshAt! } }) },
      on: {
        'xstate.done.actor.services.sleep': {
          target: '#deviceFlow.refreshing',
          description: 'The access token is about to expire',
        },
        'xstate.error.actor.services.sleep': {
          target: 'held',
          description: 'The clock failed: renewal is left to those who ask for it',
        },
      },
    },
    backingOff: {
      description: 'The last refresh brought no tokens: none leaves before Retry-After and the back-off have passed.',
      entry: { type: 'ask', params: ({ context }) => ({ type: 'sleep', input: context.refreshBackOff! }) },
      on: {
        // Without a target or an action, it hides the `refresh` of the state around it: none leaves from here.
        refresh: { description: 'Someone needs a new access token now, but it is too early' },
        'xstate.done.actor.services.sleep': [
          {
            guard: 'isReplyLost',
            target: 'scheduling',
            actions: 'endBackOff',
            description:
              'The refresh token may be used up, or the server has refused: the access token is used to its end first, or until it is refused',
          },
          { target: '#deviceFlow.refreshing', description: 'The wait has passed: try again' },
        ],
        'xstate.error.actor.services.sleep': {
          target: 'held',
          description: 'The clock failed: renewal is left to those who ask for it',
        },
      },
    },
    notRenewable: {
      description: 'The server refuses to renew the tokens, and the access token still lives: it is used to its end.',
      entry: {
        type: 'ask',
        params: ({ context }) => ({ type: 'sleep', input: { until: context.tokens!.expiresAt! } }),
      },
      on: {
        refresh: {
          target: '#deviceFlow.error',
          actions: 'endAsRefused',
          description: 'Someone needs a new access token, and there will be none: signed out',
        },
        'xstate.done.actor.services.sleep': {
          target: '#deviceFlow.error',
          actions: 'endAsRefused',
          description: 'The access token is dead: signed out at the server',
        },
        'xstate.error.actor.services.sleep': {
          description: 'The clock failed: the end is left to those who need a new access token',
        },
      },
    },
    held: { entry: 'leave' },
  },
})
