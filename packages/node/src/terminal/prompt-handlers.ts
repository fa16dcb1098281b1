import type { DeviceFlowView } from '@device-flow/machine'
import type { DevicePrompt } from '../prompt.ts'

/** What `signIn` calls to show how a login goes. */
export interface PromptHandlers {
  /** Shows the code. */
  onPrompt(prompt: DevicePrompt): void
  /** Shows how the login stands. */
  onChange(view: DeviceFlowView): void
  /** Asks the person whether to go on with a new code, once one has run out; absent where nobody could answer. */
  onExpired?: () => Promise<boolean>
}
