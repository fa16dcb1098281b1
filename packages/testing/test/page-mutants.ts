import { onPageHint } from '@device-flow/machine/adapter'
import type { ContractAdapter } from '../src/contract/index.ts'
import type { Mutant } from './mutant.ts'
import { withMounted } from './mutations.ts'
import { vanilla } from './vanilla-adapter.ts'

/** Adapters that are wrong about the page. */
export const pageMutants: Record<string, Mutant> = {
  'nobody listens whether the network is back': { adapter: deafTo('online'), caughtBy: 'a page whose network is back' },
  'nobody listens whether the page gets the focus': {
    adapter: deafTo('focus'),
    caughtBy: 'a page that gets the focus',
  },
  'nobody listens whether the page becomes visible': {
    adapter: deafTo('visibilitychange'),
    caughtBy: 'a page that becomes visible',
  },
  'nobody listens whether the page wakes up': { adapter: deafTo('resume'), caughtBy: 'a page that wakes' },
  'a network that is back is taken for a part of the focus before it': {
    adapter: mergingOnline(),
    caughtBy: 'a network that is back just after the focus',
  },
  'a page that is put aside hints': { adapter: hintingWhenHidden(), caughtBy: 'a page that is put aside' },
  'each event of a page that comes back is kept for a poll of its own': {
    adapter: hintingAgain(),
    caughtBy: 'a page that comes back',
  },
  'listeners stay on the page': { adapter: listeningForever(), caughtBy: 'ten mounts and unmounts' },
}

/** Hears nothing of the events that `swallows` says so of. */
function deaf(types: readonly string[], swallows: () => (event: Event) => boolean): ContractAdapter {
  return {
    ...vanilla,
    async mount(request) {
      const isSwallowed = swallows()
      // Before the login's own listeners, which then hear nothing of it.
      const stop = listen(types, (event) => {
        if (isSwallowed(event)) event.stopImmediatePropagation()
      })
      const mounted = await vanilla.mount(request)
      return { ...mounted, unmount: () => (stop(), mounted.unmount()) }
    },
  }
}

function deafTo(type: string): ContractAdapter {
  return deaf([type], () => () => true)
}

function mergingOnline(): ContractAdapter {
  return deaf(['focus', 'online'], () => {
    let focused = false
    return ({ type }) => {
      focused ||= type === 'focus'
      return focused && type === 'online'
    }
  })
}

function hintingWhenHidden(): ContractAdapter {
  return withMounted(({ consumers, unmount }) => {
    const stop = listen(['visibilitychange'], () => consumers[0]!.commands().hint())
    return { unmount: () => (stop(), unmount()) }
  })
}

function hintingAgain(): ContractAdapter {
  return withMounted(({ consumers, unmount }, { clock }) => {
    const stop = listen(['focus'], () => void clock.schedule(consumers[0]!.commands().hint, 1))
    return { unmount: () => (stop(), unmount()) }
  })
}

function listeningForever(): ContractAdapter {
  return withMounted(({ consumers }, { clock }) => {
    onPageHint(consumers[0]!.commands().hint, () => clock.now())
  })
}

function listen(types: readonly string[], listener: (event: Event) => void): () => void {
  const page = globalThis as unknown as EventTarget & { document: EventTarget }
  const targets = [page, page.document]
  for (const target of targets) for (const type of types) target.addEventListener(type, listener)
  return () => {
    for (const target of targets) for (const type of types) target.removeEventListener(type, listener)
  }
}
