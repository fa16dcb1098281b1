/** What `npm start` was asked for. */
export interface StartArguments {
  /** What a script decides in the place of a person. */
  decision?: 'approve' | 'deny'
  /** That a phone on this network is served, too. */
  lan?: {
    /** On which address of this computer; undefined takes one. */
    address: string | undefined
    /** Whether nobody is to be asked any more. */
    isAgreed: boolean
  }
  /** What there is, when that was asked for. */
  help?: string
  /** What is wrong with the arguments, in one line. */
  problem?: string
}

/** Reads the arguments of `npm start`. */
export function readStartArguments(
  argv: readonly string[],
  env?: Readonly<Record<string, string | undefined>>,
): StartArguments
