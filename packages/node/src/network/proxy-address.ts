const EXAMPLE = 'such as http://proxy.example.com:8080'

/** Says what is wrong with the address of a proxy, if anything is. Nothing of it is repeated: there may be a password in it. */
export function proxyAddressProblem(address: string): string | undefined {
  if (/^socks/i.test(address)) return `must be the address of an HTTP proxy, ${EXAMPLE}; SOCKS is not supported`
  const problem = `must be the address of a proxy, ${EXAMPLE}`
  if (!/^https?:\/\//i.test(address)) return problem
  if (isWhole(address)) return undefined
  return address.includes('@')
    ? `${problem}; in a login write % as %25, # as %23, / as %2F, ? as %3F, \\ as %5C`
    : problem
}

function isWhole(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { username, password, pathname, search, hash } = new URL(address)
  // With #, / or ? in its password, what is before it would be the host, and the real host the end of a path.
  const rest = `${pathname}${search}${hash}`
  return !rest.includes('@') && decoded(username) !== undefined && decoded(password) !== undefined
}

/** undici decodes them, too, with the first request, and would fail that. */
function decoded(text: string): string | undefined {
  try {
    // Returned, though nobody needs the text: as a statement of its own a bundler drops the call as one without effect.
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
