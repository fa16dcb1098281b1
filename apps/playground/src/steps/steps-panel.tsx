import type { ReactElement } from 'react'
import { useExchanges } from '../lab/lab-context.ts'

/** What went over the wire, step by step. */
export function StepsPanel(): ReactElement {
  const exchanges = useExchanges()
  return (
    <section className="steps" aria-label="On the wire">
      <ol>
        {exchanges.map(({ number, kind, request, response, failure, trouble, verdict }) => (
          <li key={number}>
            {number} {kind} {request.method} {request.url} {response?.status ?? failure} {trouble} {verdict?.outcome}
          </li>
        ))}
      </ol>
    </section>
  )
}
