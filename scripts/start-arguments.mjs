// Plain JavaScript that imports nothing: start.mjs reads the arguments of `npm start` by it before anything is installed or built.

const OPTIONS = ['--approve', '--deny', '--stay', '--help']

const USAGE =
  'npm start takes nothing, or one of: -- --approve (a script plays the person), -- --deny, -- --stay, -- --help.'

const HELP = `npm start signs this terminal in at an authorization server of its own, which it starts on this computer. You approve in a browser.

  npm start                 beside it, a TV, a kiosk and an inspector to try until the terminal is done
  npm start -- --approve    a script plays the person, who says yes; ends by itself
  npm start -- --deny       the same, and the person says no: ends with exit code 3
  npm start -- --stay       the TV, the kiosk and the inspector go on until Ctrl-C
  npm start -- --help       says this
`

// The house has a nearestName (packages/untrusted), in TypeScript: it cannot be imported before anything is installed or built.

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

/** @returns {string | undefined} the option that someone probably meant; nothing when there is none near */
function nearestOption(argument) {
  const word = argument.toLowerCase().replace(/^-*/, '').replace(/=.*$/s, '')
  const ranked = OPTIONS.map((option) => ({ option, away: editDistance(word, option.slice(2)) }))
  const { option, away } = ranked.reduce((best, one) => (one.away < best.away ? one : best))
  return away <= word.length / 2 ? option : undefined
}

/**
 * Reads the arguments of `npm start`.
 *
 * @param {readonly string[]} argv
 * @returns {{ option?: string } | { help: string } | { problem: string }} a problem is one line
 */
export function readStartArguments(argv) {
  const [argument, ...more] = argv
  if (argv.includes('--help') || argv.includes('-h')) return { help: HELP }
  if (argument === undefined) return {}
  if (!OPTIONS.includes(argument)) {
    const nearest = nearestOption(argument)
    const advice = nearest ? ` Did you mean ${nearest}?` : ''
    return { problem: `${USAGE} It does not know ${JSON.stringify(argument)}.${advice}\n` }
  }
  return more.length > 0 ? { problem: `${USAGE} Give one alone.\n` } : { option: argument }
}
