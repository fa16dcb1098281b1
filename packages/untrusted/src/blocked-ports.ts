import type { OptionProblem } from './option-checks.ts'

const PORTS =
  '0 1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113 115 117 119 123 135 137 139 143 ' +
  '161 179 389 427 465 512 513 514 515 526 530 531 532 540 548 554 556 563 587 601 636 989 990 993 995 1719 1720 1723 2049 3659 4045 ' +
  '4190 5060 5061 6000 6566 6665 6666 6667 6668 6669 6679 6697 10080'

const BLOCKED: ReadonlySet<string> = /* @__PURE__ */ new Set(/* @__PURE__ */ PORTS.split(' '))

/**
 * Finds the first address of a server to whose port `fetch` sends nothing, of which its error says no word. What is no address is passed
 * over.
 *
 * @see {@link https://fetch.spec.whatwg.org/#port-blocking | Fetch, port blocking}
 */
export function findBlockedPort({
  issuer,
  endpoints,
}: {
  issuer?: unknown
  endpoints?: unknown
}): OptionProblem | undefined {
  const ofEndpoints = Object.entries(Object(endpoints)).map(
    ([name, address]) => [`endpoints.${name}`, address] as const,
  )
  for (const [name, address] of [['issuer', issuer] as const, ...ofEndpoints]) {
    const url = typeof address === 'string' && URL.canParse(address) ? new URL(address) : undefined
    if (url && BLOCKED.has(url.port)) {
      return { name, problem: `is at port ${url.port}, to which fetch sends nothing (it is one of another protocol)` }
    }
  }
  return undefined
}
