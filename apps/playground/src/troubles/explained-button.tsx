import { useId, type ReactElement } from 'react'
import { useLab } from '../lab/lab-context.ts'
import { Explanation, type Explained } from './explanation.tsx'

type Props = Explained & {
  /** Of what stays on: whether it is. */
  isOn?: boolean
  onPress: () => void
  /** It is pointed at, or has the focus. */
  onPoint: () => void
}

/** A button that is described by what it does. One that cannot be pressed takes the focus all the same, so that everybody can read why. */
export function ExplainedButton({ isOn, onPress, onPoint, ...explained }: Props): ReactElement {
  const id = useId()
  const lab = useLab()
  const isHindered = !isOn && explained.obstacle?.(lab) !== undefined
  return (
    <li>
      <button
        aria-pressed={isOn}
        aria-disabled={isHindered}
        aria-describedby={id}
        onClick={isHindered ? undefined : onPress}
        onFocus={onPoint}
        onPointerEnter={onPoint}
      >
        {explained.title}
      </button>
      <p id={id} className="explanation">
        <Explanation {...explained} />
      </p>
    </li>
  )
}
