import { plainText } from '@device-flow/node'
import type { Flag } from '../arguments/flag.ts'
import { CLIENT_SECRET_VARIABLE } from '../command-io.ts'
import { loginFlags } from './login-flags.ts'

const PARAMETER = /^parameters\./

/** What is wrong with an option, in the words of the command line; nothing when the error is not about options. */
export function optionsProblem(error: unknown): string | undefined {
  if (!(error instanceof TypeError) || error.name !== 'OAuthOptionsError' || !('option' in error)) return undefined
  const option = String(error.option)
  const problem = error.message.slice(`${option}: `.length)
  return plainText(`${argumentFor(option)} ${problem}.`)
}

/** The argument or variable that a person gave for an option of `signIn`. */
function argumentFor(option: string): string {
  if (option === 'clientAuth.clientSecret') return CLIENT_SECRET_VARIABLE
  if (PARAMETER.test(option)) return option.replace(PARAMETER, '--param ')
  const entry = Object.entries<Flag>(loginFlags).find(([, flag]) => flag.option === option)
  return entry ? `--${entry[0]}` : option
}
