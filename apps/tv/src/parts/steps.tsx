import type { ReactElement } from 'react'

/** What to do, in a line: each step with its number. */
export function Steps({ children: steps }: { children: readonly string[] }): ReactElement {
  return (
    <ol className="steps">
      {steps.map((step, index) => (
        <li key={step}>
          <span className="step-number" aria-hidden="true">
            {index + 1}
          </span>
          {step}
        </li>
      ))}
    </ol>
  )
}
