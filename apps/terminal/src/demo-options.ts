import { playPerson } from '@device-flow/auth-server'
import type { DevicePrompt } from '@device-flow/node'

/** What the option of `npm start` asks for. */
export interface DemoOptions {
  /** Who decides: a real person, for whom there is nothing to do, or a script. */
  onPrompt: (prompt: DevicePrompt) => void | Promise<void>
  /** Whether screens are served for a person to try; for a script there is nothing to see. */
  hasScreens: boolean
  /** Whether they go on after the terminal's own sign-in, until Ctrl-C. */
  stays: boolean
}

/** Tells what an option asks for. Without one, a person decides, and the screens end with the terminal's sign-in. */
export function demoFor(option?: string): DemoOptions {
  if (option === '--approve') return scripted('approve')
  if (option === '--deny') return scripted('deny')
  return { onPrompt: () => {}, hasScreens: true, stays: option === '--stay' }
}

function scripted(decision: 'approve' | 'deny'): DemoOptions {
  return { onPrompt: (prompt) => playPerson({ ...prompt, decision }), hasScreens: false, stays: false }
}
