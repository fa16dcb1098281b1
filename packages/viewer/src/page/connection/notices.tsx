import { PROTOCOL } from '@device-flow/inspect'
import type { ReactElement } from 'react'

interface Props {
  /** The version of an inspector that speaks another one than this page. */
  otherProtocol: number | undefined
  /** Why a file could not be opened. */
  problem: string | undefined
  onDismiss: () => void
}

/** What a person should know before looking at anything else. */
export function Notices({ otherProtocol, problem, onDismiss }: Props): ReactElement {
  return (
    <>
      {otherProtocol !== undefined && (
        <p className="notice problem" role="alert">
          An inspector speaks version {otherProtocol} of the protocol, and this viewer version {PROTOCOL}. Install the
          same version of @device-flow/inspect for both.
        </p>
      )}
      {problem !== undefined && (
        <p className="notice" role="alert">
          {problem}{' '}
          <button type="button" onClick={onDismiss}>
            All right
          </button>
        </p>
      )}
    </>
  )
}
