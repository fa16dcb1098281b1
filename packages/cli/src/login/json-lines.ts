import { isDeviceFlowError } from '@device-flow/machine'
import type { DeviceFlowView } from '@device-flow/machine'
import type { DevicePrompt, Session } from '@device-flow/node'
import { replaceHiddenCharacters } from '@device-flow/untrusted'
import { jsonReason } from './json-reason.ts'

/** One line of `--json`, in OAuth's own words. */
export type JsonLine = { type: 'prompt' | 'blip' | 'authorized' | 'error' } & Record<string, unknown>

/**
 * A line as text. Control, bidi and invisible characters are escaped, so that a terminal that shows the line does not obey them; JSON
 * parsers see them as they were.
 */
export function encodeJsonLine(line: JsonLine): string {
  const escaped = replaceHiddenCharacters(JSON.stringify(line), (character) =>
    character
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  )
  return `${escaped}\n`
}

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
    return hasGrown && 'lastBlip' in view
      ? { type: 'blip', reason: view.lastBlip && jsonReason(view.lastBlip), count }
      : undefined
  }
}

/** Makes the line that says who signed in, for how long (seconds) and what for; with the tokens only on demand. */
export function authorizedLine({ actor, claims, scope }: Session, showTokens: boolean): JsonLine {
  const { tokens } = actor.getSnapshot().context
  const { expiresAt, receivedAt = 0 } = tokens ?? {}
  return {
    type: 'authorized',
    scope,
    expires_in: expiresAt === undefined ? undefined : Math.max(0, Math.ceil((expiresAt - receivedAt) / 1000)),
    id_token_claims: claims,
    ...(showTokens && { access_token: tokens?.accessToken.reveal(), refresh_token: tokens?.refreshToken?.reveal() }),
  }
}

/** Makes the line that says why there is no session. `error` is the server's own code, when it gave one. */
export function errorLine(failure: unknown): JsonLine {
  if (isDeviceFlowError(failure)) {
    return { type: 'error', error: failure.error, reason: jsonReason(failure.reason), message: failure.message }
  }
  return { type: 'error', reason: 'unexpected', message: 'Something went wrong in this software.' }
}
