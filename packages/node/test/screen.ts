import { stripVTControlCharacters } from 'node:util'
import type { AwaitingUserView, DeviceFlowView } from '@device-flow/machine'
import { createVirtualClock, virtualEpoch } from '@device-flow/testing'
import type { VirtualClock } from '@device-flow/testing'
import { terminalPrompt } from '../src/index.ts'
import type { DevicePrompt, PromptHandlers, TerminalPromptOptions } from '../src/index.ts'

/** The handlers of a prompt, and what they write to their terminal. */
export interface Screen extends PromptHandlers {
  clock: VirtualClock
  /** All that was written since the last call. */
  written(): string
}

/** A prompt on a terminal of that size, on virtual time. */
export function screen({
  isTTY = true,
  columns = 100,
  rows = 50,
  ...options
}: TerminalPromptOptions & { isTTY?: boolean; columns?: number; rows?: number } = {}): Screen {
  let output = ''
  const clock = createVirtualClock()
  const stream = { isTTY, columns, rows, write: (text: string) => void (output += text) }
  const handlers = terminalPrompt({ stream, env: {}, clock, ...options })
  const written = (): string => {
    const since = output
    output = ''
    return since
  }
  return { ...handlers, clock, written }
}

/** What the server gave to show. */
export const prompt: DevicePrompt = {
  userCode: 'WDJB-MJHT',
  verificationUri: 'https://id.example.com/activate',
  verificationUriComplete: 'https://id.example.com/activate?user_code=WDJB-MJHT',
  expiresAt: virtualEpoch + 900_000,
  expiresInSeconds: 900,
  intervalMs: 5000,
}

/** The view of the login before the person has decided. */
export const waiting: AwaitingUserView = {
  status: 'awaitingUser',
  userCode: prompt.userCode,
  verificationUri: prompt.verificationUri,
  verificationUriComplete: prompt.verificationUriComplete,
  expiresAt: prompt.expiresAt,
  receivedAt: virtualEpoch,
  intervalMs: 5000,
  blips: 0,
  lastBlip: undefined,
  lastBlipDescription: undefined,
  outage: false,
  advice: undefined,
}

/** The view of a login that the person approved, with what its ID token says. */
export function authorized(claims: Record<string, string>): DeviceFlowView {
  const idToken = { iss: '', sub: 'person-1', aud: '', iat: 0, exp: 0, ...claims }
  return {
    status: 'authorized',
    claims: idToken,
    scope: undefined,
    accessTokenExpiresAt: undefined,
    refreshing: false,
    unsaved: false,
    renewable: true,
    endsAt: undefined,
    problem: undefined,
  }
}

/** What a person reads of a text, line by line. */
export function plainLines(text: string): string[] {
  return stripVTControlCharacters(text)
    .split('\n')
    .map((line) => line.trim())
}
