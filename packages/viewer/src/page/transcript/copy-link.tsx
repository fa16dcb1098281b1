import { useState, type ReactElement } from 'react'
import { linkTo, type RecordingLink } from './recording-link.ts'

interface Props {
  /** Writes down what the link is to hold. Absent when there is nothing. */
  transcript: (() => string) | undefined
}

/** What became of a link: copied or not, or why there is none. */
type Outcome = { link: RecordingLink; isCopied: boolean } | { problem: string }

/** Copies a link that holds the recording itself, and says what is in it and where it leads. */
export function CopyLink({ transcript }: Props): ReactElement {
  const [outcome, setOutcome] = useState<Outcome>()
  const copy = async (write: () => string): Promise<void> => {
    // Emptied first: otherwise the same words again are no news to a screen reader.
    setOutcome(undefined)
    setOutcome(await copied(write()))
  }
  return (
    <>
      <button type="button" disabled={!transcript} onClick={() => transcript && void copy(transcript)}>
        Copy link
      </button>
      <span className="copied" role="status">
        {outcome && (
          <>
            <Words outcome={outcome} />{' '}
            <button type="button" onClick={() => setOutcome(undefined)}>
              All right
            </button>
          </>
        )}
      </span>
    </>
  )
}

async function copied(transcript: string): Promise<Outcome> {
  try {
    const link = await linkTo(transcript, window.location)
    const isCopied = await navigator.clipboard.writeText(link.href).then(
      () => true,
      () => false,
    )
    return { link, isCopied }
  } catch (error) {
    return { problem: (error as Error).message }
  }
}

function Words({ outcome }: { outcome: Outcome }): ReactElement {
  if ('problem' in outcome) return <span className="problem">{outcome.problem}</span>
  const { link, isCopied } = outcome
  return (
    <>
      {isCopied ? (
        'The link is copied.'
      ) : (
        <label>
          The browser does not let this page copy. The link: <input readOnly value={link.href} />
        </label>
      )}{' '}
      The recording is in it.
      {link.leftOut > 0 && ` For it to fit, ${link.leftOut} messages that repeat others are left out.`}
      {link.isToThisComputer && ` It leads to ${link.host}: there it needs a viewer, as here.`}
    </>
  )
}
