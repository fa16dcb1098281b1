import type { DeviceFlowView } from '@device-flow/machine'
import type { DevicePrompt } from '../prompt.ts'

/** What `signIn` calls to show how a login goes. */
export interface PromptHandlers {
  onPrompt(prompt: DevicePrompt): void
  onChange(view: DeviceFlowView): void
}
