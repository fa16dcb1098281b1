// Plain JavaScript: playground.mjs reads the arguments of `npm run playground` by it before anything is installed or built.
import { nearestOptionAdvice } from './nearest-option.mjs'

const OPTIONS = ['--port', '--relay', '--token-seconds', '--help']

const USAGE = 'npm run playground takes nothing, or: -- --relay, -- --port=N, -- --token-seconds=N, -- --help.'

const HELP = `npm run playground serves the playground, and an authorization server and an API
for it, on this computer, until Ctrl-C or q. In it you walk through a device
login step by step, at that server or at any other, and break it.

  npm run playground                        at port 8632, or another if it is taken
  npm run playground -- --port=8000         at that one
  npm run playground -- --port=0            at any that is free
  npm run playground -- --relay             with a relay on this computer, for
                                            servers that let no page call them (CORS)
  npm run playground -- --token-seconds=15  with access tokens that live so long,
                                            and not for 60 seconds
  npm run playground -- --help              says this

The relay carries requests of the playground's own page, and of nobody else, to
servers by https, and by http to this computer. It writes down nothing.
`

const NUMBERS = {
  '--port': { member: 'port', smallest: 0, largest: 65_535, example: 8000 },
  // As long as the server's refresh tokens live.
  '--token-seconds': { member: 'tokenSeconds', smallest: 1, largest: 30 * 24 * 3600, example: 15 },
}

/**
 * Reads the arguments of `npm run playground`.
 *
 * @param {readonly string[]} argv
 * @returns {import('./playground-arguments.mjs').PlaygroundArguments} a problem is one line
 */
export function readPlaygroundArguments(argv) {
  if (argv.includes('--help') || argv.includes('-h')) return { help: HELP }
  const read = {}
  const words = [...argv]
  while (words.length > 0) {
    const [argument, name, inline] = /^(--[a-z-]+)(?:=(.*))?$/s.exec(words[0]) ?? [words[0]]
    words.shift()
    if (argument === '--relay') read.hasRelay = true
    else if (Object.hasOwn(NUMBERS, name ?? '')) {
      const { member, smallest, largest, example } = NUMBERS[name]
      const given = inline ?? words.shift()
      const number = /^\d{1,7}$/.test(given ?? '') ? Number(given) : -1
      if (number < smallest || number > largest)
        return {
          problem: `${USAGE} ${name} takes a number from ${smallest} to ${largest}, such as ${name}=${example}.\n`,
        }
      read[member] = number
    } else {
      const advice = nearestOptionAdvice(argument, OPTIONS)
      return { problem: `${USAGE} It does not know ${JSON.stringify(argument)}.${advice}\n` }
    }
  }
  return read
}
