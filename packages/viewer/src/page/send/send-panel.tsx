import { useId, useState, type FormEvent, type ReactElement } from 'react'
import type { EventJson } from '@device-flow/inspect'
import { Panel } from '../panel/panel.tsx'
import { readEvent } from './read-event.ts'

interface Props {
  /** The events that the live state waits for. */
  accepted: readonly string[]
  /** Why nothing can be sent, e.g. because this is a transcript. */
  obstacle: string | undefined
  onSend: (event: EventJson) => void
}

/** Sends events to the actor. */
export function SendPanel({ accepted, obstacle, onSend }: Props): ReactElement {
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<string>()
  const fieldId = useId()
  const problemId = useId()

  const submit = (form: FormEvent): void => {
    form.preventDefault()
    const read = readEvent(text)
    if ('problem' in read) return setProblem(read.problem)
    setProblem(undefined)
    setText('')
    onSend(read.event)
  }
  if (obstacle !== undefined) {
    return (
      <Panel area="send" title="Send">
        <p className="quiet">{obstacle}</p>
      </Panel>
    )
  }
  return (
    <Panel area="send" title="Send">
      <div className="send-buttons">
        {accepted.length === 0 && <p className="quiet">This state waits for no event from outside.</p>}
        {accepted.map((type) => (
          <button key={type} type="button" className="send-event" onClick={() => onSend({ type })}>
            {type}
          </button>
        ))}
      </div>
      <form className="send-form" onSubmit={submit}>
        <label htmlFor={fieldId}>Event as JSON</label>
        <input
          id={fieldId}
          value={text}
          onChange={(event) => setText(event.target.value)}
          placeholder='{ "type": "…" }'
          spellCheck={false}
          autoComplete="off"
          aria-invalid={problem !== undefined}
          aria-describedby={problem === undefined ? undefined : problemId}
        />
        <button type="submit">Send</button>
        {problem !== undefined && (
          <p id={problemId} className="problem" role="alert">
            {problem}
          </p>
        )}
      </form>
    </Panel>
  )
}
