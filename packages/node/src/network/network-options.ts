/** A certificate or a key: the text of a PEM file, or its bytes, as `readFileSync` gives them. */
export type Pem = string | Uint8Array

/** How requests leave this process, beside what its environment says. */
export interface NetworkOptions {
  /** Certificate authorities that are trusted beside those of Node. */
  ca?: Pem | readonly Pem[] | undefined
  /** The certificate of the client, for mutual TLS, with those of the authorities between it and the server's. With `key`. */
  cert?: Pem | undefined
  /** Its private key. */
  key?: Pem | undefined
  /** The passphrase of `key`, where that is encrypted. */
  passphrase?: string | undefined
  /**
   * The longest that one request may take, ms, where the services have that option, too: a proxy that makes no tunnel is told before
   * that is over. Default: 10 000.
   */
  requestTimeoutMs?: number | undefined
  /** Where `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` are read. Default: `process.env`. */
  env?: Readonly<Record<string, string | undefined>> | undefined
}
