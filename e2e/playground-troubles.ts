import type { Screen } from './playground-page.ts'

/** What a trouble is about: polls, requests of any kind, the response with tokens, refreshes, the device. */
export type TroubleKind = 'poll' | 'network' | 'grant' | 'refresh' | 'device'

/**
 * Each trouble, what it is about, and what the device shows once it has met it: undefined where that depends on how long the access token is
 * good for.
 */
export const TROUBLES: readonly [name: string, kind: TroubleKind, screen: Screen | undefined][] = [
  ['Pending for ever', 'poll', 'code'],
  ['Denied', 'poll', 'problem'],
  ['Expire', 'poll', 'problem'],
  ['Slow down', 'poll', 'code'],
  ['Slow down, each time', 'poll', 'code'],
  ['Connection reset', 'network', 'code'],
  ['Time-out', 'network', 'code'],
  ['502 page', 'network', 'code'],
  ['503, Retry-After', 'network', 'code'],
  ['429, Retry-After', 'network', 'code'],
  ['429 alone', 'network', 'code'],
  ['Captive portal: page', 'network', 'code'],
  ['Captive portal: redirect', 'network', 'code'],
  ['Half an answer', 'network', 'code'],
  // Before those with unknown keys: the key set is not fetched anew each second.
  ['Key rotation', 'grant', 'signed in'],
  ['Another issuer', 'grant', 'problem'],
  ['Another client', 'grant', 'problem'],
  ['Expired', 'grant', 'problem'],
  ['Issued tomorrow', 'grant', 'signed in'],
  ['Not valid yet', 'grant', 'problem'],
  ['No subject', 'grant', 'problem'],
  ['Not signed', 'grant', 'problem'],
  ['Wrong signature', 'grant', 'problem'],
  ['Unknown key', 'grant', 'problem'],
  ['Lost refresh reply', 'refresh', undefined],
  ['Refresh refused', 'refresh', undefined],
  ['Refresh token reused', 'refresh', undefined],
  ['Revoked elsewhere', 'refresh', undefined],
  ['Offline', 'device', 'code'],
  ['Fast clock', 'device', 'code'],
  ['Slow clock', 'device', 'code'],
  ['Second tab', 'device', 'code'],
  ['Clock +1 h', 'device', 'code'],
  ['Clock −1 h', 'device', 'code'],
  ['Hidden for a minute', 'device', 'code'],
  ['Reload', 'device', 'code'],
  ['“I have signed in”', 'device', 'code'],
  ['Sleep an hour', 'device', 'problem'],
]

/** Troubles after which the device looks for the key for some seconds, in case the published keys lag behind; 30 s at most. */
export const KEY_TROUBLES: ReadonlySet<string> = new Set(['Wrong signature', 'Unknown key'])
