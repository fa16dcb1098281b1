import { DeviceFlowError } from '@device-flow/machine'
import type { WaitingAdvice } from '@device-flow/machine'
import type { PromptHandlers } from '@device-flow/node'
import { inCommandWords } from '../failure/command-words.ts'
import { failureWords } from '../failure/failure-words.ts'

/**
 * Tells why a login failed, or what may keep a person, in words of the command: what a library says of its options would be of no use
 * there.
 */
export function inWordsOfCommand(prompt: PromptHandlers): PromptHandlers {
  return {
    ...prompt,
    onChange(view) {
      if (view.status === 'awaitingUser') return prompt.onChange({ ...view, advice: adviceInCommandWords(view.advice) })
      if (view.status !== 'error') return prompt.onChange(view)
      const { error } = view
      prompt.onChange({ ...view, error: new DeviceFlowError(error.reason, failureWords(error), error) })
    },
  }
}

function adviceInCommandWords(advice: WaitingAdvice | undefined): WaitingAdvice | undefined {
  return advice && { ...advice, text: inCommandWords(advice.text) }
}
