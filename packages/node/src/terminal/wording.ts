import type { TransientFaultReason, DeviceFlowView, RequestingView } from '@device-flow/machine'
import { cleanText } from '@device-flow/untrusted'

const MAX_NAME_CHARS = 60
const MAX_DESCRIPTION_CHARS = 120

type LastBlip = Partial<Pick<RequestingView, 'lastBlip' | 'lastBlipDescription'>>

const BLIPS: Record<TransientFaultReason, string> = {
  offline: 'no connection',
  timeout: 'no answer in time',
  serverError: 'the server has trouble',
  rateLimited: 'the server is busy',
  invalidResponse: 'an answer that makes no sense',
  busy: 'another process is at it',
}

/** What kind of blip it was, in a few words, and what the server said of it. */
export function blipText({ lastBlip, lastBlipDescription = '' }: LastBlip): string {
  const kind = lastBlip ? BLIPS[lastBlip] : 'no answer'
  const said = cleanText(lastBlipDescription, MAX_DESCRIPTION_CHARS)
  return said ? `${kind}: “${said}”` : kind
}

/** `9:05`, or `1:09:05`, of a duration in ms. */
export function clockText(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  const upToMinutes = hours > 0 ? `${hours}:${twoDigits(minutes)}` : `${minutes}`
  return `${upToMinutes}:${twoDigits(seconds % 60)}`
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0')
}

/** How long a code is good for, in the unit that a person would say it in. */
export function lifeText(seconds: number): string {
  if (seconds === 1) return '1 second'
  if (seconds < 120) return `${seconds} seconds`
  const minutes = Math.round(seconds / 60)
  return minutes < 120 ? `${minutes} minutes` : `${Math.floor(minutes / 60)} hours`
}

/** How a login ended, in one line. */
export interface Outcome {
  isGood: boolean
  text: string
}

// Services have cleaned what a server said, or should have: a terminal obeys what they missed.

/** How a login ended; none while it goes on. */
export function outcomeOf(view: DeviceFlowView): Outcome | undefined {
  if (view.status === 'authorized') return { isGood: true, text: `Signed in${nameIn(view.claims)}.` }
  if (view.status === 'error') return { isGood: false, text: cleanText(view.error.message) }
  // While what is kept is being read, nothing has begun that could have ended.
  if (view.status === 'idle' && !view.restoring) return { isGood: false, text: 'Cancelled.' }
  return undefined
}

function nameIn(claims: Readonly<Record<string, unknown>> | undefined): string {
  const name = [claims?.['name'], claims?.['preferred_username'], claims?.['email'], claims?.['sub']].find(
    (claim) => typeof claim === 'string' && cleanText(claim) !== '',
  )
  return name === undefined ? '' : ` as ${cleanText(String(name), MAX_NAME_CHARS)}`
}
