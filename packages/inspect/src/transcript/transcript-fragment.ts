import { Redactor } from '../redact/redactor.ts'
import { fromBase64url, toBase64url } from './base64url.ts'
import { deflate, inflate } from './deflate.ts'
import { TRANSCRIPT_TYPE, TRANSCRIPT_VERSION } from './header.ts'
import { readRecordings } from './read-recordings.ts'
import type { ReadRecording } from './read-recordings.ts'
import { TranscriptError } from './transcript-error.ts'
import { withoutRepetition } from './without-repetition.ts'

const NAME = 'transcript'
/** Browsers take more, but chats, trackers and mail cut longer links. */
const MAX_FRAGMENT_CHARS = 32_000
const MAX_UNPACKED_BYTES = 5_000_000

/** A transcript in the fragment of an address. */
export interface TranscriptFragment {
  /** `#transcript=…`, to be put behind the address of a viewer's page; at most 32 000 characters. */
  fragment: string
  /** How many messages that repeat others had to be left out for it; the reader is told. 0 when it is whole. */
  leftOut: number
}

/**
 * Packs a transcript into the fragment of an address, which browsers never send to a server: DEFLATE (RFC 1951), as base64url. Everything
 * is redacted once more. A transcript that is too long is packed without the messages that say again what others say: events on their
 * way, which stand in the snapshots that they led to, and starts of services. About 15 minutes of polling every 5 s fit in.
 *
 * @example
 * ```ts
 * import { recordTranscript, transcriptToFragment } from '@device-flow/inspect'
 *
 * const recorder = recordTranscript()
 * // … sign in with an inspector that has it as its transport …
 * const { fragment } = await transcriptToFragment(recorder.toJsonLines())
 * console.log(`https://viewer.example.com/${fragment}`)
 * ```
 *
 * @throws TranscriptError `tooLong` when it is too long for a link even so: share the file instead; `tooLarge` above 5 MB;
 * `notATranscript` or `otherVersion` when the text is not one that can be read
 * @see https://www.rfc-editor.org/rfc/rfc1951
 */
export async function transcriptToFragment(transcript: string): Promise<TranscriptFragment> {
  const { recordings } = readRecordings(transcript, MAX_UNPACKED_BYTES)
  const whole = await fragmentOf(recordings)
  if (whole.length <= MAX_FRAGMENT_CHARS) return { fragment: whole, leftOut: 0 }

  const shorter = recordings.map(shortened)
  const fragment = await fragmentOf(shorter)
  if (fragment.length <= MAX_FRAGMENT_CHARS) return { fragment, leftOut: countOf(recordings) - countOf(shorter) }
  throw new TranscriptError(
    'tooLong',
    `The recording is too long for a link: ${kilobytes(fragment.length)}, and ${kilobytes(MAX_FRAGMENT_CHARS)} is the most. Save it as a file, and send that.`,
  )
}

/**
 * Unpacks the transcript in the fragment of an address, for `readTranscript`. It may come from anyone, so show what it says as text.
 *
 * @example
 * ```ts
 * import { readTranscript, transcriptFromFragment } from '@device-flow/inspect'
 *
 * const transcript = await transcriptFromFragment(location.hash)
 * if (transcript !== undefined) console.log(readTranscript(transcript).messages)
 * ```
 *
 * @param fragment as in `location.hash`, with or without `#`
 * @returns JSON Lines; nothing when the fragment holds no transcript
 * @throws TranscriptError `damaged` when the link was cut off or changed, `tooLong` above 32 000 characters, `tooLarge` when it unpacks to
 * more than 5 MB, which is noticed while it is unpacked
 */
export async function transcriptFromFragment(fragment: string): Promise<string | undefined> {
  const packed = new URLSearchParams(fragment.replace(/^#/, '')).get(NAME)
  if (packed === null) return undefined
  if (fragment.length > MAX_FRAGMENT_CHARS) {
    throw new TranscriptError(
      'tooLong',
      `The link is longer than ${kilobytes(MAX_FRAGMENT_CHARS)}, and is not opened. Ask for the recording as a file.`,
    )
  }
  const bytes = fromBase64url(packed)
  if (!bytes) {
    throw new TranscriptError(
      'damaged',
      'The link is damaged: it holds what no link of a recording has. Copy it again.',
    )
  }
  return inflate(bytes, MAX_UNPACKED_BYTES)
}

async function fragmentOf(recordings: readonly ReadRecording[]): Promise<string> {
  const lines = recordings.flatMap(({ header, messages }) => [...(header ? [header] : []), ...messages])
  // A recorder has done so already. A file may have been written or changed by hand.
  const redactor = new Redactor()
  const text = lines.map((line) => `${JSON.stringify(redactor.redact(line))}\n`).join('')
  return `#${NAME}=${toBase64url(await deflate(text))}`
}

function shortened({ header, messages }: ReadRecording): ReadRecording {
  const kept = withoutRepetition(messages)
  const before = typeof header?.leftOut === 'number' ? header.leftOut : 0
  const leftOut = before + messages.length - kept.length
  return { header: { type: TRANSCRIPT_TYPE, version: TRANSCRIPT_VERSION, ...header, leftOut }, messages: kept }
}

function countOf(recordings: readonly ReadRecording[]): number {
  return recordings.reduce((sum, { messages }) => sum + messages.length, 0)
}

function kilobytes(chars: number): string {
  return `${Math.ceil(chars / 1000)} kB`
}
