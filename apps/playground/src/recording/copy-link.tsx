import { useState, type ReactElement } from 'react'
import { useLab } from '../lab/lab-context.ts'
import { recordingLink, type RecordingLink } from './recording-link.ts'

type Outcome = { link: RecordingLink; isCopied: boolean } | { problem: string }

/** Copies a link that holds the recording itself, and says where it leads. */
export function CopyLink(): ReactElement {
  const { recorder } = useLab()
  const [outcome, setOutcome] = useState<Outcome>()
  const copy = async (): Promise<void> => {
    // Emptied first: otherwise the same words again are no news to a screen reader.
    setOutcome(undefined)
    setOutcome(await copied(recorder.toJsonLines()))
  }
  return (
    <>
      <button type="button" onClick={() => void copy()}>
        Copy a link to the recording
      </button>
      <div className="copied" role="status">
        {outcome && <Words outcome={outcome} />}
      </div>
    </>
  )
}

async function copied(transcript: string): Promise<Outcome> {
  try {
    const link = await recordingLink(transcript, document.baseURI)
    const isCopied = await write(link.href)
    return { link, isCopied }
  } catch (error) {
    return { problem: (error as Error).message }
  }
}

async function write(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}

function Words({ outcome }: { outcome: Outcome }): ReactElement {
  if ('problem' in outcome) return <p className="problem">{outcome.problem}</p>
  const { link, isCopied } = outcome
  return (
    <p>
      {isCopied ? (
        'The link is copied. '
      ) : (
        <label>
          The browser does not let this page copy. The link: <input readOnly value={link.href} />
        </label>
      )}
      The recording is in it, without a secret, and goes to no server.
      {link.leftOut > 0 && ` For it to fit, ${link.leftOut} messages that repeat others are left out.`}
      {link.isToThisComputer && ' It leads to a viewer on this computer: for somebody elsewhere, save the file.'}{' '}
      <a href={link.href} target="_blank" rel="noreferrer">
        Open it
      </a>
    </p>
  )
}
