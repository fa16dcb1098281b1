import { useCallback, useState } from 'react'
import { useLab } from '../../lab/lab-context.ts'
import { isConnectionLost } from '../../wire/lost-in-page.ts'

/** Something that was done with the tokens, and what came of it. */
export interface Trial {
  readonly name: string
  readonly state: 'busy' | 'done' | 'failed'
  /** What came of it, in words; empty while it is under way. */
  readonly text: string
  /** The number of the last request before it: what has a higher one may be of it. */
  readonly after: number
}

/** The trial under way, or the last one, and how to begin another. `work` resolves to what came of it, in words. */
export function useTrial(): { trial: Trial | undefined; run: (name: string, work: () => Promise<string>) => void } {
  const { wire } = useLab()
  const [trial, setTrial] = useState<Trial>()
  const run = useCallback(
    (name: string, work: () => Promise<string>) => {
      const after = wire.list().at(-1)?.number ?? 0
      const mine: Trial = { name, state: 'busy', text: '', after }
      setTrial(mine)
      const settle = (state: 'done' | 'failed', text: string): void =>
        setTrial((current) => (current === mine ? { ...mine, state, text } : current))
      work().then(
        (text) => settle('done', text),
        (error: unknown) => settle('failed', inWords(error)),
      )
    },
    [wire],
  )
  return { trial, run }
}

function inWords(error: unknown): string {
  if (error instanceof Error && isConnectionLost(error)) return 'No response came: the connection was lost.'
  // Browsers say no more than that, so that a page learns nothing of other servers.
  if (error instanceof TypeError && /fetch/i.test(error.message)) {
    return 'No response came: the server is not to be reached, or it does not allow this page to ask (CORS).'
  }
  return error instanceof Error ? error.message : String(error)
}
