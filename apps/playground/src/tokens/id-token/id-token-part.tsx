import { useMemo, type ReactElement } from 'react'
import { useExchanges, useFlow, useLab } from '../../lab/lab-context.ts'
import { JwtParts } from '../jwt-parts.tsx'
import { isIdTokenKept } from '../../wire/token-verdicts.ts'
import { MaskedToken } from '../masked-token.tsx'
import { tokenResponses, type TokenResponse } from '../../wire/token-response.ts'
import type { IdTokenCheck } from './check.ts'
import { CheckList } from './check-list.tsx'
import { readJwt } from '../../wire/read-jwt.ts'
import { useIdTokenChecks } from './use-id-token-checks.ts'

/** The newest ID token that came, also one that the login has turned down: it was on the wire all the same. */
export function IdTokenPart(): ReactElement {
  const { settings, clientSecret } = useLab()
  const exchanges = useExchanges()
  const clientId = useFlow()?.actor.getSnapshot().context.client?.clientId ?? settings.clientId
  const responses = useMemo(() => tokenResponses(exchanges), [exchanges])
  const newest = responses.findLast(({ idToken }) => idToken !== undefined)
  const checks = useIdTokenChecks(newest, responses, exchanges, { clientId, clientSecret: clientSecret?.reveal() })
  const idToken = newest?.idToken
  const jwt = idToken === undefined ? undefined : readJwt(idToken)
  return (
    <section aria-label="ID token">
      <h3>ID token</h3>
      <p className="quiet">
        Says who has signed in, to this client alone. A client has to check it before it believes a word of it (OpenID
        Connect Core §3.1.3.7).
      </p>
      {newest && idToken !== undefined ? (
        <>
          <p className={isTurnedDown(newest) ? 'problem' : undefined} role="status">
            {headline(newest, checks)}
          </p>
          <MaskedToken name="ID token" value={idToken} />
          {jwt && <JwtParts jwt={jwt} name="ID token" />}
          <CheckList checks={checks} />
        </>
      ) : (
        <p>{responses.length > 0 ? withoutIdToken(settings.scope) : 'None has come yet.'}</p>
      )}
    </section>
  )
}

function headline({ exchange }: TokenResponse, checks: readonly IdTokenCheck[]): string {
  const from = `It came with request ${exchange.number} (${exchange.kind})`
  const failed = checks.filter(({ result }) => result === 'failed').map(({ name }) => name)
  const which = failed.length > 0 ? ` What is wrong: ${failed.join(', ')}.` : ''
  if (exchange.verdict?.outcome === 'invalidIdToken') {
    return `${from}, and the login turned it down, and all tokens with it.${which}`
  }
  if (checks.length === 0) return `${from}. It is being checked …`
  if (!exchange.verdict) return `${from}.${which}`
  if (exchange.verdict.outcome === 'approved')
    return `${from}. The login waits for the keys of the server, to check it.`
  if (!isIdTokenKept(exchange.verdict)) return `${from}, and the login dropped it, and went on without it.${which}`
  const toKnow = checks.filter(({ result }) => result === 'noted').map(({ name }) => name)
  if (toKnow.length > 0) return `${from}, and the login took it: no check failed. To know: ${toKnow.join(', ')}.`
  return `${from}, and the login took it: every check passed.`
}

function isTurnedDown({ exchange }: TokenResponse): boolean {
  return exchange.verdict?.outcome === 'invalidIdToken'
}

function withoutIdToken(scope: string): string {
  return scope.split(' ').includes('openid')
    ? 'None came, though the scope has openid in it: this server issues none.'
    : 'None came, as nobody asked for it: the scope has no openid in it.'
}
