/** What undici calls a dispatcher, of any version: it carries the requests of Node's fetch. */
export interface Dispatcher {
  /** Sends a request, and tells the handler of its response. */
  dispatch(options: object, handler: object): boolean
}

/** A dispatcher, or what gives one when a request is sent. */
export type DispatcherSource = Dispatcher | (() => Dispatcher | undefined | PromiseLike<Dispatcher | undefined>)

/** The options of `createOAuthServices` by which requests of Node are sent. */
export interface NodeOptions {
  dispatcher?: DispatcherSource | undefined
  headers?: Readonly<Record<string, string>> | undefined
  issuer?: string | undefined
  endpoints?: { tokenEndpoint?: string | undefined } | undefined
}
