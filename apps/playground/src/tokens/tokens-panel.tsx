import type { ReactElement } from 'react'
import { useFlow } from '../lab/lab-context.ts'

/** The tokens of the session, checked claim by claim, and what can be done with them. */
export function TokensPanel(): ReactElement {
  const flow = useFlow()
  return (
    <section className="tokens" aria-label="Tokens">
      <pre>{JSON.stringify(flow?.claims ?? {}, null, 2)}</pre>
    </section>
  )
}
