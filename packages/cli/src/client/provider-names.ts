/**
 * The providers that there are, for help and completion. Written here, and held to the profiles by a test: what reads a kept session
 * would otherwise load them all.
 */
export const providerNames = [
  'auth0',
  'aws',
  'better-auth',
  'dex',
  'discord',
  'django-oauth-toolkit',
  'doorkeeper',
  'facebook',
  'github',
  'gitlab',
  'google',
  'huggingface',
  'keycloak',
  'logto',
  'microsoft',
  'okta',
  'openai',
  'pingfederate',
  'salesforce',
  'trakt',
  'twitch',
] as const
