import { DeviceFlowError } from '@device-flow/machine'
import type { PromptHandlers } from '@device-flow/node'
import { failureWords } from '../failure/failure-words.ts'

/** Tells why a login failed in words of the command: what a library says of its options would be of no use there. */
export function inWordsOfCommand(prompt: PromptHandlers): PromptHandlers {
  return {
    ...prompt,
    onChange(view) {
      if (view.status !== 'error') return prompt.onChange(view)
      const { error } = view
      prompt.onChange({ ...view, error: new DeviceFlowError(error.reason, failureWords(error), error) })
    },
  }
}
