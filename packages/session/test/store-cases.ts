import type { Store } from '../src/stores/store.ts'
import { after, same } from './check.ts'

/** Where a store keeps, empty at first. */
interface StorePlace {
  /** A store at that place, as another tab or process opens it. */
  open(): Promise<Store> | Store
}

/** What every store must hold. Throws when it does not; needs no test runner, so that it runs in a page too. */
export interface StoreCase {
  readonly title: string
  /** Of stores whose `writeIf` is one step. */
  readonly forManyWriters?: boolean
  run(place: StorePlace): Promise<void>
}

const KEY = 'device-flow tv https://as.example/ 1a2b'

const HOSTILE_TEXTS = [
  '',
  '"',
  '\\',
  'null',
  '{"revision":99,"text":"x"}',
  'a\nb\r\nc\t\u0000\u001b[31m',
  '日本語 \u{1f600} \u2028\u2029',
  '</script><script>alert(1)</script>',
]

/** Keys that would be a path, a member of Object.prototype or a pattern elsewhere. */
const HOSTILE_KEYS = ['../../etc/passwd', '__proto__', 'a/b\\c:d*e?', 'CON', '日本語', 'k'.repeat(300), ' ']

/**
 * The cases that every store passes. A test runs those for many writers only on a store that says so.
 *
 * @example
 * ```ts
 * for (const { title, run } of storeCases) test(title, () => run({ open: () => memoryStore() }))
 * ```
 */
