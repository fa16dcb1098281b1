/** Whether this platform can sign and verify. Browsers can on pages from https or localhost alone (a secure context). */
export function hasWebCrypto(): boolean {
  // Typed as always there.
  return Boolean((globalThis.crypto as Crypto | undefined)?.subtle)
}

/** What is missing, for messages, after a sentence that says what for. */
export const NO_WEB_CRYPTO =
  'which browsers have in a secure context alone. Serve the page over https or from localhost'
