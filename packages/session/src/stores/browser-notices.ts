import type { Store } from './store.ts'

/**
 * How tabs of one origin tell each other of a change: by a `BroadcastChannel`, whose message holds nothing. A tab that is shown again looks
 * for itself: while it was frozen it heard nothing.
 *
 * @param place tells apart what has the same key in two stores
 */
export function browserNotices(place: string): Required<Pick<Store, 'watch' | 'notify'>> {
  const nameOf = (key: string): string => `${place} ${key}`
  return {
    watch(key, listener) {
      const channel = openChannel(nameOf(key))
      channel?.addEventListener('message', listener)
      const onShown = (): void => {
        if (document.visibilityState === 'visible') listener()
      }
      // Workers have none.
      const page = typeof document === 'undefined' ? undefined : document
      page?.addEventListener('visibilitychange', onShown)
      return () => {
        channel?.close()
        page?.removeEventListener('visibilitychange', onShown)
      }
    },
    notify(key) {
      const channel = openChannel(nameOf(key))
      // eslint-disable-next-line unicorn/require-post-message-target-origin -- a channel reaches its own origin only
      channel?.postMessage(undefined)
      channel?.close()
    },
  }
}

function openChannel(name: string): BroadcastChannel | undefined {
  return typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(name)
}
