import { toView } from '@device-flow/machine'
import type { DeviceFlowActor } from '@device-flow/machine'
import { readChanges, type Reader } from './vanilla-adapter.ts'

/** A subscription that forgot to ask whether the view is the same. */
export function readEverything(actor: DeviceFlowActor): Reader {
  let draws = 1
  const subscription = actor.subscribe(() => draws++)
  return {
    view: () => toView(actor.getSnapshot()),
    draws: () => draws,
    redraw: () => draws++,
    stop: () => subscription.unsubscribe(),
  }
}

/** A subscription that nobody ends. */
export function readForever(actor: DeviceFlowActor): Reader {
  return { ...readChanges(actor), stop() {} }
}

/** Takes for granted that a login begins idle, and waits to be told otherwise. */
export function readFromIdle(actor: DeviceFlowActor): Reader {
  const reader = readChanges(actor)
  return { ...reader, view: () => (reader.draws() === 1 ? { status: 'idle', restoring: false } : reader.view()) }
}

/** Subscribes when the framework gets to it, and does not look at what has changed until then. */
export function readLate(actor: DeviceFlowActor): Reader {
  const first = toView(actor.getSnapshot())
  let reader: Reader | undefined
  queueMicrotask(() => (reader = readChanges(actor)))
  return {
    view: () => (reader && reader.draws() > 1 ? reader.view() : first),
    draws: () => reader?.draws() ?? 1,
    redraw: () => reader?.redraw(),
    stop: () => reader?.stop(),
  }
}
