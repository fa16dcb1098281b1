import type { OAuthEndpoints, OAuthServicesOptions } from '@device-flow/node'

/**
 * The flags of a command, by their names without the dashes. Each is written once: parsing, help, completion and the names in error
 * messages are made from this table, and tests hold the README to it.
 */
export type FlagTable = Readonly<Record<string, Flag>>

/** One flag. */
export interface Flag {
  /** How its value is read. */
  readonly type: FlagType
  /** One letter that stands for it: `X` for `-X`. */
  readonly short?: string
  /** What stands for the value in help: `URL`. Only a switch has none. */
  readonly value?: string
  /** The values that it may have. */
  readonly choices?: readonly string[]
  /** The longest duration that it may have, s. Default 600. */
  readonly limitSeconds?: number
  /** Whether a duration may be 0. */
  readonly mayBeZero?: true
  /** The section of help that shows it. */
  readonly group: string
  /** What help and the README say of it. */
  readonly description: string
  /** The option of `signIn` that its value becomes. A flag without one is read by its command. */
  readonly option?: SignInOption
}

/** What a flag's value is to its command, by the flag's type. */
export interface FlagTypes {
  /** There or not. */
  switch: boolean
  text: string
  /** The values of a flag that may be repeated. */
  texts: string[]
  /** One of its `choices`. */
  choice: string
  /** `NAME=VALUE`; may be repeated, once for each name. */
  parameters: Record<string, string>
  /** `NAME=VALUE`, by the name in lower case; may be repeated, once for each name. */
  headers: Record<string, string>
  /** A path, read as an absolute one: it may be kept for other folders. */
  file: string
  /** Given in seconds, read as ms. */
  duration: number
  /** A TCP port; 0 stands for a free one. */
  port: number
}

/** The type of a flag. */
export type FlagType = keyof FlagTypes

/** The path of an option of `signIn`, as an `OAuthOptionsError` names it. */
type SignInOption = keyof OAuthServicesOptions | `endpoints.${keyof OAuthEndpoints}` | `parameters.${string}`

/** The value of a flag: with `choices`, one of them. */
type FlagValue<Given extends Flag> = Given extends { choices: readonly (infer Choice)[] }
  ? Choice
  : FlagTypes[Given['type']]

/** The values of the flags that were given. */
export type FlagValues<Table extends FlagTable> = {
  -readonly [Name in keyof Table]?: FlagValue<Table[Name]>
}
