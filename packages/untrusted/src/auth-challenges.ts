/** One way to authenticate that a server offers in `WWW-Authenticate` (RFC 9110 §11.6.1). */
export interface AuthChallenge {
  /** Lower case. */
  scheme: string
  /** By their names in lower case; the values without quotes. */
  parameters: Map<string, string>
}

// A name alone is a scheme (or a token68, which passes for a scheme that nobody looks for), one with a value is a parameter of the scheme
// before it. The commas between them say no more than that, and there are servers that forget them. A string that is cut off ends with the
// header: otherwise what stands in it would be read.
const NAME_AND_VALUE = /([^\s",=]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)(?:"|\\?$)|([^\s",]*)))?/g

/**
 * Reads the challenges of a `WWW-Authenticate` header, in their order. What makes no sense is passed over; parameters that stand before any
 * scheme are those of the scheme "".
 *
 * oauth4webapi has a reader too, but hands out what it read only in an error that its requests throw, and nothing of a header with a fault
 * in it; and who brings their own HTTP does without that library.
 */
export function readAuthChallenges(header: string): AuthChallenge[] {
  const challenges: AuthChallenge[] = []
  for (const [, name = '', quoted, bare] of header.matchAll(NAME_AND_VALUE)) {
    const value = quoted?.replaceAll(/\\(.)/g, '$1') ?? bare
    if (value === undefined) challenges.push({ scheme: name.toLowerCase(), parameters: new Map() })
    else {
      if (challenges.length === 0) challenges.push({ scheme: '', parameters: new Map() })
      challenges.at(-1)?.parameters.set(name.toLowerCase(), value)
    }
  }
  return challenges
}
