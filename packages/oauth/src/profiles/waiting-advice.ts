// Loaded once a person has taken long. Of the providers, a bundle has the texts in it that are named here, and nothing else.
import type { WaitingAdvice } from '@device-flow/machine'
import { parseUrl } from '../http/parse-url.ts'
import { aboutAuth0 } from './auth0.ts'
import { aboutDiscord } from './discord.ts'
import { aboutGithub } from './github.ts'
import { aboutGoogle } from './google.ts'
import { aboutMicrosoft } from './microsoft.ts'
import { aboutOkta } from './okta.ts'
import { aboutOpenai } from './openai.ts'
import { isHost } from './provider/is-host.ts'
import type * as oauth from 'oauth4webapi'
import type { ClientAuth } from '../options/options.ts'
import { unreadSecret } from './unread-secret.ts'
import type { ProviderAbout } from '../options/provider-profile.ts'

const KNOWN: readonly ProviderAbout[] = [
  aboutAuth0,
  aboutDiscord,
  aboutGithub,
  aboutGoogle,
  aboutMicrosoft,
  aboutOkta,
  aboutOpenai,
]

const ANY_SERVER =
  'Nothing has come from the sign-in page yet. If it shows an error, read it: some servers tell only the page why a sign-in is not allowed. Otherwise check the code and the account there.'

/**
 * What may keep a person, by who runs the server: as a profile says, or as the host of an address tells. Where neither does, also what
 * `clientAuth` may have to do with it.
 */
export function waitingAdvice(
  profile: ProviderAbout | undefined,
  metadata: Partial<oauth.AuthorizationServer>,
  clientAuth: ClientAuth = { method: 'none' },
): WaitingAdvice {
  const { title, waiting } = profile ?? factsOf([metadata.issuer, metadata.token_endpoint]) ?? {}
  if (title !== undefined) return { text: waiting ?? ANY_SERVER, provider: title }
  return { text: [ANY_SERVER, unreadSecret(clientAuth, metadata)].filter(Boolean).join(' ') }
}

function factsOf(addresses: readonly (string | undefined)[]): ProviderAbout | undefined {
  const hosts = addresses.map((address) => parseUrl(address ?? '')?.hostname ?? '')
  return KNOWN.find((facts) => facts.hosts.some((pattern) => hosts.some((host) => isHost(host, pattern))))
}
