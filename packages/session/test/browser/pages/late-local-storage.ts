import type { WebStorage } from '../../../src/stores/web-storage-store.ts'

const LATE_MS = 500
const arrivals = new Map<string, { text: string | null; fromMs: number }[]>()

/** `localStorage`, but what other tabs write is seen half a second later, as where the machine is busy. */
export const lateLocalStorage: WebStorage = {
  getItem(key) {
    const texts = arrivals.get(key) ?? [{ text: null, fromMs: 0 }]
    arrivals.set(key, texts)
    const text = localStorage.getItem(key)
    if (texts.at(-1)!.text !== text) texts.push({ text, fromMs: performance.now() + LATE_MS })
    return texts.findLast(({ fromMs }) => fromMs <= performance.now())!.text
  },
  setItem(key, text) {
    localStorage.setItem(key, text)
    arrivals.set(key, [{ text, fromMs: 0 }])
  },
  removeItem: (key) => localStorage.removeItem(key),
}
