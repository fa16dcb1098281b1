import { useState } from 'react'
import { readRecording, type Recording } from './recording.ts'

/** A recording that is open, and where in it somebody is. */
export interface OpenRecording {
  recording?: Recording
  step: number
  /** Why a file could not be opened. */
  problem?: string
  open(file: File): void
  goTo(step: number): void
  close(): void
}

/** Opens files, and steps through them. */
export function useRecording(): OpenRecording {
  const [state, setState] = useState<Pick<OpenRecording, 'recording' | 'step' | 'problem'>>({ step: 0 })
  return {
    ...state,
    open(file) {
      void read(file).then(setState)
    },
    goTo(step) {
      setState((current) => ({ ...current, step: within(step, current.recording) }))
    },
    close() {
      setState({ step: 0 })
    },
  }
}

async function read(file: File): Promise<Pick<OpenRecording, 'recording' | 'step' | 'problem'>> {
  try {
    const recording = readRecording(file.name, await file.text())
    if (recording.steps.length === 0) return { step: 0, problem: `${file.name} is a transcript without a single step.` }
    return { step: 0, recording }
  } catch (error) {
    return { step: 0, problem: (error as Error).message }
  }
}

function within(step: number, recording: Recording | undefined): number {
  return Math.max(0, Math.min(step, (recording?.steps.length ?? 1) - 1))
}
