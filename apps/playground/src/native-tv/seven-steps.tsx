import type { ReactElement } from 'react'
import { STEPS, type Step } from '../steps/steps.ts'
import { MESSAGES } from './messages.ts'

/** The seven steps of a device login, each with what goes over the wire. */
export function SevenSteps(): ReactElement {
  return (
    <section id="steps">
      <h2>The seven steps</h2>
      <ol className="seven">
        {STEPS.map((step) => (
          <OneStep key={step.number} step={step} />
        ))}
      </ol>
    </section>
  )
}

function OneStep({ step: { number, title, summary, rule } }: { step: Step }): ReactElement {
  const { request, response, notes } = MESSAGES[number]
  return (
    <li>
      <h3>
        {number}. {title}
      </h3>
      <p>
        {summary} <a href={rule.url}>{rule.text}</a>
      </p>
      {(request || response) && (
        <div className="messages">
          {request && <Message title="Request" text={request} />}
          {response && <Message title="Response" text={response} />}
        </div>
      )}
      <ul>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </li>
  )
}

function Message({ title, text }: { title: string; text: string }): ReactElement {
  return (
    <div className="message">
      <p className="message-title">{title}</p>
      <pre tabIndex={0}>{text}</pre>
    </div>
  )
}
