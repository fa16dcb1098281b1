import { defineProvider } from './provider/define-provider.ts'
import type { ProviderAt } from './provider/define-provider.ts'
import type { ProviderAbout } from '../options/provider-profile.ts'

/** By what it is recognised, and what people who wait there are told. */
export const aboutOpenai: ProviderAbout = {
  title: 'OpenAI',
  hosts: ['auth.openai.com'],
  waiting:
    'At OpenAI, device codes have to be enabled in ChatGPT’s Security settings, or by the administrator of the workspace: then only the page says so. Enable them, and start again for a new code.',
}

/** OpenAI, for its texts alone: its servers are named by their own addresses. */
export const openai: ProviderAt = /* @__PURE__ */ defineProvider({
  name: 'openai',
  about: aboutOpenai,
  deviations: ['Codes are refused until they are enabled for the account, or for the workspace.'],
  setup: [
    'ChatGPT, Settings, Security: Enable device code authorization for Codex. In a workspace, an administrator does.',
  ],
  refresh: { revocation: 'None is documented, and nothing of how long tokens live, or how they are renewed.' },
  sources: [{ text: 'openai/codex#34817', url: 'https://github.com/openai/codex/issues/34817' }],
})
