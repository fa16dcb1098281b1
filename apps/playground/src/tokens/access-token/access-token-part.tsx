import { cleanText } from '@device-flow/untrusted'
import { useSecondsLeft } from '@device-flow/react'
import type { TokenSet } from '@device-flow/machine'
import type { ReactElement } from 'react'
import { useLab } from '../../lab/lab-context.ts'
import { readJwt } from '../../wire/read-jwt.ts'
import { JwtParts } from '../jwt-parts.tsx'
import { MaskedToken } from '../masked-token.tsx'
import { useTokens } from '../use-tokens.ts'
import { compareScopes } from './compare-scopes.ts'

/** The access token that the device holds: what it is, what it is good for, and how long. */
export function AccessTokenPart(): ReactElement {
  const tokens = useTokens()
  return (
    <section aria-label="Access token">
      <h3>Access token</h3>
      <p className="quiet">Opens the API. Who holds it may use it, unless it is bound to a key (DPoP, RFC 9449).</p>
      {tokens ? <Held tokens={tokens} /> : <p>The device holds none.</p>}
    </section>
  )
}

function Held({ tokens }: { tokens: TokenSet }): ReactElement {
  const { settings } = useLab()
  const accessToken = tokens.accessToken.reveal()
  const jwt = readJwt(accessToken)
  const isBound = tokens.tokenType === 'dpop'
  return (
    <>
      <MaskedToken name="access token" value={accessToken} />
      <dl className="facts">
        <dt>Form</dt>
        <dd>
          {jwt
            ? 'A JWT (RFC 9068, where its typ is at+jwt). It is for the API to read: a client must not rely on what is in it, as the server may change it at any time.'
            : 'Opaque: a text that only the server understands. The API asks the server about it, by introspection (RFC 7662) say.'}
        </dd>
        <dt>Type</dt>
        <dd>
          {isBound
            ? 'DPoP: bound to a key of this device. Stolen, it is of no use without that key.'
            : 'Bearer (RFC 6750): whoever holds it may use it.'}
        </dd>
        <dt>Scope</dt>
        <dd>{compareScopes(settings.scope, tokens)}</dd>
        <dt>Expires</dt>
        <dd>
          <Expiry tokens={tokens} />
        </dd>
        {tokens.authorizationDetails && (
          <>
            <dt>Details</dt>
            <dd>
              <code>{cleanText(JSON.stringify(tokens.authorizationDetails), 1000)}</code>
            </dd>
          </>
        )}
      </dl>
      {jwt && <JwtParts jwt={jwt} name="access token" />}
    </>
  )
}

/** Apart: it is drawn each second, and nothing else is. */
function Expiry({ tokens: { expiresAt, receivedAt } }: { tokens: TokenSet }): ReactElement {
  const { clock } = useLab()
  const secondsLeft = useSecondsLeft({ expiresAt, receivedAt, clock })
  if (expiresAt === undefined) return <>The server does not say when (expires_in).</>
  const at = new Date(expiresAt).toISOString().slice(11, 19)
  return secondsLeft > 0 ? (
    <>
      in <span role="timer">{inWords(secondsLeft)}</span>, at {at} UTC. The device renews it before.
    </>
  ) : (
    <>It has expired, at {at} UTC.</>
  )
}

function inWords(seconds: number): string {
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60]
  return minutes > 0 ? `${minutes} min ${rest} s` : `${rest} s`
}
