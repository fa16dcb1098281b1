import type { ProviderProfile } from '@device-flow/oauth/profiles'

/** The name of a provider in code: `better-auth` is `betterAuth`. */
export function importName(name: string): string {
  return name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}

/** How to sign in at a provider: in code, and by the command. */
export function codeFor({ name, place, addresses, requiredSecret, exampleScope }: ProviderProfile): string {
  const parts = Object.entries(place).filter(([, { default: otherwise }]) => otherwise === undefined)
  const argument =
    parts.length > 0 ? `{ ${parts.map(([part, { example }]) => `${part}: '${example}'`).join(', ')} }` : ''
  const needsSecret = requiredSecret !== undefined
  const own = addresses ? '' : "\n  issuer: 'https://auth.openai.com', // or its endpoints"
  const flags = parts.map(([part, { example }]) => ` --${part} ${example}`).join('')
  return `\`\`\`ts
import { createOAuthServices } from '@device-flow/oauth'
import { ${importName(name)} } from '@device-flow/oauth/profiles'

export const services = createOAuthServices({
  provider: ${importName(name)}(${argument}),${own}
  clientId: 'YOUR-CLIENT-ID',${exampleScope ? `\n  scope: '${exampleScope}',` : ''}${needsSecret ? `\n  clientAuth: { clientSecret: 'YOUR-CLIENT-SECRET' }, // ${requiredSecret}` : ''}
})
\`\`\`

\`\`\`sh
${needsSecret ? '# DEVICE_FLOW_CLIENT_SECRET holds the secret.\n' : ''}device-flow login --provider ${name}${flags}${addresses ? '' : ' --issuer https://auth.openai.com'} --client-id YOUR-CLIENT-ID${exampleScope ? ` --scope '${exampleScope}'` : ''}
\`\`\``
}
