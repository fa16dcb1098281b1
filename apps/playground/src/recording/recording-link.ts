import { transcriptToFragment } from '@device-flow/inspect'
import { isLoopback } from '@device-flow/untrusted'

/** A link to the viewer beside this page, with a recording in it. */
export interface RecordingLink {
  readonly href: string
  /** How many messages that repeat others are not in it. */
  readonly leftOut: number
  /** It leads to whatever computer it is opened on. */
  readonly isToThisComputer: boolean
}

/**
 * Makes a link that holds a recording: redacted once more, and in the fragment, which browsers send to no server.
 *
 * @param page the address of this page
 * @throws TranscriptError when it is too long for a link
 */
export async function recordingLink(transcript: string, page: string): Promise<RecordingLink> {
  const { fragment, leftOut } = await transcriptToFragment(transcript)
  const viewer = new URL('./viewer/index.html', page)
  return { href: viewer.href + fragment, leftOut, isToThisComputer: isLoopback(viewer.hostname) }
}
