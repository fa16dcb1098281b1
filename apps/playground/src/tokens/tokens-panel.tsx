import type { ReactElement } from 'react'
import { AccessTokenPart } from './access-token/access-token-part.tsx'
import { IdTokenPart } from './id-token/id-token-part.tsx'
import { KeptPart } from './kept/kept-part.tsx'
import { RefreshTokenPart } from './refresh-token/refresh-token-part.tsx'
import { TryPart } from './try/try-part.tsx'

/** The tokens of the session, checked claim by claim, what can be done with them, and where they are kept. */
export function TokensPanel(): ReactElement {
  return (
    <section className="tokens" aria-labelledby="tokens-heading">
      <h2 id="tokens-heading">Tokens</h2>
      <TryPart />
      <IdTokenPart />
      <AccessTokenPart />
      <RefreshTokenPart />
      <KeptPart />
    </section>
  )
}
