// Plain JavaScript: start.mjs reads the arguments of `npm start` by it before anything is installed or built.
import { nearestOptionAdvice } from './nearest-option.mjs'

const OPTIONS = ['--approve', '--deny', '--lan', '--yes', '--help']

const USAGE = 'npm start takes nothing, or one of: -- --approve, -- --deny, -- --lan, -- --lan=IP, -- --help.'

const HELP = `npm start signs this terminal in at an authorization server of its own, which it
starts on this computer. You approve in a browser.

  npm start                 beside it, a TV, a kiosk, an inspector and a
                            playground to try, until Ctrl-C or q
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
The playground alone, and for any server: npm run playground -- --help
`

/** What npm has taken for settings of its own, where `--` was left out; its `--yes` is one. */
const TAKEN_BY_NPM = ['approve', 'deny', 'lan']

/**
 * Reads the arguments of `npm start`.
 *
 * @param {readonly string[]} argv
 * @param {Readonly<Record<string, string | undefined>>} env in which npm hands on its settings
 * @returns {import('./start-arguments.mjs').StartArguments} a problem is one line
 */
export function readStartArguments(argv, env = {}) {
  if (argv.includes('--help') || argv.includes('-h')) return { help: HELP }
  const taken = TAKEN_BY_NPM.find((name) => env[`npm_config_${name}`])
  if (taken) return { problem: `npm took --${taken} for itself. Put it behind --: npm start -- --${taken}\n` }
  const unknown = argv.find((argument) => !OPTIONS.includes(argument) && !/^--lan=[\d.a-f:]+$/i.test(argument))
  if (unknown !== undefined) {
    const advice = nearestOptionAdvice(unknown, OPTIONS)
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
