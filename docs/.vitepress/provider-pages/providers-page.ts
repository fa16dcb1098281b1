import type { ProviderProfile } from '@device-flow/oauth/profiles'
import { code, table } from '../error-reference/markdown.ts'
import { importName } from './place-code.ts'

/** The list of all providers, and how to use one, as a page in Markdown. */
export function providersPage(profiles: readonly ProviderProfile[]): string {
  return `# Providers

<!-- Generated from packages/oauth/src/profiles by \`npm run providers\`; a test fails when it is stale. -->

Any server that speaks RFC 8628 works by its \`issuer\`, or by its endpoints. A provider saves you from looking them up, and makes some work that speak
otherwise: AWS, Better Auth, Facebook, Salesforce, Trakt, Twitch.

\`\`\`ts
import { createOAuthServices } from '@device-flow/oauth'
import { github } from '@device-flow/oauth/profiles'

export const services = createOAuthServices({ provider: github(), clientId: 'YOUR-CLIENT-ID' })
\`\`\`

\`\`\`sh
device-flow login --provider github --client-id YOUR-CLIENT-ID
device-flow providers github   # what is known of it; --json for programs
\`\`\`

${table(
  ['provider', 'in code', 'on the command line', 'is found by'],
  profiles.map(({ name, about, place }) => [
    `[${about.title}](providers/${name}.md)`,
    code(`${importName(name)}()`),
    code(`--provider ${name}`),
    Object.entries(place)
      .map(([part, fact]) => (fact.default === undefined ? `**${part}**` : part))
      .join(', ') || '–',
  ]),
)}

What is bold has to be given; the rest has a default, or is another way to say it. In a bundle is what you import: of the other providers nothing.

## What is given wins

A provider fills in what you leave out: addresses, how a secret is sent, how long a used refresh token still works. An \`issuer\`, \`endpoints\` and
every other option that you give win over it; with them the provider still says how the server speaks. No check is relaxed by a provider: https, the
issuer, ID tokens and who gets tokens are held to as ever.

## One of your own

\`defineProvider\` makes one, of a server that is not here, or with other facts:

\`\`\`ts
import { defineProvider, keycloak, speaking } from '@device-flow/oauth/profiles'

export const ours = defineProvider({ ...keycloak.profile, refreshGraceMs: 0 })

/** A server that calls things otherwise. */
export const odd = defineProvider(
  {
    name: 'odd',
    about: { title: 'Odd', hosts: ['login.odd.example'] },
    addresses: {
      endpoints: {
        deviceAuthorizationEndpoint: 'https://login.odd.example/start',
        tokenEndpoint: 'https://login.odd.example/ask',
      },
    },
  },
  speaking({
    requestNames: { device_code: 'handle' },
    responseNames: { handle: 'device_code', shownCode: 'user_code', page: 'verification_uri', lives: 'expires_in' },
    codes: { NOT_YET: 'authorization_pending', TOO_FAST: 'slow_down', GONE: 'expired_token' },
  }),
)
\`\`\`

## While a person waits

Some servers tell only their page why a sign-in is not allowed, and the device hears “not yet” until the code runs out. So with the first poll after a minute, or
after half the life of a short code, though not before 20 s, the view has \`advice\`: what may keep the person, and what to do, by who runs the server. It comes once a code, and the login goes
on as before. The terminal writes it below the code, \`device-flow login --json\` prints it as a line, and \`<device-login>\` says it below the code:

\`\`\`json
{ "type": "hint", "provider": "Microsoft Entra ID", "message": "At Microsoft, a Conditional Access policy may block …" }
\`\`\`

Who runs the server is told by its address, too: no \`provider\` is needed for it.

## Test against one

\`startProviderServer\` of [@device-flow/testing](../packages/testing/README.md) answers as the documentation of a provider says: its paths, members,
errors and statuses, and what it turns down.
`
}
