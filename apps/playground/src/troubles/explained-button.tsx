import { useId, type ReactElement } from 'react'
import { useLab } from '../lab/lab-context.ts'
import type { Incident, Trouble } from './trouble.ts'

type Props = Pick<Trouble | Incident, 'title' | 'explanation' | 'goodClient' | 'obstacle'> & {
  /** Of what stays on: whether it is. */
  isOn?: boolean
  onPress: () => void
}

/**
 * A button with what it does. The text is shown beside it, or on top of the page while it is pointed at or has the focus; it describes the
 * button in any case. One that cannot be pressed keeps the focus, so that everybody can read why.
 */
export function ExplainedButton({ title, explanation, goodClient, obstacle, isOn, onPress }: Props): ReactElement {
  const id = useId()
  const lab = useLab()
  const why = isOn ? undefined : obstacle?.(lab)
  return (
    <li>
      <button
        aria-pressed={isOn}
        aria-disabled={Boolean(why)}
        aria-describedby={id}
        onClick={why ? undefined : onPress}
      >
        {title}
      </button>
      <p id={id} className="explanation">
        {why && <strong>Not now. {why} </strong>}
        {explanation} <span className="good-client">A good client: {goodClient}</span>
      </p>
    </li>
  )
}
