import { deviceFlow } from '../chart/setup.ts'
import { endedElsewhere, savedAtLast, signedInElsewhere } from './elsewhere.ts'

export const error = deviceFlow.createStateConfig({
  description: 'This attempt is over, with a typed reason.',
  initial: 'deciding',
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
        actions: ['resumeSession', 'tellSignedIn'],
        description: 'The session was only out of reach: refresh again',
      },
      {
        guard: 'mustRestore',
        target: 'idle',
        actions: 'resumeSession',
        description: 'What is kept could not be read: read it again',
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
      actions: ['resumeSession', 'tellSignedIn'],
      description: 'The network is back, and the session was only out of reach',
    },
    signOut: {
      guard: 'hasTokens',
      target: 'idle',
      actions: ['revokeTokens', 'forgetAll', 'tellSignedOut'],
      description: 'The person signs out of a session that was only out of reach',
    },
    cancel: [
      {
        guard: 'hasTokens',
        target: 'idle',
        actions: ['revokeTokens', 'forgetAll', 'tellSignedOut'],
        description: 'The person gives up a session that was only out of reach',
      },
      { target: 'idle', actions: 'forgetAll', description: 'The person leaves it at that' },
    ],
    sessionChanged: signedInElsewhere,
    sessionEnded: endedElsewhere,
    sessionSaved: savedAtLast,
  },
  states: {
    deciding: {
      always: [
        {
          guard: 'mayRenewCode',
          target: '#deviceFlow.requesting',
          actions: 'renewCode',
          description: 'The code expired, and renewing it without a person was asked for',
        },
        { guard: 'mustBackOff', target: 'backingOff', actions: 'tellFailure', description: 'A refresh has failed' },
        { target: 'ready', actions: 'tellFailure', description: 'Nothing has to be waited for' },
      ],
    },
    backingOff: {
      description: 'A refresh has failed: none leaves before Retry-After and the back-off have passed.',
      entry: { type: 'ask', params: ({ context }) => ({ type: 'sleep', input: context.refreshBackOff! }) },
      on: {
        retry: {
          actions: 'noteRefreshWanted',
          description: 'The person wants to try again: refresh as soon as that may be',
        },
        hint: {
          guard: 'isOfflineWithTokens',
          actions: 'noteRefreshWanted',
          description: 'The network is back: refresh as soon as that may be',
        },
        'xstate.done.actor.services.sleep': [
          {
            guard: 'isRefreshWanted',
            target: '#deviceFlow.refreshing',
            actions: ['resumeSession', 'tellSignedIn'],
            description: 'The wait has passed, and the session is wanted',
          },
          { target: 'ready', description: 'The wait has passed' },
        ],
        'xstate.error.actor.services.sleep': {
          target: 'ready',
          description: 'The clock failed: trying again is left to those who ask for it',
        },
      },
    },
    ready: { entry: 'leave' },
  },
})
