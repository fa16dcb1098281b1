/** Reads the arguments of `npm start`: the option, if any; the help that was asked for; or, in one line, what makes no sense. */
export function readStartArguments(
  argv: readonly string[],
): { option?: string; help?: undefined; problem?: undefined } | { help: string } | { help?: undefined; problem: string }
