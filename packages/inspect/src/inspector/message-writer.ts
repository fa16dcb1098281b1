import { isRecord } from '@device-flow/untrusted'
import type { AnyActor, AnyMachineSnapshot, AnyTransitionDefinition, Snapshot } from 'xstate'
import type { Json } from '@device-flow/machine'
import { PROTOCOL } from '../protocol/messages.ts'
import type { EventJson, InspectionMessage, SnapshotJson, TakenTransition } from '../protocol/messages.ts'
import type { Redactor } from '../redact/redactor.ts'
import { chartOf } from './chart.ts'
import type { Observed } from './observation.ts'

/** Turns what was observed into messages: plain JSON without a secret. */
export class MessageWriter {
  readonly #redactor: Redactor
  readonly #charts = new WeakMap<object, Json>()
  /** An event is sent twice at least: on its way, and with the snapshot that it led to. */
  #events = new Map<object, EventJson>()
  #sequence = 0

  constructor(redactor: Redactor) {
    this.#redactor = redactor
  }

  /** Call it before each batch: between batches, the sender of an event may change the object and send it again. */
  forgetEvents(): void {
    this.#events = new Map()
  }

  write(observed: Observed): InspectionMessage {
    const { at, rootId, actorRef } = observed
    const about = { protocol: PROTOCOL, sequence: ++this.#sequence, at, rootId, sessionId: actorRef.sessionId } as const
    switch (observed.type) {
      case 'actor': {
        const { id, src, _parent: parent } = actorRef
        const definition = this.#chart(actorRef as AnyActor)
        return {
          type: 'actor',
          ...about,
          ...(parent && { parentId: parent.sessionId }),
          id: this.#redactor.text(id),
          ...(typeof src === 'string' && { src: this.#redactor.text(src) }),
          ...(definition !== undefined && { definition }),
          snapshot: this.#snapshot(observed.snapshot),
        }
      }
      case 'event': {
        const { sourceId } = observed
        return { type: 'event', ...about, ...(sourceId && { sourceId }), event: this.#event(observed.event) }
      }
      case 'snapshot':
        return {
          type: 'snapshot',
          ...about,
          event: this.#event(observed.event),
          snapshot: this.#snapshot(observed.snapshot),
          taken: observed.taken.map((transition) => this.#taken(transition)),
        }
    }
  }

  #chart({ logic }: AnyActor): Json | undefined {
    const machine = chartOf(logic)
    if (!machine) return undefined
    const known = this.#charts.get(machine.config)
    if (known !== undefined) return known
    const chart = this.#redactor.redact(machine.definition())
    this.#charts.set(machine.config, chart)
    return chart
  }

  #event(event: object): EventJson {
    const known = this.#events.get(event)
    if (known) return known
    const redacted = this.#redactor.redact(event)
    const json = isRecord(redacted) ? { ...redacted, type: String(redacted.type) } : { type: '' }
    this.#events.set(event, json)
    return json
  }

  #snapshot(snapshot: Snapshot<unknown> | undefined): SnapshotJson {
    if (!snapshot) return { status: 'active' }
    const { status, value, context, tags, output, error } = snapshot as AnyMachineSnapshot
    const input: unknown = (snapshot as { input?: unknown }).input
    return this.#redactor.redact({ status, value, context, input, output, error, tags }) as unknown as SnapshotJson
  }

  #taken({ source, target, eventType, description }: AnyTransitionDefinition): TakenTransition {
    return {
      from: source.path.join('.'),
      ...(target && { to: target.map(({ path }) => path.join('.')).join(', ') }),
      event: eventType,
      ...(description !== undefined && { why: this.#redactor.text(description) }),
    }
  }
}
