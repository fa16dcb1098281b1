import { useEffect, useRef, type ReactElement } from 'react'

/** What the person has decided. */
export type Decision = 'approve' | 'deny'

const WORDS: Record<Decision, { title: string; text: string }> = {
  approve: {
    title: 'You are done here',
    text: 'Look at your device: it asks the server again in a moment, and goes on by itself.',
  },
  deny: { title: 'You said no', text: 'The device gets nothing, and will say so in a moment.' },
}

interface Props {
  decision: Decision
  /** It was decided on the phone: the focus goes on from the button that is gone. */
  takesFocus: boolean
  onAgain: () => void
}

/** The last page: what to look at now. */
export function Decided({ decision, takesFocus, onAgain }: Props): ReactElement {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (takesFocus) heading.current?.focus({ preventScroll: true })
  }, [takesFocus])
  const { title, text } = WORDS[decision]
  return (
    <div className={`phone-form decided-${decision}`}>
      <h3 ref={heading} tabIndex={-1}>
        {title}
      </h3>
      <p>{text}</p>
      <button onClick={onAgain}>Enter another code</button>
    </div>
  )
}
