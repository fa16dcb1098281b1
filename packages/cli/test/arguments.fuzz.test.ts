import { fuzz, FUZZ_TIMEOUT_MS, RAW_CONTROL, strangeText } from '@device-flow/untrusted/fuzz'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { commandSummaries } from '../src/command-summaries.ts'
import { deviceFlow } from '../src/device-flow.ts'
import { exitCodes } from '../src/exit-codes.ts'
import { loginFlags } from '../src/login/login-flags.ts'
import { newHome } from './running-command.ts'

const SECRET = 'canary-secret-of-the-client'

const word = fc.oneof(
  strangeText,
  fc.constantFrom(
    '--',
    '-',
    '--json',
    '--no-open',
    '1',
    '-5',
    'a=b',
    '=',
    'https://id.example.com',
    '@/dev/null',
    '@-',
  ),
)
const flag = fc.constantFrom(...Object.keys(loginFlags), 'client-secret', 'clientSecret').map((name) => `--${name}`)
const argument = fc.oneof(
  word,
  flag,
  fc.tuple(flag, word).map(([name, value]) => `${name}=${value}`),
)
// The viewer is left out: it would be served.
const command = fc.constantFrom(...Object.keys(commandSummaries).filter((name) => name !== 'inspect'))
const commandLine = fc
  .tuple(
    fc.oneof({ weight: 4, arbitrary: command }, { weight: 1, arbitrary: word }),
    fc.array(argument, { maxLength: 6 }),
  )
  .map(([first, rest]) => [first, ...rest])

/** Runs the command here, for somebody who has pressed Ctrl-C already: nothing that it would wait for is worth it. */
async function run(argv: readonly string[]) {
  const said = { stdout: '', stderr: '' }
  const stream = (name: keyof typeof said) => ({
    isTTY: false,
    write(data: string | Uint8Array, done?: (error?: Error | null) => void) {
      said[name] += String(data)
      done?.()
      return true
    },
  })
  const exitCode = await deviceFlow(argv, {
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    env: { DEVICE_FLOW_HOME: home, DEVICE_FLOW_CLIENT_SECRET: SECRET },
    signal: AbortSignal.abort(),
  })
  return { exitCode, ...said }
}

const home = newHome()

test(
  'whatever is typed behind device-flow: an exit code of ours and a few clean lines, soon and without the secret (G5, H2, H3)',
  async () => {
    await fc.assert(
      fc.asyncProperty(commandLine, async (argv) => {
        const { exitCode, stdout, stderr } = await run([...argv, '--client-secret', SECRET])
        expect(Object.values(exitCodes)).toContain(exitCode)
        for (const line of [...stdout.split('\n'), ...stderr.split('\n')])
          expect(line.replaceAll('\t', '')).not.toMatch(RAW_CONTROL)
        expect(stderr.length).toBeLessThan(5_000)
        expect(stdout + stderr).not.toContain(SECRET)
      }),
      fuzz(150),
    )
  },
  FUZZ_TIMEOUT_MS,
)
