import type { DeviceFlowError } from '../errors.ts'
import { fatalError } from '../chart/end-errors.ts'
import { fault, output } from '../chart/params.ts'
import type { RefreshOutcome } from '../services.ts'
import { deviceFlow } from '../chart/setup.ts'
import { endedElsewhere, savedAtLast, renewedElsewhere } from './elsewhere.ts'

function refusal(outcome: RefreshOutcome): DeviceFlowError {
  return outcome.type === 'refused' ? outcome.error : fatalError(outcome)
}

export const refreshing = deviceFlow.createStateConfig({
  description: 'One refresh is in flight (RFC 6749 §6); the old access token stays usable until it expires.',
  tags: ['signedIn', 'busy'],
  entry: { type: 'ask', params: ({ context }) => ({ type: 'refreshTokens', input: context.tokens! }) },
  on: {
    signOut: {
      target: 'idle',
      actions: ['revokeTokens', 'forgetAll', 'tellSignedOut'],
      description: 'The person signs out: tokens are forgotten and revoked, those under way too',
    },
    sessionChanged: renewedElsewhere,
    sessionEnded: endedElsewhere,
    sessionSaved: savedAtLast,
    'xstate.done.actor.services.refreshTokens': [
      {
        guard: { type: 'isRefreshed', params: output },
        target: 'authorized',
        actions: { type: 'keepRefreshed', params: output },
        description: 'New tokens',
      },
      {
        guard: { type: 'leavesRefusedUsable', params: output },
        target: 'authorized',
        actions: { type: 'keepRefused', params: ({ event }) => refusal(event.output) },
        description: 'Refused, but the old access token still lives: it is used to its end',
      },
      {
        target: 'error',
        actions: {
          type: 'endRefresh',
          params: ({ event }) => refusal(event.output),
        },
        description: 'Refused: signed out at the server',
      },
    ],
    'xstate.error.actor.services.refreshTokens': [
      {
        guard: { type: 'mayRefreshAgain', params: fault },
        target: 'refreshing',
        reenter: true,
        actions: { type: 'noteReplyLost', params: fault },
        description: 'The refresh token may be used up, and the server still takes the same one: once more, at once',
      },
      {
        guard: { type: 'leavesTokenUsable', params: fault },
        target: 'authorized',
        actions: { type: 'noteRefreshBlip', params: fault },
        description: 'No answer, but the old access token still lives: back off',
      },
      {
        guard: { type: 'isTransient', params: fault },
        target: 'error',
        actions: { type: 'endRefreshAsOffline', params: fault },
        description: 'No answer, and the access token is dead: offline',
      },
      {
        target: 'error',
        actions: { type: 'endRefresh', params: (event) => fatalError(fault(event)) },
        description: 'A fault that another try cannot cure',
      },
    ],
  },
})
