import type { DeviceFlowView } from '@device-flow/machine'
import { openBrowser, terminalPrompt } from '@device-flow/node'
import type { DevicePrompt, LoginOptions, PromptHandlers, TerminalPromptOptions } from '@device-flow/node'
import type { ServerOfLogin } from '../client/server-of-login.ts'
import type { CommandIo } from '../command-io.ts'
import type { JsonLine } from '../json/json-line.ts'
import { LoginSecrets } from '../secrets/login-secrets.ts'
import { inWordsOfCommand } from './command-words-prompt.ts'
import { createBlipLines, createHintLines, promptLine } from './json-lines.ts'
import { createLinePrinter } from './line-printer.ts'
import type { PrintLine } from './line-printer.ts'
import type { LoginFlagValues } from './login-flags.ts'
import { maskPrompt } from './mask-prompt.ts'

/** Where a login is shown: to people on stderr, to programs on stdout, and to both without its secrets. */
export class LoginScreen {
  readonly print: PrintLine
  readonly secrets: LoginSecrets = new LoginSecrets()
  /** What becomes of the login when nobody can be told of it any more. */
  givenUp = 'so the login was given up'
  /** Whether people have been told how the login goes: then they have read why it ended, too. */
  isShown = false
  /** Where it signs in, once that is known. */
  server: ServerOfLogin | undefined
  /** How others go on with a login that still waits. */
  next: readonly string[] | undefined
  /** What people are told once, when there is a code to show. */
  beforeCode: (() => void) | undefined
  readonly #flags: LoginFlagValues
  readonly #io: CommandIo

  constructor(flags: LoginFlagValues, io: CommandIo) {
    this.#flags = flags
    this.#io = io
    this.print = createLinePrinter(flags, io, this.secrets)
  }

  /** For `signIn`. */
  handlers(): Pick<LoginOptions, 'onPrompt' | 'onChange' | 'onExpired'> {
    // With --json a program reads, which may well have a terminal of its own.
    const prompt = this.#prompt({ live: !(this.#flags.json && this.#io.stdout.isTTY), keys: !this.#flags.json })
    const toLines = [createBlipLines(), createHintLines()]
    this.isShown = true
    return {
      onPrompt: (shown) => {
        this.beforeCode?.()
        this.beforeCode = undefined
        // What cannot be written ends the login through its signal; see run-process.ts.
        this.print(promptLine(shown)).catch(() => {})
        prompt.onPrompt(shown)
        this.#open(shown)
      },
      onChange: (view) => {
        for (const toLine of toLines) {
          const line = toLine(view)
          if (line) this.print(line).catch(() => {})
        }
        prompt.onChange(view)
      },
      ...(prompt.onExpired && { onExpired: prompt.onExpired }),
    }
  }

  /** For a login that is not waited for: what keeps it from its code, and the code. `showCode` rejects when it cannot be printed. */
  withoutWaiting(): {
    onChange(view: DeviceFlowView): void
    showCode(shown: DevicePrompt, more: Partial<JsonLine>): Promise<void>
  } {
    // On a live terminal the lines would be rewritten, by a process that has ended.
    const prompt = this.#prompt({ live: false, keys: false })
    const toLine = createBlipLines()
    return {
      onChange: (view) => {
        if (view.status !== 'requesting') return
        const line = toLine(view)
        if (line) this.print(line).catch(() => {})
        prompt.onChange(view)
      },
      showCode: async (shown, more) => {
        prompt.onPrompt(shown)
        this.#open(shown)
        await this.print({ ...promptLine(shown), ...more })
      },
    }
  }

  #prompt(how: Pick<TerminalPromptOptions, 'live' | 'keys'>): PromptHandlers {
    const { 'no-qr': noQr, accessible } = this.#flags
    const { stderr: stream, env } = this.#io
    // Two writers on one screen: lines of data would be lost among lines that are rewritten.
    const prompt = inWordsOfCommand(terminalPrompt({ stream, env, qr: !noQr, accessible, ...how }))
    return maskPrompt(prompt, this.secrets)
  }

  #open({ verificationUri, verificationUriComplete }: DevicePrompt): void {
    if (this.#flags.open) void openBrowser(verificationUriComplete ?? verificationUri)
  }
}
