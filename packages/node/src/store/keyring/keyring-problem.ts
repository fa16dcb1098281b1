import { SessionStoreError } from '@device-flow/session/encrypted'
import type { StoreProblem } from '@device-flow/session/encrypted'

/**
 * What is wrong with a keyring.
 *
 * - `absent` – there is none: no session bus, no service, no package for this platform
 * - `locked` – a person has to unlock it
 * - `denied` – it does not give this program its item
 * - `hung` – it does not answer
 */
export type KeyringState = 'absent' | 'locked' | 'denied' | 'hung'

const OTHERWISE = "To keep the key in a file that only you can read, use the option store: 'file'."

const TEXTS: Record<KeyringState, readonly [StoreProblem, string]> = {
  absent: ['unavailable', `There is no keyring here. ${OTHERWISE}`],
  locked: ['locked', `The keyring is locked. Unlock it, and try again. ${OTHERWISE}`],
  denied: ['keyDenied', `The keyring does not let this program in. Allow it, and try again. ${OTHERWISE}`],
  hung: [
    'unavailable',
    `The keyring does not answer. Restart it, or sign out of the desktop and in again. ${OTHERWISE}`,
  ],
}

/** A keyring does not work; `state` says how. */
export class KeyringError extends SessionStoreError {
  readonly state: KeyringState

  constructor(state: KeyringState, options?: { cause?: unknown }) {
    super(...TEXTS[state], options)
    this.state = state
  }
}

/** What the platforms' keyrings say, in the words of `keyring-rs`: they come without a code. */
const WORDS: readonly (readonly [RegExp, KeyringState])[] = [
  [/did not receive a reply|timed? ?out/i, 'hung'],
  // macOS: errSecInteractionNotAllowed.
  [/\b(?:un)?lock|dismissed|interaction is not allowed|-25308/i, 'locked'],
  // Without a bus, a service on it, a keyring in that (one was never made), or a package for this platform.
  [/autolaunch|not provided by any|no such|no result found|cannot find|failed to load native/i, 'absent'],
]

/**
 * Says what is wrong by what a keyring's failure says. What it says in other words counts as a refusal: were it taken for an absence, less
 * would be used in silence.
 */
export function toKeyringError(error: unknown): KeyringError {
  if (error instanceof KeyringError) return error
  const text = error instanceof Error ? error.message : String(error)
  const [, state = 'denied'] = WORDS.find(([words]) => words.test(text)) ?? []
  return new KeyringError(state, { cause: error })
}
