/** What a terminal makes of a key when nobody reads keys one by one (termios: INTR, SUSP, QUIT). */
const SIGNALS: ReadonlyMap<string, NodeJS.Signals> = new Map([
  ['\u{3}', 'SIGINT'],
  ['\u{1a}', 'SIGTSTP'],
  ['\u{1c}', 'SIGQUIT'],
])

/** The signal that one of these characters asks for: Ctrl-C, Ctrl-Z, Ctrl-\. */
export function signalIn(text: string): NodeJS.Signals | undefined {
  return Array.from(text, (character) => SIGNALS.get(character)).find((signal) => signal !== undefined)
}

/** Sends a signal as the terminal does: to all in the foreground, such as the `npm` or the script that started this process. */
export function sendFromTerminal(signal: NodeJS.Signals): void {
  if (process.platform !== 'win32') process.kill(0, signal)
  // There a signal ends the process at once, whoever listens for it.
  else if (!process.emit(signal)) process.exit(130)
}
