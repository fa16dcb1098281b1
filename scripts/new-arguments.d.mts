/** Reads the arguments of `npm run new`; a problem is one line. */
export function readNewArguments(
  argv: readonly string[],
  options: { starts: readonly string[]; from: string },
): { start: string; folder: string; name: string } | { help: string } | { problem: string }
