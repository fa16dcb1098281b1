import { recordTranscript, type InspectionMessage } from '@device-flow/inspect'

/** Offers a transcript as a file. */
export function saveTranscript(transcript: string): void {
  const url = URL.createObjectURL(new Blob([transcript], { type: 'application/jsonl' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `login-${new Date().toISOString().replaceAll(/[:.]/g, '-')}.jsonl`
  link.click()
  // Not at once: the browser has only been asked to fetch it.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

/** What was received about a login as JSON Lines, in the format that a recorder writes. */
export function transcriptOf(messages: readonly InspectionMessage[]): string {
  const recorder = recordTranscript()
  for (const message of messages) recorder.send(message)
  return recorder.toJsonLines()
}
