import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { text as readAll } from 'node:stream/consumers'
import { bin, newHome } from './running-command.ts'

/** The other systems' `script` takes other arguments, or is not there. */
export const hasTerminals: boolean = process.platform === 'linux'

const COLUMNS = 100
const ROWS = 40

/** The command on a terminal of its own, a pseudo terminal of util-linux's `script`, which stdin, stdout and stderr are. */
export class CommandOnTerminal {
  readonly #script: ChildProcess
  readonly #ended: Promise<number | null>
  #screen = ''

  /**
   * `redirected`: a shell's redirections of some of the three, such as `2>/dev/null`, or `&`. `andThen`: what the shell does on the same
   * terminal when the command has ended, or was stopped; its exit code is then the terminal's.
   */
  constructor(argv: readonly string[], env: Record<string, string> = {}, { redirected = '', andThen = '' } = {}) {
    // A shell with jobs, as people have it, gives the terminal to a command, and takes it back.
    const run =
      andThen === ''
        ? `exec ${shellWords(argv)} ${redirected}`
        : `set -m; ${shellWords(argv)} ${redirected || ';'} ${andThen}`
    const command = `stty cols ${COLUMNS} rows ${ROWS}; echo pid $$; ${run}`
    this.#script = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
      env: { PATH: process.env['PATH'], DEVICE_FLOW_HOME: newHome(), ...env },
    })
    this.#script.stdout?.setEncoding('utf8').on('data', (text: string) => (this.#screen += text))
    this.#ended = once(this.#script, 'close').then(([exitCode]) => exitCode as number | null)
  }

  /** All that was written to the terminal so far, without the line that the terminal was made with. */
  get screen(): string {
    return this.#screen.replace(/^pid \d+\r\n/, '')
  }

  /** Resolves when the terminal shows the text. */
  async shows(text: string | RegExp): Promise<void> {
    while (this.#screen.search(text) < 0) await once(this.#script.stdout as NodeJS.ReadableStream, 'data')
  }

  /** Types on the keyboard, or pastes. */
  type(text: string): void {
    this.#script.stdin?.write(text)
  }

  /** Sends the command a signal. */
  kill(signal: NodeJS.Signals): void {
    process.kill(Number(/^pid (\d+)/.exec(this.#screen)?.[1]), signal)
  }

  /** Sends a signal to the command alone, where a shell waits for it: see `andThen`. */
  async killChild(signal: NodeJS.Signals): Promise<void> {
    const shell = /^pid (\d+)/.exec(this.#screen)?.[1]
    process.kill(Number(await readFile(`/proc/${shell}/task/${shell}/children`, 'utf8')), signal)
  }

  /** Its exit code, when it has ended. */
  ended(): Promise<number | null> {
    return this.#ended
  }
}

/** Runs the command in a window that is closed at some time; resolves to the command's exit code, as shells tell it. */
export async function exitCodeInWindow(argv: readonly string[], closes: Promise<unknown>): Promise<number> {
  // A shell is what a window hangs up; it hands that on to what runs in it. This one lives on, to tell.
  const command = `${shellWords(argv)} <&0 3>&- & trap 'kill -HUP $!' HUP; wait $!; wait $!; echo $? >&3`
  const window = spawn('script', ['--quiet', '--command', command, '/dev/null'], {
    // With lines that are rewritten, it might notice a write that failed before it is told of the hang-up.
    env: { PATH: process.env['PATH'], DEVICE_FLOW_HOME: newHome(), TERM: 'dumb' },
    stdio: ['pipe', 'ignore', 'inherit', 'pipe'],
  })
  void closes.then(() => window.kill('SIGKILL'))
  return Number(await readAll(window.stdio[3] as NodeJS.ReadableStream))
}

function shellWords(argv: readonly string[]): string {
  return [process.execPath, bin, ...argv].map((word) => `'${word}'`).join(' ')
}
