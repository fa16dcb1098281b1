import { Secret } from '@device-flow/machine'
import { oauthError, tokenSet } from '@device-flow/testing'
import type { RecordedRequest, ResponseSource } from '@device-flow/testing'
import { connect } from '../support.ts'
import type { Client, Setup } from '../support.ts'

export const SECRET: string = 'a/b+c=%:d e'
export const ENCODED = 'client-1:a%2Fb%2Bc%3D%25%3Ad+e'
export const RAW = `client-1:${SECRET}`
/** A session of an earlier process. */
export const KEPT = tokenSet({ refreshToken: 'refresh-of-before', idToken: null })
export const BASIC = { method: 'client_secret_basic', clientSecret: new Secret(SECRET) } as const

export function credentialsOf({ headers }: RecordedRequest): string {
  return Buffer.from(headers.authorization?.replace(/^Basic /, '') ?? '', 'base64').toString()
}

/** Answers as a server does that compares Basic credentials as they came. */
export function toRaw(answer: ResponseSource, refusal: ResponseSource = oauthError('invalid_client', { status: 401 })) {
  return (request: RecordedRequest): ResponseSource => (credentialsOf(request) === RAW ? answer : refusal)
}

export function connectWith(setup: Setup = {}): Promise<Client> {
  return connect({ clientAuth: BASIC, ...setup })
}

/** In which forms an endpoint was sent the credentials. */
export function sentTo({ server }: Client, endpoint: string): string[] {
  return server
    .requests()
    .filter((request) => request.endpoint === endpoint)
    .map(credentialsOf)
}
