import { useCallback, useState } from 'react'
import { readRecording, type Recording } from './recording.ts'

/** Bytes. Longer ones would keep the page busy for too long. */
const MAX_FILE_BYTES = 20_000_000

interface State {
  recording?: Recording
  step: number
  /** Why a file could not be opened. */
  problem?: string
}

/** A recording that is open, and where in it somebody is. */
export interface OpenRecording extends State {
  open(file: File): void
  goTo(step: number): void
  close(): void
}

/** Opens files, and steps through them. */
export function useRecording(): OpenRecording {
  const [state, setState] = useState<State>({ step: 0 })
  const open = useCallback((file: File) => void read(file).then(setState), [])
  const goTo = useCallback((step: number) => setState((current) => ({ ...current, step: within(step, current) })), [])
  const close = useCallback(() => setState({ step: 0 }), [])
  return { ...state, open, goTo, close }
}

async function read(file: File): Promise<State> {
  if (file.size > MAX_FILE_BYTES) {
    return { step: 0, problem: `${file.name} is larger than 20 MB. Cut it at the end of a line, and open it again.` }
  }
  try {
    const recording = readRecording(file.name, await file.text())
    if (recording.steps.length > 0) return { step: 0, recording }
    return { step: 0, problem: `${file.name} is a transcript without a single step.` }
  } catch (error) {
    return { step: 0, problem: `${file.name}: ${(error as Error).message}` }
  }
}

function within(step: number, { recording }: State): number {
  return Math.max(0, Math.min(step, (recording?.steps.length ?? 1) - 1))
}
