/** Takes away what came after Chromium 63. It runs in the page, so it stands alone. */
export function chromium63(): void {
  const gone: [object, string[]][] = [
    [
      window,
      ['AbortController', 'AbortSignal', 'queueMicrotask', 'structuredClone', 'WeakRef', 'FinalizationRegistry'],
    ],
    [window, ['AggregateError', 'BigInt', 'ResizeObserver', 'scheduler', 'reportError', 'navigation']],
    [Request.prototype, ['signal']],
    [
      Array.prototype,
      ['flat', 'flatMap', 'at', 'findLast', 'findLastIndex', 'toSorted', 'toReversed', 'toSpliced', 'with'],
    ],
    [String.prototype, ['replaceAll', 'matchAll', 'at', 'trimStart', 'trimEnd', 'isWellFormed', 'toWellFormed']],
    [Object.getPrototypeOf(Uint8Array.prototype) as object, ['at', 'findLast', 'findLastIndex', 'toSorted', 'with']],
    [Uint8Array, ['fromBase64', 'fromHex']],
    [Uint8Array.prototype, ['toBase64', 'toHex']],
    [Object, ['fromEntries', 'hasOwn', 'groupBy']],
    [Map, ['groupBy']],
    [Array, ['fromAsync']],
    [Promise, ['allSettled', 'any', 'withResolvers', 'try']],
    [URL, ['canParse', 'parse']],
    [Symbol.prototype, ['description']],
    [Response, ['json']],
    [Blob.prototype, ['arrayBuffer', 'text', 'stream']],
    [
      Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())) as object,
      ['map', 'filter', 'toArray', 'forEach', 'some', 'every', 'find', 'take', 'drop', 'reduce'],
    ],
    [window, ['Iterator']],
    [window, ['LockManager']],
    [Navigator.prototype, ['locks']],
    [IDBFactory.prototype, ['databases']],
    [window, ['globalThis']],
  ]
  for (const [holder, names] of gone)
    for (const name of names) if (!Reflect.deleteProperty(holder, name)) throw new Error(`${name} is still there`)
}
