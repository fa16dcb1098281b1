import type { OAuthServicesOptions } from '@device-flow/oauth'
import type { Check } from './check.ts'
import { isReadable, preflightsOf, whyNotSent } from './preflights.ts'
import type { SeenRequest } from './watch-requests.ts'

const ADVICE =
  'Allow the origin for this client at the server, or put a proxy of your own before it: see docs/cors.md of device-flow.'

/** A page in a browser, for which a login is looked at. */
export interface Page {
  /** Undefined where none was given. */
  readonly origin: string | undefined
  readonly dispatcher: OAuthServicesOptions['dispatcher']
  readonly signal: AbortSignal
}

/** Says whether a page could send these requests, and read what was answered to them: the metadata, the code, the tokens. */
export async function checkCors({ origin, ...by }: Page, seen: readonly SeenRequest[]): Promise<Check> {
  const name = 'cors'
  if (origin === undefined) return { name, status: 'skipped', message: 'For a page in a browser: give its --origin.' }
  const answers = seen.filter(({ method, status }) => method === 'POST' || (method === 'GET' && status === 200))
  if (answers.length === 0) return { name, status: 'skipped', message: 'Not reached.' }
  const closed = answers.filter(({ headers }) => !isReadable(headers, origin)).map(({ url }) => addressOf(url))
  if (closed.length > 0) {
    const message = `A page of ${origin} may not read the answers of ${[...new Set(closed)].join(', ')}.`
    return { name, status: 'failed', message, advice: ADVICE }
  }
  for (const preflight of preflightsOf(answers)) {
    const why = await whyNotSent(preflight, { origin, ...by })
    if (why === undefined) continue
    const what = `${preflight.headers.join(', ')} to ${addressOf(preflight.url)}`
    return { name, status: 'failed', message: `A page of ${origin} may not send ${what}: ${why}.`, advice: ADVICE }
  }
  return { name, status: 'ok', message: `A page of ${origin} may send the requests, and read the answers.` }
}

/** Of a server that refuses what comes from a page of this origin. */
export function refusedOrigin(failure: unknown): Check {
  const message = failure instanceof Error ? failure.message : String(failure)
  return { name: 'cors', status: 'failed', message, advice: ADVICE }
}

function addressOf({ origin, pathname }: URL): string {
  return origin + pathname
}
