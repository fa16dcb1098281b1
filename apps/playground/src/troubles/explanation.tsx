import type { ReactElement } from 'react'
import { useLab } from '../lab/lab-context.ts'
import type { Incident, Trouble } from '../lab/troubles/trouble.ts'

/** What is said of a trouble, or of an incident. */
export type Explained = Pick<Trouble | Incident, 'title' | 'explanation' | 'goodClient' | 'obstacle'>

/** What a button does, what a good client does about it, and why it cannot be pressed now. */
export function Explanation({ explanation, goodClient, obstacle }: Explained): ReactElement {
  const why = obstacle?.(useLab())
  return (
    <>
      {why && <strong>Not now. {why} </strong>}
      {explanation} <span className="good-client">A good client {goodClient}</span>
    </>
  )
}
