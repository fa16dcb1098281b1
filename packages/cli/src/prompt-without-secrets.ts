import type { PromptHandlers } from '@device-flow/node'
import type { LoginSecrets } from './login-secrets.ts'
import { createTextMask } from './mask-text.ts'

/** The same prompt, but that a person's name is shown without the secrets that the server has put into it. */
export function withoutSecrets(prompt: PromptHandlers, secrets: LoginSecrets): PromptHandlers {
  return {
    onPrompt(shown) {
      secrets.look()
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
