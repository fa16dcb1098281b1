import { readTranscript } from '@device-flow/inspect'
import { useState } from 'react'

/** Bytes. The viewer opens no longer ones. */
const MAX_FILE_BYTES = 20_000_000

/** A file that was opened, or why it was not. */
export interface OpenedFile {
  readonly file?: File
  readonly problem?: string
}

/** Opens recordings that somebody chooses or drops. What is no recording is told at once. */
export function useOpenedFile(): { opened: OpenedFile; open: (file: File) => void; close: () => void } {
  const [opened, setOpened] = useState<OpenedFile>({})
  const open = (file: File): void => void checked(file).then(setOpened)
  return { opened, open, close: () => setOpened({}) }
}

async function checked(file: File): Promise<OpenedFile> {
  if (file.size > MAX_FILE_BYTES) {
    return { problem: `${file.name} is larger than 20 MB. Cut it at the end of a line, and open it again.` }
  }
  try {
    readTranscript(await file.text())
    return { file }
  } catch (error) {
    return { problem: `${file.name}: ${(error as Error).message}` }
  }
}
