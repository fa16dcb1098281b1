import { jsonReason } from '@device-flow/error-codes'
import type { DeviceFlowView } from '@device-flow/machine'
import type { DevicePrompt, Session } from '@device-flow/node'
import { inCommandWords } from '../failure/command-words.ts'
import type { JsonLine } from '../json/json-line.ts'
import type { KeyPlace } from '../kept/key-place.ts'

/** Makes the line with the code and where to enter it. Durations are in seconds. */
export function promptLine(prompt: DevicePrompt): JsonLine {
  return {
    type: 'prompt',
    user_code: prompt.userCode,
    verification_uri: prompt.verificationUri,
    verification_uri_complete: prompt.verificationUriComplete,
    expires_in: prompt.expiresInSeconds,
    interval: prompt.intervalMs / 1000,
  }
}

/** Makes a line each time when one more request in a row got no usable response. */
export function createBlipLines(): (view: DeviceFlowView) => JsonLine | undefined {
  let count = 0
  return (view) => {
    const blips = 'blips' in view ? view.blips : 0
    const hasGrown = blips > count
    count = blips
    if (!hasGrown || !('lastBlip' in view)) return undefined
    const { lastBlip, lastBlipDescription } = view
    return { type: 'blip', reason: lastBlip && jsonReason(lastBlip), count, error_description: lastBlipDescription }
  }
}

/** Makes a line, once a code, that says what may keep the person. */
export function createHintLines(): (view: DeviceFlowView) => JsonLine | undefined {
  let told: unknown
  return (view) => {
    const advice = view.status === 'awaitingUser' ? view.advice : undefined
    const isNew = advice !== told
    told = advice
    return advice && isNew
      ? { type: 'hint', provider: advice.provider, message: inCommandWords(advice.text) }
      : undefined
  }
}

/** What the line has beside who signed in. */
interface AuthorizedLineOptions {
  showsTokens: boolean
  /** Where the key of the session is, if it is kept. */
  store: KeyPlace | undefined
  /** The scopes that were asked for and not granted. */
  notGranted: string | undefined
}

/** Makes the line that says who signed in, for how long (seconds) and what for; with the tokens only on demand. */
export function authorizedLine(
  { actor, claims, scope, authorizationDetails }: Session,
  { showsTokens, store, notGranted }: AuthorizedLineOptions,
): JsonLine {
  const { tokens } = actor.getSnapshot().context
  const { expiresAt } = tokens ?? {}
  return {
    type: 'authorized',
    scope,
    not_granted: notGranted,
    expires_in: expiresAt === undefined ? undefined : Math.max(0, Math.ceil((expiresAt - Date.now()) / 1000)),
    id_token_claims: claims,
    authorization_details: authorizationDetails,
    store,
    ...(showsTokens && { access_token: tokens?.accessToken.reveal() }),
    // Of a session that is kept nobody else gets it: of two who use it up, one is taken for a thief.
    ...(showsTokens && !store && { refresh_token: tokens?.refreshToken?.reveal() }),
  }
}
