import type { ReactElement } from 'react'
import { useLab } from '../lab/lab-context.ts'

/** The person's side, with a phone in the hand. */
export function PersonSide(): ReactElement {
  const { scripted } = useLab().server
  return (
    <section className="person" aria-label="The person">
      <button onClick={() => scripted?.approve()}>Approve</button>
      <button onClick={() => scripted?.deny()}>Deny</button>
    </section>
  )
}
