import type { ReactElement } from 'react'
import { useLab } from '../lab/lab-context.ts'

/** Saves what has happened, for somebody else to open. */
export function RecordingPanel(): ReactElement {
  const { recorder } = useLab()
  return (
    <section className="recording" aria-label="Recording">
      <a download="device-login.jsonl" href={`data:application/jsonl,${encodeURIComponent(recorder.toJsonLines())}`}>
        Save
      </a>
    </section>
  )
}
