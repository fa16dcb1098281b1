import { useId, useState, type DragEvent, type ReactElement } from 'react'
import { useExchanges, useLab } from '../lab/lab-context.ts'
import { CopyLink } from './copy-link.tsx'
import { fileName } from './file-name.ts'
import { saveFile } from './save-file.ts'
import { useOpenedFile } from './use-opened-file.ts'
import { ViewerWithFile } from './viewer-with-file.tsx'
import { wireReport } from './wire-report.ts'

/** Saves what has happened, for somebody else to open, and opens what others have saved. */
export function RecordingPanel(): ReactElement {
  const lab = useLab()
  const exchanges = useExchanges()
  const id = useId()
  const { opened, open, close } = useOpenedFile()
  const [isOver, setOver] = useState(false)
  const onDragOver = (event: DragEvent): void => {
    event.preventDefault()
    setOver(true)
  }
  const onDrop = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    const file = event.dataTransfer.files[0]
    if (file) open(file)
  }

  return (
    <section
      className={isOver ? 'recording recording-over' : 'recording'}
      aria-labelledby="recording-heading"
      onDragOver={onDragOver}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <h2 id="recording-heading">Recording</h2>
      <p>
        Everything since this page was set up is recorded: each state of the login, and why it changed. Tokens and codes
        of the device are not in it, so it can go into a bug report. User codes and the name in the ID token are.
      </p>
      <div className="recording-buttons">
        <button type="button" onClick={saveRecording}>
          Save the recording
        </button>
        <CopyLink />
        <button type="button" disabled={exchanges.length === 0} onClick={saveReport}>
          Save the requests, secrets masked
        </button>
        <input
          id={id}
          className="unseen"
          type="file"
          accept=".jsonl,.json,.txt"
          onChange={({ target }) => {
            const file = target.files?.[0]
            if (file) open(file)
            // The same file can be chosen again, after it was recorded anew.
            target.value = ''
          }}
        />
        <label htmlFor={id} className="button">
          Open a recording
        </label>
      </div>
      <p className="quiet">
        Or drop a file here. The recording is for any viewer of device-flow, which steps through it; the requests are
        Markdown, for whoever runs the server.
      </p>
      {opened.problem !== undefined && (
        <p className="problem" role="alert">
          {opened.problem}
        </p>
      )}
      {opened.file && (
        <>
          <p className="opened-name">
            <strong>{opened.file.name}</strong>
            <button type="button" onClick={close}>
              Close the recording
            </button>
          </p>
          <ViewerWithFile key={`${opened.file.name} ${opened.file.lastModified}`} file={opened.file} />
        </>
      )}
    </section>
  )

  function saveRecording(): void {
    saveFile(fileName('device-login', 'jsonl', Date.now()), lab.recorder.toJsonLines(), 'application/jsonl')
  }

  function saveReport(): void {
    saveFile(fileName('device-login-requests', 'md', Date.now()), wireReport(lab), 'text/markdown')
  }
}
