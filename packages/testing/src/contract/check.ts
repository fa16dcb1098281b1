/** Throws unless the condition holds. The contract brings its own, so that it runs under any test runner, and in a browser. */
export function check(condition: boolean, complaint: string): asserts condition {
  if (!condition) throw new Error(complaint)
}

/** Throws unless both look the same as JSON. */
export function same(actual: unknown, expected: unknown, what: string): void {
  const [got, wanted] = [JSON.stringify(actual), JSON.stringify(expected)]
  check(got === wanted, `${what}: expected ${wanted}, got ${got}`)
}
