/**
 * The name that was most likely meant by a misspelt one; undefined when none is near. Of dotted names
 * (`endpoints.tokenEndpoint`) the last part counts. Up to a third of the letters may be wrong, or the misspelt name may
 * be a part of the right one (4 letters or more).
 */
export function nearestName(wrong: string, names: readonly string[]): string | undefined {
  const meant = plain(wrong)
  let nearest: string | undefined
  let least = Math.max(1, Math.floor(meant.length / 3)) + 1
  for (const name of names) {
    const distance = editDistance(meant, plain(name.slice(name.lastIndexOf('.') + 1)))
    if (distance < least) [nearest, least] = [name, distance]
  }
  return nearest ?? names.find((name) => meant.length > 3 && plain(name).includes(meant))
}

/** What is wrong with an option that is none: which one was meant, or else which there are. */
export function unknownOption(name: string, names: readonly string[]): string {
  const meant = nearestName(name, names)
  return meant ? `is no option; did you mean ${meant}?` : `is no option. There are ${names.join(', ')}`
}

/** `client_id`, `client-id` and `clientID` are all the same to a person. */
function plain(name: string): string {
  return name
    .slice(0, 64)
    .replaceAll(/[^a-z0-9]/gi, '')
    .toLowerCase()
}

/** How many letters have to be put in, taken out, changed, or swapped with the next one (Damerau and Levenshtein). */
function editDistance(from: string, to: string): number {
  let before: number[] = []
  let row = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (const [i, letter] of Array.from(from).entries()) {
    const next = [i + 1]
    for (const [j, other] of Array.from(to).entries()) {
      const changed = (row[j] ?? 0) + (letter === other ? 0 : 1)
      const isSwapped = letter === to[j - 1] && other === from[i - 1]
      const swapped = isSwapped ? (before[j - 1] ?? 0) + 1 : Infinity
      next.push(Math.min(changed, swapped, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    before = row
    row = next
  }
  return row.at(-1) ?? 0
}
