import type { ActorMessage, InspectionMessage, SnapshotMessage, TakenTransition } from '../protocol/messages.ts'
import type { InspectionTransport } from '../inspector/transport.ts'
import { oneLine } from './one-line.ts'
import { whatWentWrong } from './what-went-wrong.ts'

/** Options of {@link consoleTransport}. */
export interface ConsoleTransportOptions {
  /** Takes one line without its end. Default: `console.log`; a command line writes to stderr instead. */
  write?: ((line: string) => void) | undefined
}

const { console } = globalThis

/**
 * Makes a transport that writes a readable log: one line a transition, with its reason. Times are local.
 *
 * @example
 * ```ts
 * import { consoleTransport, createInspector } from '@device-flow/inspect'
 *
 * const write = (line: string) => void process.stderr.write(`${line}\n`)
 * export const { inspect } = createInspector({ transport: consoleTransport({ write }) })
 * ```
 */
export function consoleTransport({
  write = (line) => console.log(line),
}: ConsoleTransportOptions = {}): InspectionTransport {
  const logins: string[] = []

  const log = (message: InspectionMessage, what: string, why: string): void => {
    // Only where there are several does it matter which login it is.
    const login = logins.length > 1 ? `[${message.rootId}] ` : ''
    const parts = [`${timeOf(message.at)} ${login}${what}`, why].map(oneLine)
    write(parts.filter(Boolean).join('   '))
  }

  return {
    send(message) {
      if (message.sessionId !== message.rootId) return
      if (message.type === 'actor') logins.push(message.sessionId)
      if (isOver(message)) log(message, 'the machine came to a halt', reasonOf(message))
      if (message.type !== 'snapshot') return
      const wrong = whatWentWrong(message.event)
      for (const [index, step] of message.taken.filter(isWorthALine).entries()) {
        const why = [step.why, index === 0 ? wrong : undefined].filter(Boolean).join(': ')
        log(message, pathOf(step), why)
      }
    },
  }
}

/** Whether a step is logged. Those within a state that need no event are the chart's own housekeeping. */
function isWorthALine({ event, from, to }: TakenTransition): boolean {
  return event !== '' || (to !== undefined && topOf(from) !== topOf(to))
}

function pathOf({ from, to }: TakenTransition): string {
  if (to === undefined) return from
  return topOf(from) === topOf(to) ? `${from} → ${to}` : `${topOf(from)} → ${topOf(to)}`
}

function topOf(path: string): string {
  return path.split('.', 1)[0] ?? path
}

function isOver(message: InspectionMessage): message is ActorMessage | SnapshotMessage {
  return message.type !== 'event' && message.snapshot.status === 'error'
}

function reasonOf({ snapshot }: ActorMessage | SnapshotMessage): string {
  return whatWentWrong({ type: '', error: snapshot.error }) ?? ''
}

function timeOf(at: number): string {
  const time = new Date(at)
  const [hours, minutes, seconds] = [time.getHours(), time.getMinutes(), time.getSeconds()].map(twoDigits)
  return `${hours}:${minutes}:${seconds}.${String(time.getMilliseconds()).padStart(3, '0')}`
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0')
}
