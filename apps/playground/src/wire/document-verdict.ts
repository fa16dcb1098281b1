import type { Exchange, Verdict, WireResponse } from './exchange.ts'
import { membersIn } from './members-in.ts'
import { VERDICTS } from './verdicts.ts'

/** What a login that got past its metadata has made of such a response. */
export function metadataVerdict(exchange: Exchange, issuer: string | undefined): Verdict {
  const { response } = exchange
  const redirect = redirectVerdict(exchange)
  if (redirect) return redirect
  if (response?.status !== 200) return VERDICTS.noMetadata
  const named = membersIn(response.body)?.['issuer']
  const isIdentical = issuer === undefined || named === undefined || named === issuer
  return isIdentical ? VERDICTS.metadata : VERDICTS.metadataOfAnotherSpelling
}

/** What became of a redirect of a document: metadata, or keys. */
export function redirectVerdict({ request, response, kind }: Exchange): Verdict | undefined {
  if (!response || (kind !== 'discovery' && kind !== 'keys')) return undefined
  if (isHiddenRedirect(response)) return VERDICTS.hiddenRedirect
  const { redirectedTo } = response
  const isElsewhere = redirectedTo !== undefined && new URL(redirectedTo).origin !== new URL(request.url).origin
  return isElsewhere ? VERDICTS.redirectElsewhere : undefined
}

/** Browsers show a page nothing of a redirect that is not followed: not its status, not its address. */
export function isHiddenRedirect({ status }: WireResponse): boolean {
  return status === 0
}
