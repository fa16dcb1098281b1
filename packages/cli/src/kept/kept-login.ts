import type { Json } from '@device-flow/machine'
import { isRecord } from '@device-flow/untrusted'
import { clientFlags } from '../client/client-flags.ts'
import type { ClientFlagValues } from '../client/client-flags.ts'
import type { Flag, FlagTypes } from '../arguments/flag.ts'

/** How to reach the server again: what a login keeps beside its session. No secret is in it. */
export interface KeptLogin {
  /** What the login was given of {@link clientFlags}. */
  flags: ClientFlagValues
  /** The origins that it allowed beside those of audience and resource. */
  allowedOrigins: string[]
  /** The names of the headers that it was given, in lower case. Their values are in the environment, as is the secret. */
  headerNames?: string[]
  /** Whether the client has a secret. It is in the environment, of each command that needs it. */
  hasSecret: boolean
}

/** A {@link KeptLogin} as the member `app` of the record. */
export function encodeKeptLogin(login: KeptLogin): Json {
  // By way of JSON: what was not given is left out.
  return JSON.parse(JSON.stringify(login)) as Json
}

/** Reads the member `app` of a record; undefined when it is not one of this command's. */
export function decodeKeptLogin(app: unknown): KeptLogin | undefined {
  if (!isRecord(app) || !isRecord(app['flags']) || typeof app['hasSecret'] !== 'boolean') return undefined
  const { flags, allowedOrigins, headerNames = [], hasSecret } = app
  if (!isTexts(allowedOrigins) || !isTexts(headerNames)) return undefined
  const areFlags = Object.entries(flags).every(([name, value]) => {
    const flag = Object.hasOwn(clientFlags, name) && (clientFlags as Record<string, Flag>)[name]
    return flag && isOfType[flag.type](value)
  })
  if (!areFlags) return undefined
  return { flags: flags as ClientFlagValues, allowedOrigins, headerNames, hasSecret }
}

const isText = (value: unknown): value is string => typeof value === 'string'
const isNumber = (value: unknown): value is number => typeof value === 'number'

const isOfType: { readonly [Type in keyof FlagTypes]: (value: unknown) => boolean } = {
  switch: (value) => value === true,
  text: isText,
  choice: isText,
  texts: isTexts,
  parameters: (value) => isRecord(value) && Object.values(value).every(isText),
  // None of those that are kept.
  headers: () => false,
  file: isText,
  duration: isNumber,
  port: isNumber,
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isText)
}
