import { setTimeout as sleep } from 'node:timers/promises'
import type { AuthServer } from '@device-flow/auth-server'

/** What a device shows to the person. */
export interface Prompt {
  device_code: string
  user_code: string
  verification_uri: string
  verification_uri_complete: string
  interval: number
}

async function post(url: string, fields: Record<string, string>): Promise<Record<string, unknown>> {
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams(fields) })
  return (await response.json()) as Record<string, unknown>
}

/** Asks for a code, for everything that the demo server has to offer. */
export async function askForCode({ issuer, clientId }: Pick<AuthServer, 'issuer' | 'clientId'>): Promise<Prompt> {
  const scope = 'openid profile email offline_access api:read'
  return (await post(`${issuer}/device/auth`, { client_id: clientId, scope })) as unknown as Prompt
}

/** Polls as politely as it was asked to until the person has decided, and returns the server's last word. Rejects when it is stopped. */
export async function pollUntilDecided(
  { issuer, clientId }: AuthServer,
  prompt: Prompt,
  signal: AbortSignal,
): Promise<Record<string, unknown>> {
  const fields = {
    grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
    device_code: prompt.device_code,
    client_id: clientId,
  }
  for (;;) {
    await sleep(prompt.interval * 1000, undefined, { signal })
    const reply = await post(`${issuer}/token`, fields)
    if (reply.error !== 'authorization_pending') return reply
  }
}
