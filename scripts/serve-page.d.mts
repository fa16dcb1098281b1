/** A page on an origin of its own. */
export interface ServedPage {
  url: string
  close(): void
}

/** Bundles a script for browsers, from source, and serves a page that runs it, on loopback. */
export function servePage(entry: string): Promise<ServedPage>
