import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import xterm from '@xterm/headless'
import { afterAll } from 'vitest'

const app = fileURLToPath(new URL('../dist/main.js', import.meta.url))

// A demo whose test has failed would go on for ever, at the usual ports.
const scripts: ChildProcess[] = []
afterAll(() => scripts.forEach((script) => script.kill()))

/** What is not heard within it was typed into what was typed before, on a busy machine: a paste, which the demo swallows; ms. */
const UNHEARD_MS = 5_000

/** The demo on a pseudo terminal (util-linux's `script`) of a size, and what a person sees there. */
export class DemoOnTerminal {
  readonly #script: ChildProcess
  readonly #terminal: InstanceType<typeof xterm.Terminal>
  readonly #ended: Promise<number | null>
  /** The terminal, by its name, which the first line tells. */
  #device = ''

  /** `andThen`: what the shell does on the same terminal when the demo has ended. */
  constructor(columns: number, rows: number, { argv = '', env = {}, andThen = 'true' } = {}) {
    this.#terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true })
    // A shell with jobs, as people have it: Ctrl-C is for the demo alone.
    const command = `stty cols ${columns} rows ${rows}; tty; set -m; '${process.execPath}' '${app}' ${argv}; code=$?; ${andThen}; exit $code`
    this.#script = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
      env: { PATH: process.env['PATH'], TERM: 'xterm-256color', LANG: 'C.UTF-8', ...env },
    })
    scripts.push(this.#script)
    this.#script.stdout?.setEncoding('utf8').on('data', (text: string) => {
      const [, device, rest = text] = (this.#device === '' && /^(\/dev\/\S+)\r\n([^]*)$/.exec(text)) || []
      this.#device = device ?? this.#device
      this.#terminal.write(rest)
    })
    this.#ended = once(this.#script, 'close').then(async ([code]) => {
      // What was written last is on the screen by then.
      await new Promise<void>((resolve) => void this.#terminal.write('', resolve))
      return code as number | null
    })
  }

  /** Types on the keyboard, or pastes. */
  type(text: string): void {
    this.#script.stdin?.write(text)
  }

  /** Types a key that ends the demo, as often as it takes. Resolves to the exit code. */
  async endBy(key: string): Promise<number | null> {
    this.type(key)
    const again = setInterval(() => this.type(key), UNHEARD_MS)
    return this.#ended.finally(() => clearInterval(again))
  }

  /** Draws the window to another size. */
  resize(columns: number, rows: number): void {
    this.#terminal.resize(columns, rows)
    execFileSync('stty', ['-F', this.#device, 'cols', String(columns), 'rows', String(rows)])
  }

  ended(): Promise<number | null> {
    return this.#ended
  }

  /** The lines on the screen. */
  lines(): string[] {
    const { active } = this.#terminal.buffer
    return Array.from({ length: this.#terminal.rows }, (_, row) => {
      return active.getLine(active.baseY + row)?.translateToString(true) ?? ''
    })
  }

  /** How many lines have scrolled away. */
  get scrolledLines(): number {
    return this.#terminal.buffer.active.baseY
  }

  /** Resolves when the screen shows the text. */
  async shows(text: string | RegExp): Promise<RegExpMatchArray> {
    for (;;) {
      const found = this.lines().join('\n').match(text)
      if (found) return found
      await new Promise((resolve) => void this.#terminal.onWriteParsed(() => resolve(undefined)))
    }
  }
}
