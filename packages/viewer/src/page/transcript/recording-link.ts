import { transcriptToFragment } from '@device-flow/inspect'
import { isLoopback } from '@device-flow/untrusted'

/** A link that holds a recording. */
export interface RecordingLink {
  href: string
  /** The host that it leads to, with its port. */
  host: string
  /** It leads to whatever computer it is opened on. */
  isToThisComputer: boolean
  /** How many messages that repeat others are not in it. */
  leftOut: number
}

/**
 * Makes a link to the viewer at this address, whole, with a recording in it.
 *
 * @throws TranscriptError when it is too long for a link
 */
export async function linkTo(
  transcript: string,
  { origin, pathname, host, hostname }: Location,
): Promise<RecordingLink> {
  const { fragment, leftOut } = await transcriptToFragment(transcript)
  return { href: `${origin}${pathname}${fragment}`, host, isToThisComputer: isLoopback(hostname), leftOut }
}
