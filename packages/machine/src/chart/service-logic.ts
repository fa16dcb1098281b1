import type { ActorRefFrom, PromiseActorLogic } from 'xstate'

// The names that XState has for these: inspectors know them, and take none of its own from a viewer.
const RESOLVED = 'xstate.promise.resolve'
const REJECTED = 'xstate.promise.reject'

/** Without the input, which holds secrets: a call that has ended needs none. */
const ended = { status: 'stopped' as const, output: undefined, error: undefined, input: undefined }

/** One call of a service, as the chart invokes it. */
export interface ServiceRun<Output, Input> {
  input: Input
  /** Its actor: active for as long as the chart waits for what comes of it. */
  self: ActorRefFrom<PromiseActorLogic<Output, Input>>
  /** Whose signal the service is given. */
  controller: AbortController
}

/**
 * Does what XState's `fromPromise` does, and lets the service decide what its stop means: `fromPromise` aborts its signal at once, so
 * that a poll, which is to be awaited a little longer, would need a second signal beside it, and listeners between the two, each time.
 *
 * @param run What the service does. What it throws is what it rejects with.
 * @param stop Called when the chart does not wait for it any more
 */
export function fromService<Output, Input = unknown>(
  run: (call: ServiceRun<Output, Input>) => Promise<Output>,
  stop: (controller: AbortController) => void = (controller) => controller.abort(),
): PromiseActorLogic<Output, Input> {
  const controllers = new WeakMap<object, AbortController>()

  async function settle(self: ServiceRun<Output, Input>['self'], input: Input): Promise<void> {
    const controller = new AbortController()
    controllers.set(self, controller)
    let event
    try {
      event = { type: RESOLVED, data: await run({ input, self, controller }) }
    } catch (error) {
      event = { type: REJECTED, data: error }
    }
    controllers.delete(self)
    // XState warns of an event to an actor that was stopped.
    if (self.getSnapshot().status === 'active') self.send(event)
  }

  return {
    start: (snapshot, { self }) => void settle(self, snapshot.input as Input),
    transition: (snapshot, { type, data }, { self }) => {
      if (type === RESOLVED) return { ...ended, status: 'done', output: data as Output }
      if (type === REJECTED) return { ...ended, status: 'error', error: data }
      if (type !== 'xstate.stop') return snapshot
      stop(controllers.get(self)!)
      return ended
    },
    getInitialSnapshot: (_, input) => ({ status: 'active', output: undefined, error: undefined, input }),
    getPersistedSnapshot: (snapshot) => snapshot,
  }
}
