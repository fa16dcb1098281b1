import { cleanText } from '@device-flow/untrusted'
import type { Flag } from '../arguments/flag.ts'
import { CLIENT_SECRET_VARIABLE } from '../command-io.ts'
import { clientFlags } from './client-flags.ts'

const PAIR = /^(parameters|headers)\./
const PAIR_FLAGS = { parameters: '--param ', headers: '--header ' } as const
const PLACE = /^provider\./

/** Puts what is wrong with an option into the words of the command line; returns nothing when the error is not about options. */
export function optionsProblem(error: unknown): string | undefined {
  if (!(error instanceof TypeError) || error.name !== 'OAuthOptionsError' || !('option' in error)) return undefined
  const option = String(error.option)
  const problem = error.message
    .slice(`${option}: `.length)
    .replace(/(?<=has an option of its own, )\w+$/, argumentFor)
    .replaceAll(/\bprovider\.\w+/g, argumentFor)
    .replace('or give issuer or endpoints', 'or give --issuer, or --device-authorization-endpoint and --token-endpoint')
  return cleanText(`${argumentFor(option)} ${problem}.`)
}

/** Finds the argument or variable that a person gave for an option of `signIn`. */
function argumentFor(option: string): string {
  if (option === 'clientAuth.clientSecret') return CLIENT_SECRET_VARIABLE
  if (option === 'endpoints.issuer') return '--issuer'
  const entry = Object.entries<Flag>(clientFlags).find(([, flag]) => flag.option === option)
  if (option === 'headers') return '--header'
  if (entry) return `--${entry[0]}`
  return option.replace(PAIR, (_, pairs: string) => PAIR_FLAGS[pairs as keyof typeof PAIR_FLAGS]).replace(PLACE, '--')
}
