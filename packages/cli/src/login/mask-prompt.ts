import type { PromptHandlers } from '@device-flow/node'
import type { LoginSecrets } from '../secrets/login-secrets.ts'
import { createTextMask } from '../secrets/mask-text.ts'

/** Masks secrets in the claims that a prompt is given: a server may have put one into the name that is shown. */
export function maskPrompt(prompt: PromptHandlers, secrets: LoginSecrets): PromptHandlers {
  return {
    ...prompt,
    onPrompt(shown) {
      secrets.collect()
      prompt.onPrompt(shown)
    },
    onChange(view) {
      if (view.status !== 'authorized') return prompt.onChange(view)
      const mask = createTextMask(secrets.all())
      const claims = Object.entries(view.claims ?? {}).map(([name, value]) => {
        return [name, typeof value === 'string' ? mask(value) : value]
      })
      prompt.onChange({ ...view, claims: view.claims && Object.fromEntries(claims) })
    },
  }
}