export const storeCases: readonly StoreCase[] = [
  {
    title: 'nothing stored reads as undefined',
    async run(place) {
      same(await (await place.open()).read(KEY), undefined, 'an empty place')
    },
  },
  {
    title: 'what is written is read, there and by another who opens the place (R6)',
    async run(place) {
      const store = await place.open()
      same(await store.writeIf(KEY, 0, { revision: 1, text: 'one' }), true, 'the first write')
      same(await store.read(KEY), { revision: 1, text: 'one' }, 'read by the writer')
      same(await (await place.open()).read(KEY), { revision: 1, text: 'one' }, 'read by another')
      same(await store.writeIf(KEY, 1, { revision: 2, text: 'two' }), true, 'the second write')
      same(await (await place.open()).read(KEY), { revision: 2, text: 'two' }, 'read by another, later')
    },
  },
  {
    title: 'a write for another revision than the stored one changes nothing (R7)',
    async run(place) {
      const [store, other] = [await place.open(), await place.open()]
      same(await store.writeIf(KEY, 1, { revision: 2, text: 'x' }), false, 'a write upon revision 1 where nothing is')
      same(await store.read(KEY), undefined, 'what it left')
      await store.writeIf(KEY, 0, { revision: 1, text: 'one' })
      same(await other.writeIf(KEY, 0, { revision: 1, text: 'other' }), false, 'a second first write')
      same(await other.writeIf(KEY, 1, { revision: 2, text: 'two' }), true, 'the write of another')
      same(await store.writeIf(KEY, 1, { revision: 2, text: 'late' }), false, 'a write that comes late')
      same(await store.read(KEY), { revision: 2, text: 'two' }, 'what is stored')
    },
  },
  {
    title: 'what is removed upon its revision is gone, and upon another it stays (R7)',
    async run(place) {
      const store = await place.open()
      if (!store.removeIf) return
      same(await store.removeIf(KEY, 1), false, 'a removal where nothing is')
      await store.writeIf(KEY, 0, { revision: 1, text: 'one' })
      await store.writeIf(KEY, 1, { revision: 2, text: 'two' })
      same(await store.removeIf(KEY, 1), false, 'a removal that comes late')
      same(await store.read(KEY), { revision: 2, text: 'two' }, 'what is stored')
      same(await store.removeIf(KEY, 2), true, 'the removal')
      same(await (await place.open()).read(KEY), undefined, 'what it left')
      same(await store.writeIf(KEY, 2, { revision: 3, text: 'late' }), false, 'a write upon what was removed')
      same(await store.writeIf(KEY, 0, { revision: 1, text: 'new' }), true, 'a first write')
    },
  },
  {
    title: 'keys do not touch each other, however they are written',
    async run(place) {
      const store = await place.open()
      for (const key of HOSTILE_KEYS) same(await store.read(key), undefined, `the key ${JSON.stringify(key)}, unused`)
      for (const key of HOSTILE_KEYS) await store.writeIf(key, 0, { revision: 1, text: key })
      for (const key of HOSTILE_KEYS) same((await store.read(key))?.text, key, `the key ${JSON.stringify(key)}`)
      same(await store.read(KEY), undefined, 'a key that nobody wrote')
    },
  },
  {
    title: 'any text comes back as it was',
    async run(place) {
      const store = await place.open()
      let revision = 0
      for (const text of HOSTILE_TEXTS) {
        same(await store.writeIf(KEY, revision, { revision: ++revision, text }), true, 'the write')
        same(await (await place.open()).read(KEY), { revision, text }, 'what is read')
      }
    },
  },
  {
    title: 'a large text comes back as it was',
    async run(place) {
      // The ID tokens of some servers list hundreds of groups.
      const text = 'token '.repeat(40_000)
      const store = await place.open()
      await store.writeIf(KEY, 0, { revision: 1, text })
      same((await (await place.open()).read(KEY))?.text.length, text.length, 'the length of what is read')
    },
  },
  {
    title: 'of many who write upon one revision, one succeeds (R4)',
    forManyWriters: true,
    async run(place) {
      const stores = await Promise.all(Array.from({ length: 10 }, () => place.open()))
      for (let revision = 0; revision < 10; revision++) {
        const writes = stores.map((store, index) =>
          store.writeIf(KEY, revision, { revision: revision + 1, text: `writer ${index}` }),
        )
        const written = await Promise.all(writes)
        same(written.filter(Boolean).length, 1, `the writes that succeeded upon revision ${revision}`)
        const text = `writer ${written.indexOf(true)}`
        same(await stores[0]?.read(KEY), { revision: revision + 1, text }, 'what is stored')
      }
    },
  },
  {
    title: 'of many who count up at once, none loses a count',
    forManyWriters: true,
    async run(place) {
      const countUp = async (store: Store): Promise<void> => {
        for (let counted = 0; counted < 5;) {
          const { revision, text } = (await store.read(KEY)) ?? { revision: 0, text: '0' }
          if (await store.writeIf(KEY, revision, { revision: revision + 1, text: `${Number(text) + 1}` })) counted++
        }
      }
      const stores = await Promise.all(Array.from({ length: 5 }, () => place.open()))
      await Promise.all(stores.map(countUp))
      same(await stores[0]?.read(KEY), { revision: 25, text: '25' }, 'what is stored')
    },
  },
  {
    title: 'whoever watches hears of a change by another, and then can read it',
    async run(place) {
      const [store, other] = [await place.open(), await place.open()]
      if (!store.watch) return
      await store.writeIf(KEY, 0, { revision: 1, text: 'one' })
      let stop: (() => void) | undefined
      const heard = new Promise<void>((resolve) => {
        stop = store.watch?.(KEY, () => {
          void store.read(KEY).then((value) => value?.revision === 2 && resolve())
        })
      })
      // Watching may take a moment to begin.
      await after(100)
      await other.writeIf(KEY, 1, { revision: 2, text: 'two' })
      other.notify?.(KEY)
      const late = after(8_000).then(() => Promise.reject(new Error('Nothing was heard of the change within 8 s')))
      await Promise.race([heard, late]).finally(() => stop?.())
    },
  },
  {
    title: 'whoever no longer watches hears nothing',
    async run(place) {
      const [store, other] = [await place.open(), await place.open()]
      let heard = 0
      store.watch?.(KEY, () => heard++)()
      await other.writeIf(KEY, 0, { revision: 1, text: 'one' })
      other.notify?.(KEY)
      await after(300)
      same(heard, 0, 'the notices')
    },
  },
]
