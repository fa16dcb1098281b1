import { useEffect, useId, type ReactElement } from 'react'
import type { InspectionMessage } from '@device-flow/inspect'
import { saveTranscript } from './save-transcript.ts'

interface Props {
  /** What there is to save. */
  messages: readonly InspectionMessage[]
  onOpen: (file: File) => void
}

/** Saves what was received, and opens a transcript, also one that is dropped anywhere on the page. */
export function TranscriptButtons({ messages, onOpen }: Props): ReactElement {
  const id = useId()
  useEffect(() => {
    const onDrop = (event: DragEvent): void => {
      event.preventDefault()
      const file = event.dataTransfer?.files[0]
      if (file) onOpen(file)
    }
    // Otherwise the browser leaves the page and shows the file.
    const onDragOver = (event: DragEvent): void => event.preventDefault()
    window.addEventListener('drop', onDrop)
    window.addEventListener('dragover', onDragOver)
    return () => {
      window.removeEventListener('drop', onDrop)
      window.removeEventListener('dragover', onDragOver)
    }
  }, [onOpen])

  return (
    <span className="transcript-buttons">
      <button type="button" disabled={messages.length === 0} onClick={() => saveTranscript(messages)}>
        Save transcript
      </button>
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
