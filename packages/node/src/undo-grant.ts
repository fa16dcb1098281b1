import { DeviceFlowError } from '@device-flow/machine'
import type { TokenSet } from '@device-flow/machine'
import type { SessionServices } from '@device-flow/session'
import type { NotedGrants } from './noted-grants.ts'

/** A login whose grant can be undone while its session is being kept. */
export interface UndoableGrant extends Pick<NotedGrants, 'services' | 'isGranted'> {
  /** Revokes the grant at once, and ends its session as soon as the write of it has come to its end. */
  undo(): void
}

/** Lets the grant of a login be undone whose session is not kept in time: a store may hang, or be late. */
export function undoableGrant(kept: SessionServices, below: NotedGrants): UndoableGrant {
  let undone: { tokens: TokenSet; revoked: Promise<unknown> } | undefined
  return {
    services: {
      ...kept,
      async pollToken(authorization, call) {
        const outcome = await kept.pollToken(authorization, call)
        if (!undone) return outcome
        // It may be in the store by now, or be written by a later try.
        await Promise.all([undone.revoked, kept.revokeTokens(undone.tokens)])
        return { type: 'ended', error: new DeviceFlowError('signedOut', 'The login was cancelled. Start again.') }
      },
    },
    isGranted: below.isGranted,
    undo() {
      const tokens = below.tokens()
      if (tokens) undone ??= { tokens, revoked: revoke(below.services, tokens) }
    },
  }
}

/** Never rejects: once more it is asked for when the session is ended. */
async function revoke(services: SessionServices, tokens: TokenSet): Promise<void> {
  try {
    await services.revokeTokens(tokens)
  } catch {
    // The person has cancelled, whatever the server says.
  }
}
