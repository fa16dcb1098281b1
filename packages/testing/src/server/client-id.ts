import { decodeJwt } from 'jose'
import type { RecordedRequest } from './request-log.ts'

/** The client that a request says it comes from: in the form, by basic authentication, or as the subject of an assertion. */
export function clientIdOf({ form, headers }: RecordedRequest): string | undefined {
  const inForm = form.get('client_id')
  if (inForm !== null) return inForm
  const basic = /^Basic (.+)$/i.exec(headers.authorization ?? '')?.[1]
  if (basic !== undefined) return decodeURIComponent(decodeBase64(basic).replace(/:.*/s, ''))
  const assertion = form.get('client_assertion')
  return assertion === null ? undefined : decodeJwt(assertion).sub
}

function decodeBase64(text: string): string {
  return new TextDecoder().decode(Uint8Array.from(atob(text), (byte) => byte.charCodeAt(0)))
}
