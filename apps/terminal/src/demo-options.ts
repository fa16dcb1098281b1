import { playPerson } from '@device-flow/auth-server'
import type { CommandIo } from 'device-flow'

/** What the arguments of `npm start` ask for. */
export interface DemoOptions {
  /** Who approves: a real person, for whom there is nothing to do, or a script. */
  onPrompt: NonNullable<CommandIo['onPrompt']>
  /** Whether screens are served for a person to try; for a script there is nothing to see. */
  hasScreens: boolean
  /** Whether those outlive the terminal's own sign-in, until Ctrl-C. */
  stays: boolean
}

/** Reads the arguments; nothing when they make no sense. */
export function readDemoOptions(argv: readonly string[]): DemoOptions | undefined {
  const [argument, ...more] = argv
  if (more.length > 0) return undefined
  if (argument === undefined) return { onPrompt: () => {}, hasScreens: true, stays: false }
  if (argument === '--stay') return { onPrompt: () => {}, hasScreens: true, stays: true }
  if (argument === '--approve') return scripted('approve')
  if (argument === '--deny') return scripted('deny')
  return undefined
}

function scripted(decision: 'approve' | 'deny'): DemoOptions {
  return { onPrompt: (prompt) => playPerson({ ...prompt, decision }), hasScreens: false, stays: false }
}
