/** Reads the arguments of `npm start`: the option, if any; or the help that was asked for; or, in one line, what is wrong with them. */
export function readStartArguments(argv: readonly string[]): { option?: string; help?: string; problem?: string }
