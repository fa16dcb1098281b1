import { transcriptFromFragment } from '@device-flow/inspect'
import { readRecording, type Recording } from './recording.ts'

/** Bytes. Longer ones would keep the page busy for too long. */
const MAX_FILE_BYTES = 20_000_000

/** What came of opening a file or a link: a recording, or why there is none; neither for a link without a recording. */
export interface Opened {
  recording?: Recording
  problem?: string
}

/** Opens a file. Never rejects. */
export async function readFile(file: File): Promise<Opened> {
  if (file.size > MAX_FILE_BYTES) {
    return { problem: `${file.name} is larger than 20 MB. Cut it at the end of a line, and open it again.` }
  }
  try {
    return opened(file.name, await file.text())
  } catch (error) {
    return { problem: `${file.name}: ${(error as Error).message}` }
  }
}

/** Opens the recording that is in the fragment of an address. Never rejects. */
export async function readLink(fragment: string): Promise<Opened> {
  try {
    const text = await transcriptFromFragment(fragment)
    return text === undefined ? {} : opened('The recording of a link', text)
  } catch (error) {
    return { problem: `The recording of this link cannot be shown. ${(error as Error).message}` }
  }
}

function opened(name: string, text: string): Opened {
  const recording = readRecording(name, text)
  if (recording.steps.length > 0) return { recording }
  return { problem: `${name} is a transcript without a single step.` }
}
