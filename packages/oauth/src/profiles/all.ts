import { auth0 } from './auth0.ts'
import { aws } from './aws.ts'
import { betterAuth } from './better-auth.ts'
import { dex } from './dex.ts'
import { discord } from './discord.ts'
import { djangoOauthToolkit } from './django-oauth-toolkit.ts'
import { doorkeeper } from './doorkeeper.ts'
import { facebook } from './facebook.ts'
import { github } from './github.ts'
import { gitlab } from './gitlab.ts'
import { google } from './google.ts'
import { huggingface } from './hugging-face.ts'
import { keycloak } from './keycloak.ts'
import { logto } from './logto.ts'
import { microsoft } from './microsoft.ts'
import { okta } from './okta.ts'
import { openai } from './openai.ts'
import { pingfederate } from './ping-federate.ts'
import type { ProviderAt } from './provider/define-provider.ts'
import { salesforce } from './salesforce.ts'
import { trakt } from './trakt.ts'
import { twitch } from './twitch.ts'

/** All providers that are known, by name. A bundle that names this one has them all in it. */
export const allProviders: readonly ProviderAt[] = [
  auth0,
  aws,
  betterAuth,
  dex,
  discord,
  djangoOauthToolkit,
  doorkeeper,
  facebook,
  github,
  gitlab,
  google,
  huggingface,
  keycloak,
  logto,
  microsoft,
  okta,
  openai,
  pingfederate,
  salesforce,
  trakt,
  twitch,
]
