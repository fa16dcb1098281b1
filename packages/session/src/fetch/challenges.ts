/** One way to authenticate that a server offers in `WWW-Authenticate` (RFC 9110 §11.6.1). */
export interface Challenge {
  /** Lower case. */
  scheme: string
  /** By their names in lower case; the values without quotes. */
  parameters: Map<string, string>
}

// A comma separates challenges as well as the parameters of one, and stands in quoted strings for itself. A string that is cut off ends
// with the header: otherwise each quote in it would be tried as a beginning.
const ELEMENT = /(?:[^,"]|"(?:[^"\\]|\\.)*(?:"|\\?$))+/g
const PARAMETER = /^([^\s"=]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))$/
/** A scheme, and what follows it: its first parameter, a token68, or nothing. */
const BEGINNING = /^([^\s"=]+)(?:\s+(.*))?$/

/** The challenges of a `WWW-Authenticate` header, in their order. What makes no sense is passed over. */
export function readChallenges(header: string): Challenge[] {
  const challenges: Challenge[] = []
  for (const [element] of header.matchAll(ELEMENT)) {
    const text = element.trim()
    const beginning = PARAMETER.test(text) ? undefined : BEGINNING.exec(text)
    if (beginning) challenges.push({ scheme: beginning[1]!.toLowerCase(), parameters: new Map() })
    const [, name, quoted, bare] = PARAMETER.exec(beginning ? (beginning[2] ?? '') : text) ?? []
    const value = quoted?.replaceAll(/\\(.)/g, '$1') ?? bare
    if (name && value !== undefined) challenges.at(-1)?.parameters.set(name.toLowerCase(), value)
  }
  return challenges
}
