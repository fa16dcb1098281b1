import { createHash } from 'node:crypto'
import type { TokenSet } from '@device-flow/machine'
import type { RecordedRequest } from '@device-flow/testing'
import { calculateJwkThumbprint, EmbeddedJWK, jwtVerify } from 'jose'
import type { JWTPayload } from 'jose'
import type { OAuthServices } from '../../src/index.ts'

/** The proof of a request, its signature verified: what it says, and whose key has made it. */
export async function proofOf(
  request: Pick<RecordedRequest, 'headers'> | undefined,
): Promise<JWTPayload & { jkt: string }> {
  const proof = request?.headers['dpop']
  if (typeof proof !== 'string') throw new Error('There is no proof')
  const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, { typ: 'dpop+jwt' })
  if (!protectedHeader.jwk || 'd' in protectedHeader.jwk) throw new Error('No public key in the proof')
  return { ...payload, jkt: await calculateJwkThumbprint(protectedHeader.jwk) }
}

/** What `ath` is for an access token. */
export function hashOf(accessToken: string): string {
  return createHash('sha256').update(accessToken).digest('base64url')
}

/** How an API is called, and what it answers. */
interface ApiCall {
  method?: string
  url?: string
  answers?: Response[]
}

/** Calls an API as an authorized fetch does: the headers of each time that the request is sent. */
export async function callApi(
  { dpop }: OAuthServices,
  tokens: TokenSet,
  { method = 'GET', url = 'https://api.example.com/', answers = [] }: ApiCall = {},
): Promise<Pick<RecordedRequest, 'headers'>[]> {
  const sent: Pick<RecordedRequest, 'headers'>[] = []
  await dpop?.send({
    tokens,
    method,
    url,
    async send(headers) {
      sent.push({ headers })
      return answers.shift() ?? new Response()
    },
    canRepeat: () => true,
    renew: async () => {},
  })
  return sent
}
