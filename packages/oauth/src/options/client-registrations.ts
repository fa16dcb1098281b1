/**
 * Where the registration of a client is kept, for a server that registers one before a login: `storedRegistrations` of
 * `@device-flow/node/store` keeps it in a store. What cannot be read or written costs a registration more, and nothing else.
 */
export interface ClientRegistrations {
  /** Reads what is kept under a name; undefined where there is nothing. */
  get(name: string): Promise<string | undefined>
  /** Keeps a text, with a secret in it, in place of what is there. */
  set(name: string, text: string): Promise<void>
}
