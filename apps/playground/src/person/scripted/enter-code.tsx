import { useId, useState, type ReactElement } from 'react'
import { Warning } from '../warning.tsx'

interface Props {
  /** What is wrong with the code that was typed before. */
  problem: string | undefined
  /** The code that the device shows, if it shows one. */
  shownCode: string | undefined
  onNext: (typed: string) => void
}

/** The first page: type the code. */
export function EnterCode({ problem, shownCode, onNext }: Props): ReactElement {
  const [typed, setTyped] = useState('')
  const id = useId()
  return (
    <form
      className="phone-form"
      onSubmit={(event) => {
        event.preventDefault()
        onNext(typed)
      }}
    >
      <h3>Connect a device</h3>
      <label htmlFor={id}>Code on the device (user code)</label>
      <input
        id={id}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        inputMode="numeric"
        maxLength={64}
        aria-invalid={problem !== undefined}
        aria-describedby={problem && `${id}-problem`}
      />
      <p className="problem" id={`${id}-problem`} role="status">
        {problem}
      </p>
      <button className="main">Next</button>
      <button type="button" disabled={shownCode === undefined} onClick={() => onNext(shownCode ?? '')}>
        Use the code on the device
      </button>
      <Warning />
    </form>
  )
}
