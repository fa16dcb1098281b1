import { betterAuth } from './better-auth.ts'
import { auth0 } from './auth0.ts'
import { aws } from './aws.ts'
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
import { pingfederate } from './ping-federate.ts'
import type { ProviderFixture } from './provider-fixture.ts'
import { salesforce } from './salesforce.ts'
import { trakt } from './trakt.ts'
import { twitch } from './twitch.ts'

/** The providers that there is a server for. */
export type FixtureName =
  | 'auth0'
  | 'aws'
  | 'better-auth'
  | 'dex'
  | 'discord'
  | 'django-oauth-toolkit'
  | 'doorkeeper'
  | 'facebook'
  | 'github'
  | 'gitlab'
  | 'google'
  | 'huggingface'
  | 'keycloak'
  | 'logto'
  | 'microsoft'
  | 'okta'
  | 'pingfederate'
  | 'salesforce'
  | 'trakt'
  | 'twitch'

/** The providers that `startProviderServer` can stand in for. */
export const providerFixtures: Readonly<Record<FixtureName, ProviderFixture>> = {
  auth0,
  aws,
  'better-auth': betterAuth,
  dex,
  discord,
  'django-oauth-toolkit': djangoOauthToolkit,
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
  pingfederate,
  salesforce,
  trakt,
  twitch,
}
