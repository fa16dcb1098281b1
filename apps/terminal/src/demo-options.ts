import { playPerson } from '@device-flow/auth-server'
import type { CommandIo } from 'device-flow'

/** What the option of `npm start` asks for. */
export interface DemoOptions {
  /** Who approves: a real person, for whom there is nothing to do, or a script. */
  onPrompt: NonNullable<CommandIo['onPrompt']>
  /** Whether screens are served for a person to try; for a script there is nothing to see. */
  hasScreens: boolean
  /** Whether those outlive the terminal's own sign-in, until Ctrl-C. */
  stays: boolean
}

/** The demo that an option asks for; without one, a person approves and the screens end with the terminal's sign-in. */
export function demoFor(option?: string): DemoOptions {
  if (option === '--approve') return scripted('approve')
  if (option === '--deny') return scripted('deny')
  return { onPrompt: () => {}, hasScreens: true, stays: option === '--stay' }
}

function scripted(decision: 'approve' | 'deny'): DemoOptions {
  return { onPrompt: (prompt) => playPerson({ ...prompt, decision }), hasScreens: false, stays: false }
}
