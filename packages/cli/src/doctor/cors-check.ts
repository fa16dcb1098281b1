import type { Check } from './check.ts'
import type { SeenRequest } from './watch-requests.ts'

/** Says whether a page of an origin could have read what was answered to it: the metadata, the code, the tokens. */
export function checkCors(origin: string | undefined, seen: readonly SeenRequest[]): Check {
  if (origin === undefined) {
    return { name: 'cors', status: 'skipped', message: 'For a page in a browser: give its --origin.' }
  }
  const answers = seen.filter(({ method, status }) => method === 'POST' || (method === 'GET' && status === 200))
  const closed = answers.filter(({ headers }) => !isReadable(headers?.get('access-control-allow-origin'), origin))
  if (answers.length === 0) return { name: 'cors', status: 'skipped', message: 'Not reached.' }
  if (closed.length === 0) return { name: 'cors', status: 'ok', message: `A page of ${origin} may read the answers.` }
  const urls = [...new Set(closed.map(({ url }) => `${url.origin}${url.pathname}`))]
  return {
    name: 'cors',
    status: 'failed',
    message: `A page of ${origin} may not read the answers of ${urls.join(', ')}.`,
    advice:
      'Allow the origin for this client at the server, or put a proxy of your own before it: see docs/cors.md of device-flow.',
  }
}

function isReadable(allowed: string | null | undefined, origin: string): boolean {
  return allowed === '*' || allowed === origin
}
