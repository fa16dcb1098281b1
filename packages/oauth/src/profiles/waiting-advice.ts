// Loaded once a person has taken long. Of the providers, a bundle has the texts in it that are named here, and nothing else.
import type { WaitingAdvice } from '@device-flow/machine'
import { parseUrl } from '../http/parse-url.ts'
import { aboutAuth0 } from './auth0.ts'
import { aboutDiscord } from './discord.ts'
import { aboutGithub } from './github.ts'
import { aboutGitlab } from './gitlab.ts'
import { aboutGoogle } from './google.ts'
import { aboutHuggingFace } from './hugging-face.ts'
import { aboutKeycloak } from './keycloak.ts'
import { aboutLogto } from './logto.ts'
import { aboutMicrosoft } from './microsoft.ts'
import { aboutOkta } from './okta.ts'
import { aboutOpenai } from './openai.ts'
import { isRunBy } from './provider/is-host.ts'
import type * as oauth from 'oauth4webapi'
import type { ClientAuth } from '../options/options.ts'
import { unreadSecret } from './unread-secret.ts'
import type { ProviderAbout } from '../options/provider-profile.ts'

/** Of all providers, those that an address tells, but for those whose servers are not understood without their profile. */
export const KNOWN: readonly ProviderAbout[] = [
  aboutAuth0,
  aboutDiscord,
  aboutGithub,
  aboutGitlab,
  aboutGoogle,
  aboutHuggingFace,
  aboutKeycloak,
  aboutLogto,
  aboutMicrosoft,
  aboutOkta,
  aboutOpenai,
]

const ANY_SERVER =
  'Nothing has come from the sign-in page yet. If it shows an error, read it: some servers tell only the page why a sign-in is not allowed. Otherwise check the code and the account there.'

const PACE =
  'The server keeps asking this device for a slower pace, so after you approve it may take a while until that shows here: please wait.'

/** Of a server that says no more than that. */
export const SLOWED: WaitingAdvice = { text: PACE }

/** Of one that says beside it that nobody has decided yet. */
export function withPace(advice: WaitingAdvice): WaitingAdvice {
  return { ...advice, text: `${advice.text} ${PACE}` }
}

/**
 * What may keep a person, by who runs the server: as a profile says, or as an address tells: of the issuer, or of
 * the endpoint whose page a person is at, before that of others. Where neither does, also what
 * `clientAuth` may have to do with it.
 */
export function waitingAdvice(
  profile: ProviderAbout | undefined,
  metadata: Partial<oauth.AuthorizationServer>,
  clientAuth: ClientAuth = { method: 'none' },
): WaitingAdvice {
  const { title, waiting } = profile ?? factsOf(metadata) ?? {}
  if (title !== undefined) return { text: waiting ?? ANY_SERVER, provider: title }
  return { text: [ANY_SERVER, unreadSecret(clientAuth, metadata)].filter(Boolean).join(' ') }
}

function factsOf(metadata: Partial<oauth.AuthorizationServer>): ProviderAbout | undefined {
  const { issuer, device_authorization_endpoint: deviceAuthorization, token_endpoint: token } = metadata
  const urls = [issuer, deviceAuthorization, token].map((address) => parseUrl(address ?? ''))
  return urls.map((url) => url && KNOWN.find((about) => isRunBy(about, url))).find(Boolean)
}
