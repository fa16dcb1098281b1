import { anything, membersOf, oneOf } from '../known-names.ts'
import type { MemberChecks } from '../known-names.ts'
import type { EndpointName } from './endpoints.ts'
import type { ResponseSource, ScriptedResponse } from './scripted-response.ts'
import type { ScriptedServerOptions } from './scripted-server.ts'

const ENDPOINTS: Readonly<Record<Exclude<EndpointName, `/${string}`>, true>> = {
  openidConfiguration: true,
  oauthServerMetadata: true,
  deviceAuthorization: true,
  token: true,
  revocation: true,
  userinfo: true,
  jwks: true,
}

const endpointName = oneOf([...Object.keys(ENDPOINTS), '/any/path'])

const checkResponse = membersOf<ScriptedResponse>({
  status: anything,
  headers: anything,
  body: anything,
  form: anything,
  bytes: anything,
  delayMs: anything,
  reset: anything,
  truncate: anything,
  hang: anything,
  redirect: anything,
})

/** Checks what an endpoint is to answer. @throws TypeError for an endpoint, or a response, that there is not */
export function checkResponses(endpoint: EndpointName, responses: readonly ResponseSource[]): void {
  if (!endpoint.startsWith('/')) endpointName(endpoint, 'A scripted server')
  for (const response of responses)
    if (typeof response !== 'function') checkResponse(response, `A response of ${endpoint}`)
}

/** The options of a server whose answers are its own, whatever carries them. */
export const SERVER_OPTIONS: MemberChecks<Omit<ScriptedServerOptions, 'script'>> = {
  metadata: anything,
  issuerPath: anything,
  clientId: anything,
  subject: anything,
  interval: anything,
  expiresIn: anything,
  cors: anything,
}

/** The same of one with a script. */
export const SCRIPTED_SERVER_OPTIONS: MemberChecks<ScriptedServerOptions> = { ...SERVER_OPTIONS, script: anything }
