// Plain JavaScript that imports nothing: start.mjs reads the arguments of `npm start` by it before anything is installed or built.

const OPTIONS = ['--approve', '--deny', '--lan', '--yes', '--help']

const USAGE = 'npm start takes nothing, or one of: -- --approve, -- --deny, -- --lan, -- --lan=IP, -- --help.'

const HELP = `npm start signs this terminal in at an authorization server of its own, which it
starts on this computer. You approve in a browser.

  npm start                 beside it, a TV, a kiosk and an inspector to try;
                            all of it goes on until Ctrl-C or q
  npm start -- --lan        the same, for a phone on this network, too: asks
                            first, and listens by https on a private address
  npm start -- --lan=IP     on that address, where there are several
  npm start -- --lan --yes  without asking
  npm start -- --approve    a script plays the person and says yes; then it ends
  npm start -- --deny       the same, and says no: it ends with exit code 3
  npm start -- --help       says this

While the code is shown, Enter opens the page in a browser, c copies the code, q
ends, and r asks for a new code once one has run out.
The server alone, for an app of yours: npm run demo-server -- --help
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
 * @returns {import('./start-arguments.mjs').StartArguments} a problem is one line
 */
export function readStartArguments(argv) {
  if (argv.includes('--help') || argv.includes('-h')) return { help: HELP }
  const unknown = argv.find((argument) => !OPTIONS.includes(argument) && !/^--lan=[\d.a-f:]+$/i.test(argument))
  if (unknown !== undefined) {
    const nearest = nearestOption(unknown)
    const advice = nearest ? ` Did you mean ${nearest}?` : ''
    return { problem: `${USAGE} It does not know ${JSON.stringify(unknown)}.${advice}\n` }
  }
  const [lan, ...more] = argv.filter((argument) => argument.startsWith('--lan'))
  const decisions = argv.filter((argument) => argument === '--approve' || argument === '--deny')
  const isAgreed = argv.includes('--yes')
  const isOne = more.length === 0 && decisions.length + (lan ? 1 : 0) <= 1
  if (!isOne || (isAgreed && !lan)) return { problem: `${USAGE} Give one alone.\n` }
  if (lan) return { lan: { address: lan.split('=')[1], isAgreed } }
  return decisions[0] ? { decision: decisions[0].slice(2) } : {}
}
