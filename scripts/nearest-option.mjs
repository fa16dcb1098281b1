// Plain JavaScript that imports nothing. The house has a nearestName (packages/untrusted), in TypeScript: it cannot be imported before
// anything is installed or built.

/** @returns {number} how many letters to put in, take out or replace to make one word of the other (Levenshtein) */
function editDistance(one, other) {
  let row = [...other, ''].map((_, index) => index)
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1]
    for (const [at, wanted] of [...other].entries()) {
      next.push(Math.min(next[at] + 1, row[at + 1] + 1, row[at] + (letter === wanted ? 0 : 1)))
    }
    row = next
  }
  return row[other.length]
}

/**
 * Says which option someone probably meant.
 *
 * @param {string} argument
 * @param {readonly string[]} options all that there are, such as `--help`
 * @returns {string} a question with a space before it; empty when there is none near
 */
export function nearestOptionAdvice(argument, options) {
  const word = argument.toLowerCase().replace(/^-*/, '').replace(/=.*$/s, '')
  const names = options.map((option) => option.slice(2))
  const meant = nearestOf(word, names)
  return meant === undefined ? '' : ` Did you mean --${meant}?`
}

/**
 * @param {string} word
 * @param {readonly string[]} names all that there are
 * @returns {string | undefined} the one that someone probably meant
 */
export function nearestOf(word, names) {
  const ranked = names.map((name) => ({ name, away: editDistance(word, name) }))
  const { name, away } = ranked.reduce((best, one) => (one.away < best.away ? one : best))
  return away <= word.length / 2 ? name : undefined
}
