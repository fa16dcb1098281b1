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

/** What may keep a person, by who runs the server: as a profile says, or as the host of an address tells. */
export function waitingAdvice(
  profile: ProviderAbout | undefined,
  addresses: readonly (string | undefined)[],
): WaitingAdvice {
  const { title, waiting } = profile ?? factsOf(addresses) ?? {}
  return { text: waiting ?? ANY_SERVER, ...(title !== undefined && { provider: title }) }
}

function factsOf(addresses: readonly (string | undefined)[]): ProviderAbout | undefined {
  const hosts = addresses.map((address) => parseUrl(address ?? '')?.hostname ?? '')
  return KNOWN.find((facts) => facts.hosts.some((pattern) => hosts.some((host) => isHost(host, pattern))))
}
