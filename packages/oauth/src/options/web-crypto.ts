/**
 * Whether this platform can sign and verify. Browsers can on pages from https or localhost alone (a secure context).
 */
export function hasWebCrypto(): boolean {
  // TypeScript takes it for always there.
  return Boolean((globalThis.crypto as Crypto | undefined)?.subtle)
}

/** Ends a message that names Web Crypto as missing; the caller adds another way out (`, or …`). */
export const NO_WEB_CRYPTO =
  'which browsers have in a secure context alone. Serve the page over https or from localhost'
