/** What a person is told when a chunk does not come. */
export const NOT_LOADED = 'A part of this app could not be loaded: if that lasts, reload the page.'

/** Code that a bundle has in a chunk of its own, which comes over the network. */
export interface Chunk<Code> {
  /** Undefined until it is there. */
  readonly code: Code | undefined
  /** Resolves when it is there. All who ask share one load; after one that failed, the next who asks loads anew. */
  load(): Promise<Code>
  /** Loads it in the background. A page stays open for weeks, and the next deployment removes the files that it has not loaded by then. */
  preload(): void
}

/**
 * Creates a chunk, which is loaded when somebody first asks for it.
 *
 * To ask again helps where the browser fetches anew what it could not import, as HTML wants it since 2026. Older ones may answer from
 * memory until the page is reloaded.
 *
 * @see https://github.com/whatwg/html/pull/10327
 */
export function createChunk<Code>(importCode: () => Promise<Code>): Chunk<Code> {
  let code: Code | undefined
  let loading: Promise<Code> | undefined

  async function loadNow(): Promise<Code> {
    try {
      return (code = await importCode())
    } catch (error) {
      loading = undefined
      throw error
    }
  }

  const load = (): Promise<Code> => (loading ??= loadNow())

  return {
    get code() {
      return code
    },
    load,
    preload: () => void load().catch(() => {}),
  }
}
