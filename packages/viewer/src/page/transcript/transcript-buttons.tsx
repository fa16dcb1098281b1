import { useId, type ReactElement } from 'react'
import { CopyLink } from './copy-link.tsx'
import { saveTranscript } from './save-transcript.ts'

interface Props {
  /** Writes down what is shown. Absent when there is nothing. */
  transcript: (() => string) | undefined
  onOpen: (file: File) => void
}

/** Saves what is shown, copies a link to it, and opens a transcript. */
export function TranscriptButtons({ transcript, onOpen }: Props): ReactElement {
  const id = useId()
  return (
    <span className="transcript-buttons">
      <button type="button" disabled={!transcript} onClick={() => transcript && saveTranscript(transcript())}>
        Save transcript
      </button>
      <CopyLink transcript={transcript} />
      <input
        id={id}
        className="unseen file"
        type="file"
        accept=".jsonl,.json,.txt"
        onChange={({ target }) => {
          const file = target.files?.[0]
          if (file) onOpen(file)
          // The same file can be chosen again, after it was recorded anew.
          target.value = ''
        }}
      />
      <label htmlFor={id} className="button">
        Open transcript
      </label>
    </span>
  )
}
